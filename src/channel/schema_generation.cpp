#include "channel/schema_generation.h"

extern "C" {
#include "common/hashfn.h"
#include "utils/timestamp.h"
}

namespace studio::channel {

namespace {

// Places that are looked at for a database, so that a full table costs no more than an empty one.
constexpr uint32 probe_count = 16;

GenerationPlace* place_at(GenerationTable* table, Oid database, uint32 step) {
  return &table->places[(murmurhash32(database) + step) % generation_place_count];
}

// The database's counter, or null: `is_full` says whether that is for want of a place or because nothing has changed there.
pg_atomic_uint64* find_count(GenerationTable* table, Oid database, bool* is_full) {
  *is_full = true;
  for (uint32 step = 0; step < probe_count; step++) {
    GenerationPlace* place = place_at(table, database, step);
    Oid owner = pg_atomic_read_u32(&place->database);
    if (owner == database) {
      return &place->count;
    }
    *is_full = *is_full && owner != InvalidOid;
  }
  return nullptr;
}

// Two backends of one database that come at the same time go the same way, so they end at the same place.
pg_atomic_uint64* take_count(GenerationTable* table, Oid database) {
  for (uint32 step = 0; step < probe_count; step++) {
    GenerationPlace* place = place_at(table, database, step);
    uint32 owner = InvalidOid;
    if (pg_atomic_compare_exchange_u32(&place->database, &owner, database) || owner == database) {
      return &place->count;
    }
  }
  return &table->other_count;
}

} // namespace

void initialize_generations(GenerationTable* table) {
  pg_atomic_init_u64(&table->shared_count, static_cast<uint64>(GetCurrentTimestamp() / 1000));
  pg_atomic_init_u64(&table->other_count, 0);
  for (GenerationPlace& place : table->places) {
    pg_atomic_init_u32(&place.database, InvalidOid);
    pg_atomic_init_u64(&place.count, 0);
  }
}

uint64 schema_generation(GenerationTable* table, Oid database) {
  bool is_full = false;
  pg_atomic_uint64* count = find_count(table, database, &is_full);
  if (count == nullptr && is_full) {
    count = &table->other_count;
  }
  return pg_atomic_read_u64(&table->shared_count) + (count != nullptr ? pg_atomic_read_u64(count) : 0);
}

void count_schema_change(GenerationTable* table, Oid database, SchemaScope scope) {
  pg_atomic_uint64* count = scope == SchemaScope::all_databases ? &table->shared_count : take_count(table, database);
  pg_atomic_fetch_add_u64(count, 1);
}

} // namespace studio::channel
