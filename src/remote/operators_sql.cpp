#include "remote/operators_sql.h"

namespace studio::remote {

namespace {

constexpr char base_types[] = R"sql(, base AS (
    SELECT w.attnum, w.atttypid AS type FROM wanted AS w
    UNION ALL
    SELECT b.attnum, t.typbasetype FROM base AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.type WHERE t.typtype = 'd'
)
)sql";

constexpr char operators[] = R"sql(LEFT JOIN LATERAL (
    SELECT y.oid, CASE WHEN y.typtype = 'e' THEN 'anyenum' WHEN y.typtype = 'r' THEN 'anyrange' WHEN y.typtype = 'm' THEN 'anymultirange'
                       WHEN y.typtype = 'c' THEN 'record' WHEN y.typcategory = 'A' AND y.typelem <> 0 AND y.typlen = -1 THEN 'anyarray' END AS family
    FROM base AS b JOIN pg_catalog.pg_type AS y ON y.oid = b.type
    WHERE b.attnum = w.attnum AND y.typtype <> 'd') AS y ON true
LEFT JOIN LATERAL (
    SELECT c.opcfamily, c.opcintype
    FROM pg_catalog.pg_opclass AS c JOIN pg_catalog.pg_am AS m ON m.oid = c.opcmethod
    JOIN pg_catalog.pg_type AS i ON i.oid = c.opcintype
    WHERE m.amname = 'btree' AND c.opcdefault
      AND (c.opcintype = y.oid OR i.typname = y.family
           OR EXISTS (SELECT FROM pg_catalog.pg_cast AS x WHERE x.castsource = y.oid AND x.casttarget = c.opcintype
                                                            AND x.castmethod = 'b' AND x.castcontext = 'i'))
    ORDER BY c.opcintype = y.oid DESC, i.typispreferred DESC, c.oid LIMIT 1) AS c ON true
LEFT JOIN LATERAL (
    SELECT pg_catalog.max(p.text) FILTER (WHERE a.amopstrategy = 1) AS less,
           pg_catalog.max(p.text) FILTER (WHERE a.amopstrategy = 2) AS less_or_equal,
           pg_catalog.max(p.text) FILTER (WHERE a.amopstrategy = 3) AS equal,
           pg_catalog.max(p.text) FILTER (WHERE a.amopstrategy = 4) AS greater_or_equal,
           pg_catalog.max(p.text) FILTER (WHERE a.amopstrategy = 5) AS greater
    FROM pg_catalog.pg_amop AS a
    JOIN LATERAL (SELECT 'OPERATOR(' || pg_catalog.quote_ident(s.nspname::pg_catalog.text) || '.' || q.oprname || ')' AS text
                  FROM pg_catalog.pg_operator AS q JOIN pg_catalog.pg_namespace AS s ON s.oid = q.oprnamespace
                  WHERE q.oid = a.amopopr) AS p ON true
    WHERE a.amopfamily = c.opcfamily AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
      AND a.amoppurpose = 's') AS o ON true
)sql";

} // namespace

std::string question_with_operators(const char* lists, const char* answer, const char* order) {
  return std::string(lists) + base_types + answer + operators + order;
}

} // namespace studio::remote
