// What DROP EXTENSION studio takes away, said before it does. Backend C.
#pragma once

namespace studio::live {

// A NOTICE with the number of accounts, organizations and connections; nothing where the caller may not drop it anyway.
void notice_what_is_lost();

} // namespace studio::live
