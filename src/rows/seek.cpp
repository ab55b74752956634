#include "rows/seek.h"

#include "rows/type_text.h"

extern "C" {
#include "access/stratnum.h"
#include "utils/builtins.h"
}

namespace studio::rows {

namespace {

constexpr int millionths = 1000000;

enum class Division { none, number, day, time };

struct DivisibleType {
  const char* name;
  Division division;
};

// As a local runner writes them (format_type) and as a remote one does.
constexpr DivisibleType divisible_types[] = {
    {"smallint", Division::number},
    {"integer", Division::number},
    {"bigint", Division::number},
    {"numeric", Division::number},
    {"pg_catalog.int2", Division::number},
    {"pg_catalog.int4", Division::number},
    {"pg_catalog.int8", Division::number},
    {"pg_catalog.numeric", Division::number},
    {"date", Division::day},
    {"pg_catalog.date", Division::day},
    {"timestamp without time zone", Division::time},
    {"timestamp with time zone", Division::time},
    {"pg_catalog.timestamp", Division::time},
    {"pg_catalog.timestamptz", Division::time},
};

Division division_of(const char* type) {
  for (const DivisibleType& known : divisible_types) {
    if (strcmp(known.name, type) == 0) {
      return known.division;
    }
  }
  return Division::none;
}

// Between p.v and p.next, by p.part.
const char* point_between(const char* type) {
  switch (division_of(type)) {
  case Division::number:
    return psprintf("(p.v::pg_catalog.numeric + (p.next::pg_catalog.numeric - p.v::pg_catalog.numeric) * "
                    "p.part::pg_catalog.numeric)::%s",
                    type);
  case Division::day:
    return "CASE WHEN pg_catalog.isfinite(p.v) AND pg_catalog.isfinite(p.next) "
           "THEN p.v + pg_catalog.floor((p.next - p.v) * p.part)::pg_catalog.int4 ELSE p.v END";
  case Division::time:
    return "CASE WHEN pg_catalog.isfinite(p.v) AND pg_catalog.isfinite(p.next) THEN p.v + (p.next - p.v) * p.part ELSE "
           "p.v "
           "END";
  case Division::none:
    break;
  }
  return "p.v";
}

// The key's value by the statistics; null where there are none, or none for this role to see.
void append_by_statistics(StringInfo sql, const Request& request, const OrderKey& key, int part, Values* values) {
  int schema = add_value(values, request.schema);
  int relation = add_value(values, request.relation);
  int column = add_value(values, key.column);
  appendStringInfo(
      sql,
      "(WITH s AS (SELECT * FROM pg_catalog.pg_stats AS s WHERE s.schemaname = $%d::pg_catalog.name AND s.tablename = "
      "$%d::pg_catalog.name AND s.attname = $%d::pg_catalog.name ORDER BY s.inherited DESC LIMIT 1), "
      // NULL in `next`: a common value, which is not divided.
      "b AS (SELECT u.v, u.n, pg_catalog.lead(u.v) OVER (ORDER BY u.n) AS next, pg_catalog.count(*) OVER () - 1 AS "
      "count "
      "FROM s, pg_catalog.unnest(s.histogram_bounds::pg_catalog.text::%s[]) WITH ORDINALITY AS u (v, n)), "
      "w AS (SELECT u.v, NULL::%s AS next, u.f::pg_catalog.float8 AS share FROM s, ROWS FROM "
      "(pg_catalog.unnest(s.most_common_vals::pg_catalog.text::%s[]), pg_catalog.unnest(s.most_common_freqs)) AS u (v, "
      "f) "
      "UNION ALL SELECT b.v, b.next, (1 - s.null_frac - coalesce((SELECT pg_catalog.sum(f) FROM "
      "pg_catalog.unnest(s.most_common_freqs) AS f), 0)) / b.count FROM s, b WHERE b.next IS NOT NULL), "
      "p AS (SELECT w.v, w.next, ((%d / 1e6) * pg_catalog.sum(w.share) OVER () - (pg_catalog.sum(w.share) OVER (ORDER "
      "BY w.v "
      "ROWS UNBOUNDED PRECEDING) - w.share)) / nullif(w.share, 0) AS part FROM w) "
      "SELECT CASE WHEN p.next IS NULL THEN p.v ELSE %s END FROM p WHERE p.part >= 0 ORDER BY p.v DESC LIMIT 1)",
      schema, relation, column, key.type, key.type, key.type, part, point_between(key.type));
}

void append_by_count(StringInfo sql, const Request& request, const OrderKey& key, int part) {
  const char* relation = quote_qualified_identifier(request.schema, request.relation);
  appendStringInfo(
      sql,
      "(SELECT k.%s FROM %s AS k WHERE k.%s IS NOT NULL ORDER BY k.%s LIMIT 1 OFFSET (SELECT "
      "pg_catalog.floor((%d / 1e6) * greatest(pg_catalog.count(*) - 1, 0))::pg_catalog.int8 FROM (SELECT FROM %s AS k "
      "WHERE k.%s IS NOT NULL LIMIT 100000) AS n))",
      key.name, relation, key.name, key.name, part, relation, key.name);
}

// By the block: rows lie in all of them alike.
void append_by_place(StringInfo sql, const Request& request, int part, Values* values) {
  int relation = add_value(values, quote_qualified_identifier(request.schema, request.relation));
  appendStringInfo(sql,
                   "(SELECT pg_catalog.format('(%%s,0)', pg_catalog.floor((%d / 1e6) * "
                   "pg_catalog.pg_relation_size($%d::pg_catalog.regclass) / "
                   "pg_catalog.current_setting('block_size')::pg_catalog.int8))::pg_catalog.tid)",
                   part, relation);
}

} // namespace

bool can_seek(const Order& order) {
  return order.mode != PageMode::offset && order.count > 0 && order.keys[0].operators[BTGreaterEqualStrategyNumber - 1];
}

void append_seek(StringInfo sql, const Request& request, const Order& order, const char* alias, Values* values) {
  const OrderKey& key = order.keys[0];
  // The statistics ascend.
  int part = key.is_descending ? millionths - request.at : request.at;
  StrategyNumber strategy = key.is_descending ? BTLessEqualStrategyNumber : BTGreaterEqualStrategyNumber;
  appendStringInfo(sql, "%s.%s %s ", alias, key.name, key.operators[strategy - 1]);
  if (key.column == nullptr) {
    append_by_place(sql, request, part, values);
  } else {
    appendStringInfoString(sql, "(SELECT coalesce(");
    if (!may_be_array(key.type)) {
      append_by_statistics(sql, request, key, part, values);
      appendStringInfoString(sql, ", ");
    }
    append_by_count(sql, request, key, part);
    appendStringInfoString(sql, "))");
  }
  if (key.is_nullable && !key.is_nulls_first) {
    appendStringInfo(sql, " OR %s.%s IS NULL", alias, key.name);
  }
}

} // namespace studio::rows
