#include "auth/password.h"

#include "core/digest.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "libpq/crypt.h"
#include "libpq/scram.h"
#include "mb/pg_wchar.h"
#include "utils/acl.h"
#include "utils/syscache.h"
}

namespace studio::auth {

namespace {

// A verifier of a password that nobody knows, with this server's own number of iterations. Made once.
const char* dummy_verifier() {
  static char* verifier = nullptr;
  if (verifier == nullptr) {
    std::string nobody = core::hex(core::random_bytes(16));
    verifier = pg::call([&] {
      MemoryContext previous = MemoryContextSwitchTo(TopMemoryContext);
      char* made = pg_be_scram_build_secret(nobody.c_str());
      MemoryContextSwitchTo(previous);
      return made;
    });
  }
  return verifier;
}

// What a verification needs of PostgreSQL; plain, so that an ereport may jump over it.
struct Check {
  char* role; // in the database's encoding
  char* password;
  char* verifier; // null where there is none to be used
  const char* reason;
  bool matches;
};

void run_check(Check* check, const char* dummy) {
  check->verifier = get_role_password(check->role, &check->reason);
  bool is_scram = check->verifier != nullptr && get_password_type(check->verifier) == PASSWORD_TYPE_SCRAM_SHA_256;
  const char* ignored = nullptr;
  if (check->verifier != nullptr) {
    check->matches = plain_crypt_verify(check->role, check->verifier, check->password, &check->reason) == STATUS_OK;
  }
  // An MD5 verifier takes no time worth speaking of, nor does none: then the dummy takes it.
  if (!is_scram) {
    plain_crypt_verify(check->role, dummy, check->password, &ignored);
  }
}

struct Facts {
  Oid oid;
  bool may_log_in;
  bool may_sign_in;
};

Facts role_facts(const char* name) {
  Facts facts = {};
  HeapTuple row = SearchSysCache1(AUTHNAME, PointerGetDatum(name));
  if (HeapTupleIsValid(row)) {
    Form_pg_authid role = reinterpret_cast<Form_pg_authid>(GETSTRUCT(row));
    facts.oid = role->oid;
    facts.may_log_in = role->rolcanlogin;
    ReleaseSysCache(row);
    Oid group = get_role_oid("studio_login", true);
    facts.may_sign_in = OidIsValid(group) && is_member_of_role(facts.oid, group);
  }
  return facts;
}

} // namespace

std::optional<VerifiedRole> verify_role_password(std::string_view role, std::string_view password,
                                                 std::string& reason) {
  const char* dummy = dummy_verifier();
  Check check = {};
  pg::call([&] {
    char* name = pnstrdup(role.data(), role.size());
    check.role = pg_any_to_server(name, static_cast<int>(strlen(name)), PG_UTF8);
    check.password = pnstrdup(password.data(), password.size());
    run_check(&check, dummy);
    explicit_bzero(check.password, password.size());
  });
  reason = check.reason == nullptr ? "" : check.reason;
  if (!check.matches) {
    return std::nullopt;
  }
  Facts facts = pg::call([&] { return role_facts(check.role); });
  const char* name = pg::call([&] {
    return static_cast<const char*>(pg_server_to_any(check.role, static_cast<int>(strlen(check.role)), PG_UTF8));
  });
  VerifiedRole verified = {name, facts.oid, core::sha256(check.verifier), facts.may_log_in, facts.may_sign_in, false};
  verified.is_studio_role = verified.name.starts_with("studio_");
  explicit_bzero(check.verifier, strlen(check.verifier));
  return verified;
}

} // namespace studio::auth
