// The operations that the service worker knows: one static table. Each is a function of schema studio_private that takes
// jsonb and gives json; its shape stands in README.md.
#pragma once

#include <string_view>

namespace studio::service {

enum class Identity { needed, anonymous }; // anonymous: nobody is signed in yet
enum class Standby { works, refused };     // refused: it writes

struct Operation {
  const char* name;
  const char* statement;
  Identity identity;
  Standby standby;
};

// The place of the operation in the table, or −1 where there is none of that name.
int find_operation(std::string_view name);
const Operation& operation(int place);
constexpr int operation_count = 63;

} // namespace studio::service
