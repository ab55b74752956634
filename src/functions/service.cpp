// What the service's SQL asks of C: the request that its worker serves, the hash of a role's verifier, our URL.
//
// Only studio_service may call these; the first also sees to it that nobody else who has become that role can.
#include "channel/registry.h"
#include "core/sqlstate.h"
#include "functions/public_url.h"
#include "pg/entry.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "utils/syscache.h"
}

namespace {

using namespace studio;

// SHA-256 of the verifier text, or null where the role is unknown or has no password.
bytea* verifier_hash(Oid role) {
  HeapTuple row = SearchSysCache1(AUTHOID, ObjectIdGetDatum(role));
  if (!HeapTupleIsValid(row)) {
    return nullptr;
  }
  bool is_null = false;
  bytea* hash = nullptr;
  Datum verifier = SysCacheGetAttr(AUTHOID, row, Anum_pg_authid_rolpassword, &is_null);
  if (!is_null) {
    char* kept = TextDatumGetCString(verifier);
    hash = static_cast<bytea*>(palloc(VARHDRSZ + PG_SHA256_DIGEST_LENGTH));
    SET_VARSIZE(hash, VARHDRSZ + PG_SHA256_DIGEST_LENGTH);
    pg_cryptohash_ctx* context = pg_cryptohash_create(PG_SHA256);
    if (context == nullptr || pg_cryptohash_init(context) < 0 ||
        pg_cryptohash_update(context, reinterpret_cast<uint8*>(kept), strlen(kept)) < 0 ||
        pg_cryptohash_final(context, reinterpret_cast<uint8*>(VARDATA(hash)), PG_SHA256_DIGEST_LENGTH) < 0) {
      elog(ERROR, "could not hash the verifier of a role");
    }
    pg_cryptohash_free(context);
    explicit_bzero(kept, strlen(kept));
    pfree(kept);
  }
  ReleaseSysCache(row);
  return hash;
}

} // namespace

STUDIO_FUNCTION(studio_role_verifier_hash) {
  Oid role = PG_GETARG_OID(0);
  bytea* hash = pg::call([&] { return verifier_hash(role); });
  fcinfo->isnull = hash == nullptr;
  return PointerGetDatum(hash);
}

STUDIO_FUNCTION(studio_request_id) {
  channel::Slot* slot = channel::my_slot();
  bool is_ours =
      slot != nullptr && (slot->kind == channel::SlotKind::service || slot->kind == channel::SlotKind::credential);
  if (!is_ours) {
    throw core::Error(core::sqlstate::insufficient_privilege, "permission denied")
        .with_detail("Only the service worker of studio may do this.");
  }
  return pg::call([&] { return PointerGetDatum(cstring_to_text(slot->request_id)); });
}

STUDIO_FUNCTION(studio_public_url) {
  std::string url = functions::public_url();
  return pg::call([&] { return PointerGetDatum(cstring_to_text_with_len(url.data(), static_cast<int>(url.size()))); });
}
