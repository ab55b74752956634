// How often the schema of each database has changed: one counter a database in shared memory, moved at commit of DDL.
//
// A fixed table, since backends cannot make room while they commit. A database that finds no place in it shares one counter
// with all others that found none: its readers are then told more often than needed, never too seldom. What belongs to the
// whole cluster (roles, databases, tablespaces) counts for every database. Any process may read, any backend may move.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "port/atomics.h"
}

namespace studio::channel {

constexpr uint32 generation_place_count = 1024;

// A place is given to a database by compare-and-swap and never taken back while the server runs.
struct GenerationPlace {
  pg_atomic_uint32 database; // InvalidOid = free
  pg_atomic_uint64 count;    // its changes since the server started
};

// In the registry; every field is written by any backend.
struct GenerationTable {
  pg_atomic_uint64 shared_count; // changes of what all databases share, beginning with the time of the server's start
  pg_atomic_uint64 other_count;  // changes of all databases without a place
  GenerationPlace places[generation_place_count];
};

// At server start. Generations begin with its time in milliseconds, so that one from before a restart is never met again.
void initialize_generations(GenerationTable* table);

// The present generation of a database's schema. Two readings differ if DDL was committed there between them.
uint64 schema_generation(GenerationTable* table, Oid database);

enum class SchemaScope { one_database, all_databases };

// Counts a change. Never raises; call it after commit.
void count_schema_change(GenerationTable* table, Oid database, SchemaScope scope);

} // namespace studio::channel
