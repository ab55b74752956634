#include "runner/assume_role.h"

#include "pg/backend.h"
#include "runner/reset.h"

namespace studio::runner {

namespace {

// What the transaction began as. Only of use between assume_role and leave_role of one transaction.
Oid own_user = InvalidOid;
int own_security_context = 0;

} // namespace

void assume_role(const char* role) {
  // Whatever happens, the next request finds a session that was reset.
  note_change();
  GetUserIdAndSecContext(&own_user, &own_security_context);
  // As SET LOCAL ROLE: PostgreSQL itself looks whether the session's role may, and current_setting('role') tells it.
  (void)set_config_option("role", role, superuser() ? PGC_SUSET : PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0,
                          false);
  // A view's or policy's function of that role would only have to say RESET ROLE to be the session's role, which may be mightier.
  // In a restricted operation `role` and `session_authorization` cannot be set, and nothing can be left behind for later: no
  // temporary table, no cursor, no prepared statement, no LISTEN.
  SetUserIdAndSecContext(GetUserId(), own_security_context | SECURITY_RESTRICTED_OPERATION);
}

void leave_role() {
  if (OidIsValid(own_user)) {
    SetUserIdAndSecContext(own_user, own_security_context);
    own_user = InvalidOid;
  }
}

} // namespace studio::runner
