// Reading as another role, for the time of one transaction: what SET LOCAL ROLE does, with the way back closed to what is run
// meanwhile. Is backend C and runs in a runner; which role somebody may be is PostgreSQL's own answer.
#pragma once

namespace studio::runner {

// From here on the current transaction is `role`'s. Raises 42501 where the session may not SET ROLE to it, 22023 where there
// is none of that name ("none" would be the way back: the request refuses it). After an error PostgreSQL's abort leads back.
void assume_role(const char* role);

// Back to the session's own role. To be called before the transaction commits; without a role assumed it does nothing.
void leave_role();

} // namespace studio::runner
