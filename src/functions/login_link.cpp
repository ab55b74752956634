// studio.login_link(role): a URL that signs in once.
//
// Decides who may have one for whom; studio_private.issue_login_link keeps the hash of it. The token is in the answer only.
#include "core/digest.h"
#include "core/sqlstate.h"
#include "functions/caller.h"
#include "functions/public_url.h"
#include "pg/entry.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "utils/acl.h"
#include "utils/syscache.h"
}

namespace {

using namespace studio;
namespace sqlstate = core::sqlstate;

struct RoleFacts {
  Oid oid;
  bool exists;
  bool may_log_in;
};

RoleFacts find_role(Name name) {
  RoleFacts facts = {};
  HeapTuple row = SearchSysCache1(AUTHNAME, NameGetDatum(name));
  if (HeapTupleIsValid(row)) {
    Form_pg_authid role = reinterpret_cast<Form_pg_authid>(GETSTRUCT(row));
    facts = {role->oid, true, role->rolcanlogin};
    ReleaseSysCache(row);
  }
  return facts;
}

// The caller must act as himself: a function of somebody else that he happens to call with that one's rights could
// otherwise take a link for him. A superuser is as good as anybody already.
bool may_have_link(Oid role) {
  Oid acting = GetUserId();
  if (superuser_arg(acting)) {
    return true;
  }
  Oid login_group = get_role_oid("studio_login", true);
  return role == GetSessionUserId() && acting == role && OidIsValid(login_group) &&
         is_member_of_role(role, login_group);
}

void check_role(Name name, const RoleFacts& facts) {
  std::string quoted = std::string("\"") + NameStr(*name) + "\"";
  if (!facts.exists) {
    throw core::Error(sqlstate::undefined_object, "role " + quoted + " does not exist");
  }
  if (!pg::call([&] { return may_have_link(facts.oid); })) {
    throw core::Error(sqlstate::insufficient_privilege, "permission denied to make a sign-in link for role " + quoted)
        .with_detail("Members of studio_login may make one for themselves, superusers for anybody.");
  }
  if (strncmp(NameStr(*name), "studio_", 7) == 0) {
    throw core::Error(sqlstate::insufficient_privilege, "role " + quoted + " may not sign in")
        .with_detail("Roles whose name begins with studio_ are studio's own.");
  }
  if (!facts.may_log_in) {
    throw core::Error("0LP01", "role " + quoted + " is not permitted to log in")
        .with_hint("Only roles with the LOGIN attribute can be linked to an account.");
  }
}

} // namespace

STUDIO_FUNCTION(studio_login_link) {
  functions::require_client_session("login_link");
  functions::require_registry();
  pg::call([] {
    PreventCommandDuringRecovery("studio.login_link()");
    PreventCommandIfReadOnly("studio.login_link()");
  });
  Name name = PG_GETARG_NAME(0);
  RoleFacts facts = pg::call([&] { return find_role(name); });
  check_role(name, facts);

  std::string token = core::base64url(core::random_bytes(32));
  std::string hash = core::sha256(token);
  std::string url = functions::public_url() + "/sign-in#link=" + token;
  Oid issue = functions::private_function("issue_login_link", {OIDOID, BYTEAOID});
  return pg::call([&]() -> Datum {
    bytea* kept = reinterpret_cast<bytea*>(cstring_to_text_with_len(hash.data(), static_cast<int>(hash.size())));
    OidFunctionCall2(issue, ObjectIdGetDatum(facts.oid), PointerGetDatum(kept));
    return PointerGetDatum(cstring_to_text_with_len(url.data(), static_cast<int>(url.size())));
  });
}
