// studio.rotate_keys(): new keys into the key file, and connections' passwords under the newest one.
//
// Runs in the backend of whoever asks, so that it works while the gateway is down, and tells him what stands in the way. Keys and
// passwords are in this process for the time of the call only, and are wiped. The gateway reads the file again when the access
// epoch moves; remote runners read it at each connect.
#include "auth/key_file.h"
#include "auth/secret.h"
#include "channel/registry.h"
#include "core/digest.h"
#include "core/sqlstate.h"
#include "functions/caller.h"
#include "functions/row.h"
#include "pg/entry.h"
#include "pg/guard.h"
#include "pg/settings.h"

#include <ctime>

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "utils/acl.h"
}

namespace {

using namespace studio;
namespace sqlstate = core::sqlstate;

// As oneself: what belongs to the database's owner must not be done by code of somebody else that he happens to run.
void require_right() {
  bool may_rotate = pg::call([] {
    Oid acting = GetUserId();
    return superuser_arg(acting) || (acting == GetSessionUserId() && !InSecurityRestrictedOperation() &&
                                     has_privs_of_role(acting, ROLE_PG_DATABASE_OWNER));
  });
  if (!may_rotate) {
    throw core::Error(sqlstate::insufficient_privilege, "permission denied to rotate the keys")
        .with_detail("Superusers and the owner of studio's database may do so.");
  }
}

// A key file that is wiped at the brace.
class Keys {
public:
  explicit Keys(auth::KeyFile file) : file_(std::move(file)) {}
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() { auth::wipe(file_); }
  const auth::KeyFile& file() const { return file_; }

private:
  auth::KeyFile file_;
};

std::string text_argument(Datum datum) {
  return pg::call([&] { return TextDatumGetCString(datum); });
}

std::string bytes_argument(Datum datum) {
  // bytea and text have one shape.
  text* bytes = pg::call([&] { return DatumGetTextPP(datum); });
  return std::string(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
}

void put_bytes(functions::Row* row, const std::string& bytes) {
  row->put(PointerGetDatum(cstring_to_text_with_len(bytes.data(), static_cast<int>(bytes.size()))));
}

TupleDesc result_shape(FunctionCallInfo fcinfo) {
  TupleDesc shape = nullptr;
  if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE) {
    elog(ERROR, "a function of studio must be called as one of one row");
  }
  return BlessTupleDesc(shape);
}

// The password under the newest key; nothing where it is already, or no key opens it.
std::optional<auth::SealedSecret> renew(const auth::SealedSecret& sealed, const auth::SecretPlace& place) {
  Keys keys(auth::read_key_file(pg::key_file_path(), auth::MissingKeyFile::refuse));
  const std::vector<auth::SigningKey>& known = keys.file().credential;
  if (sealed.key_version == auth::key_version(known.front())) {
    return std::nullopt;
  }
  std::string context = auth::secret_context(place);
  std::optional<std::string> password = auth::open_secret(known, sealed, context);
  if (!password) {
    return std::nullopt;
  }
  auth::SealedSecret renewed = auth::seal_secret(known.front(), *password, context);
  core::wipe(*password);
  return renewed;
}

} // namespace

STUDIO_FUNCTION(studio_rotate_keys) {
  functions::require_client_session("rotate_keys");
  functions::require_registry();
  pg::call([] {
    PreventCommandDuringRecovery("studio.rotate_keys()");
    PreventCommandIfReadOnly("studio.rotate_keys()");
  });
  require_right();
  bool sign_out = PG_GETARG_BOOL(0);
  Oid finish = functions::private_function("finish_rotation", {TEXTOID, TEXTOID, BOOLOID});
  auto old = sign_out ? auth::OldSigningKeys::drop : auth::OldSigningKeys::keep;
  Keys keys(auth::rotate_key_file(pg::key_file_path(), old, time(nullptr)));
  // At once, and not only at the end of the transaction: the file is what it is, whatever becomes of that.
  channel::access_changed();
  const std::string& signing_key = keys.file().signing.front().id;
  const std::string& credential_key = keys.file().credential.front().id;
  return pg::call([&] {
    Datum signing = CStringGetTextDatum(signing_key.c_str());
    Datum credential = CStringGetTextDatum(credential_key.c_str());
    Datum renewed = OidFunctionCall3(finish, signing, credential, BoolGetDatum(sign_out));
    functions::Row row;
    row.put(signing);
    row.put(credential);
    row.put(renewed);
    return HeapTupleGetDatum(heap_form_tuple(result_shape(fcinfo), row.values, row.nulls));
  });
}

STUDIO_FUNCTION(studio_renew_secret) {
  auth::SealedSecret sealed{PG_GETARG_INT32(0), bytes_argument(PG_GETARG_DATUM(1)), bytes_argument(PG_GETARG_DATUM(2))};
  auth::SecretPlace place{text_argument(PG_GETARG_DATUM(3)), text_argument(PG_GETARG_DATUM(4)),
                          text_argument(PG_GETARG_DATUM(5)), PG_GETARG_INT32(6),
                          text_argument(PG_GETARG_DATUM(7)), text_argument(PG_GETARG_DATUM(8))};
  std::optional<auth::SealedSecret> renewed = renew(sealed, place);
  return pg::call([&] {
    functions::Row row;
    if (renewed) {
      row.put_int(renewed->key_version);
      put_bytes(&row, renewed->nonce);
      put_bytes(&row, renewed->ciphertext);
    } else {
      row.put_null();
      row.put_null();
      row.put_null();
    }
    return HeapTupleGetDatum(heap_form_tuple(result_shape(fcinfo), row.values, row.nulls));
  });
}
