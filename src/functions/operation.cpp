// studio.operation(name, argument): an operation of the API, asked by a person in psql.
//
// It runs what the service worker would run, as studio_service and under the same policies, for the account that is linked
// to the session's role. Which operations there are is the list here; what they do is in sql/function.
#include "core/sqlstate.h"
#include "functions/caller.h"
#include "pg/entry.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_type.h"
#include "utils/acl.h"
}

extern "C" Datum studio_current_account(PG_FUNCTION_ARGS);

namespace {

using namespace studio;
namespace sqlstate = core::sqlstate;

// Those that take who asks as it is. Not here: signing in and what only the gateway may say, and connection_grant, which
// hands out the encrypted password.
constexpr std::string_view offered[] = {
    "me",
    "update_account",
    "delete_account",
    "list_organizations",
    "read_organization",
    "create_organization",
    "update_organization",
    "delete_organization",
    "list_members",
    "update_member",
    "delete_member",
    "list_invitations",
    "create_invitation",
    "delete_invitation",
    "create_member_link",
    "list_sessions",
    "delete_session",
    "delete_sessions",
    "list_tokens",
    "create_token",
    "delete_token",
    "list_connections",
    "connection_defaults",
    "create_connection",
    "test_connection",
    "read_connection",
    "update_connection",
    "delete_connection",
    "list_history",
    "list_audit",
    "list_saved_queries",
    "read_saved_query",
    "create_saved_query",
    "update_saved_query",
    "delete_saved_query",
    "list_saved_query_versions",
    "read_saved_query_version",
    "list_named_views",
    "read_named_view",
    "create_named_view",
    "update_named_view",
    "delete_named_view",
    "list_folders",
    "create_folder",
    "update_folder",
    "delete_folder",
};

void require_offered(std::string_view name) {
  for (std::string_view known : offered) {
    if (name == known) {
      return;
    }
  }
  throw core::Error(sqlstate::invalid_parameter_value, "operation \"" + std::string(name) + "\" does not exist");
}

// Whoever speaks must act as himself: code of somebody else that runs with that one's rights, as functions of an index or
// with SECURITY DEFINER do, must not speak for the one whose session it is. A superuser is as good as anybody already.
void require_oneself() {
  bool is_oneself = pg::call([] {
    Oid acting = GetUserId();
    return (acting == GetSessionUserId() || superuser_arg(acting)) && !InSecurityRestrictedOperation();
  });
  if (!is_oneself) {
    throw core::Error(sqlstate::insufficient_privilege, "permission denied for function operation")
        .with_detail("It acts for the role of the session, and may be called as that role only.");
  }
}

void require_account() {
  char* role = pg::call([]() -> char* {
    LOCAL_FCINFO(call, 0);
    InitFunctionCallInfoData(*call, nullptr, 0, InvalidOid, nullptr, nullptr);
    studio_current_account(call);
    return call->isnull ? GetUserNameFromId(GetSessionUserId(), false) : nullptr;
  });
  if (role != nullptr) {
    throw core::Error(sqlstate::invalid_authorization,
                      std::string("no account that may sign in is linked to role \"") + role + "\"")
        .with_hint("studio.login_link() makes one for your role.");
  }
}

} // namespace

STUDIO_FUNCTION(studio_require_client_session) {
  char* name = pg::call([&] { return text_to_cstring(PG_GETARG_TEXT_PP(0)); });
  functions::require_client_session(name);
  PG_RETURN_VOID();
}

STUDIO_FUNCTION(studio_operation) {
  functions::require_client_session("operation");
  require_oneself();
  require_account();
  char* name = pg::call([&] { return text_to_cstring(PG_GETARG_TEXT_PP(0)); });
  require_offered(name);
  Oid function = functions::private_function(name, {JSONBOID});
  Datum argument = PG_GETARG_DATUM(1);
  // No cleaning up after an error: the end of the transaction, or of the subtransaction, puts the user back.
  return pg::call([&] {
    Oid caller = InvalidOid;
    int context = 0;
    GetUserIdAndSecContext(&caller, &context);
    SetUserIdAndSecContext(get_role_oid("studio_service", false), context | SECURITY_LOCAL_USERID_CHANGE);
    Datum answer = OidFunctionCall1(function, argument);
    SetUserIdAndSecContext(caller, context);
    return answer;
  });
}
