// The plan of one statement, as the other server's EXPLAIN gives it, and what that server's catalog says of the tables in it.
//
// Our parser says that the text is one statement that has a plan; its own text then stands behind an EXPLAIN of ours. Whatever it
// does is taken back: in a transaction of our own, or behind a savepoint of the session's.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "core/utf8.h"
#include "pg/guard.h"
#include "remote/array_text.h"
#include "remote/plan_walk.h"
#include "remote/request.h"
#include "remote/server_report.h"
#include "syntax/explained.h"

extern "C" {
#include "parser/parser.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
}

namespace studio::remote {

namespace {

namespace flag = channel::request_flag;
namespace sqlstate = core::sqlstate;

constexpr size_t table_limit = 100;
constexpr size_t identifier_bytes = 256;
constexpr int settings_since = 120000;
constexpr int generic_since = 160000;

// What is asked about the tables: $1 names, $2 their schemas, '' where the plan does not say it.
constexpr char tables_question[] = R"sql(
SELECT c.oid, n.nspname, c.relname, pg_catalog.int8(c.reltuples), c.relpages,
       pg_catalog.to_char(pg_catalog.timezone('UTC', GREATEST(pg_catalog.pg_stat_get_last_analyze_time(c.oid),
                                                              pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid))),
                          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       COALESCE(pg_catalog.pg_stat_get_mod_since_analyze(c.oid), 0)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS w (name, schema)
JOIN pg_catalog.pg_class AS c ON c.relname OPERATOR(pg_catalog.=) w.name::pg_catalog.name
JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m,p,f}'::pg_catalog."char"[])
  AND (n.nspname OPERATOR(pg_catalog.=) w.schema::pg_catalog.name
       OR (w.schema OPERATOR(pg_catalog.=) '' AND pg_catalog.pg_table_is_visible(c.oid)))
ORDER BY c.oid LIMIT 100)sql";
constexpr int tables_fields = 7;

using TableNames = std::set<std::pair<std::string, std::string>>; // name, schema

// Where the plan names one; a plan that cannot be taken apart (a key twice, too deep) names none.
TableNames tables_of(std::string_view plan) {
  TableNames names;
  try {
    walk_plan(plan, [&](const core::JsonObject& node) {
      if (auto name = node.optional_string("Relation Name", identifier_bytes)) {
        names.emplace(*name, node.optional_string("Schema", identifier_bytes).value_or(""));
      }
      return names.size() < table_limit;
    });
  } catch (const core::Error&) {
    return {};
  }
  return names;
}

void write_relation(core::JsonWriter& json, const PGresult* answer, int row) {
  auto number = [&](int field) { return std::strtoll(PQgetvalue(answer, row, field), nullptr, 10); };
  auto text = [&](int field) { return bounded_text(PQgetvalue(answer, row, field), identifier_bytes); };
  json.begin_object().key("oid").integer(number(0)).key("schema").string(text(1)).key("name").string(text(2));
  json.key("estimated_rows").integer(number(3)).key("pages").integer(number(4));
  json.key("analyzed_at").string_or_null(PQgetisnull(answer, row, 5) != 0 ? "" : text(5));
  json.key("changes_since_analyze").integer(number(6)).end_object();
}

// The plan is embedded as it is, so it must be JSON, whatever the server is.
std::string read_plan(const PGresult* result) {
  bool is_plan = PQnfields(result) == 1 && PQntuples(result) == 1 && PQgetisnull(result, 0, 0) == 0;
  std::string plan = is_plan ? bounded_text(PQgetvalue(result, 0, 0), plan_limit_bytes + 1) : "";
  if (plan.size() > plan_limit_bytes) {
    throw core::Error(sqlstate::program_limit_exceeded, "the plan is too long")
        .with_detail("The remote server sent more than 16 MiB.");
  }
  bool is_json = false;
  try {
    is_json = core::is_utf8(plan) &&
              pg::call([&] { return DirectFunctionCall1(json_in, CStringGetDatum(plan.c_str())) != 0; });
  } catch (const core::Error&) {
    is_json = false;
  }
  if (!is_json) {
    throw core::Error(sqlstate::protocol_violation, "the remote server gave no plan");
  }
  return plan;
}

std::string on_or_off(uint32 flags, uint32 asked) { return (flags & asked) != 0 ? " on" : " off"; }

// EXPLAIN with the options that are asked for, as this version of the server takes them.
std::string explain_words(uint32 flags, int version) {
  std::string words = "EXPLAIN (FORMAT json, SUMMARY on";
  words += ", ANALYZE" + on_or_off(flags, flag::explain_analyze);
  words += ", VERBOSE" + on_or_off(flags, flag::explain_verbose);
  if ((flags & flag::explain_buffers) != 0) {
    words += ", BUFFERS on";
  }
  if ((flags & flag::explain_wal) != 0) {
    words += ", WAL on";
  }
  if ((flags & flag::explain_settings) != 0 && version >= settings_since) {
    words += ", SETTINGS on";
  }
  if ((flags & flag::explain_analyze) != 0) {
    words += ", TIMING" + on_or_off(flags, flag::explain_timing);
  }
  words += (flags & flag::explain_generic) != 0 ? ", GENERIC_PLAN on) " : ") ";
  return words;
}

// The statement whose plan is wanted; an EXPLAIN before it is left out.
Statement explained(const Statement& whole, bool is_read_only) {
  int begin = pg::call([&] {
    List* trees = raw_parser(whole.text.c_str(), RAW_PARSE_DEFAULT);
    Node* tree = linitial_node(RawStmt, trees)->stmt;
    Node* statement = syntax::explained_statement(tree);
    if (is_read_only && (IsA(statement, CreateTableAsStmt) || IsA(statement, RefreshMatViewStmt))) {
      ereport(ERROR, (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
                      errmsg("cannot execute %s in a read-only session", CreateCommandName(statement))));
    }
    return syntax::explained_begin(whole.text.c_str(), tree);
  });
  size_t bytes = static_cast<size_t>(begin);
  return {whole.text.substr(bytes),
          whole.offset + core::count_code_points(std::string_view(whole.text).substr(0, bytes)), whole.kind};
}

} // namespace

std::string RequestRunner::tables_json(const std::string& plan) {
  TableNames tables = tables_of(plan);
  ArrayText names;
  ArrayText schemas;
  for (const auto& [name, schema] : tables) {
    names.add(name);
    schemas.add(schema);
  }
  std::string arrays[] = {names.text(), schemas.text()};
  const char* values[] = {arrays[0].c_str(), arrays[1].c_str()};
  core::JsonWriter json;
  json.begin_array();
  ResultPtr answer = tables.empty() ? nullptr : run_own(tables_question, 2, values);
  for (int row = 0; answer && PQnfields(answer.get()) == tables_fields && row < PQntuples(answer.get()) &&
                    row < static_cast<int>(table_limit);
       row++) {
    write_relation(json, answer.get(), row);
  }
  return json.end_array().take();
}

// The plan and its tables as an answer; null where it failed, which is told.
std::optional<std::string> RequestRunner::explain(const Statement& statement) {
  uint32 flags = request_->header.flags;
  std::string words = explain_words(flags, PQserverVersion(connection_.raw()));
  std::string text = words + statement.text;
  position_offset_ = static_cast<int>(statement.offset) - static_cast<int>(words.size());
  bool is_generic = (flags & flag::explain_generic) != 0;
  // The numbers of a generic plan stay in the text, and have no values that could be bound.
  ResultPtr result = is_generic
                         ? connection_.run(text.c_str())
                         : connection_.run(text.c_str(), static_cast<int>(parameters_.size()), parameters_.data());
  send_notices();
  if (!result || PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
    fail(result ? read_report(result.get(), "ERROR")
                : core::Error(sqlstate::protocol_violation, "the remote server broke the protocol"));
    return std::nullopt;
  }
  hides_positions_ = true;
  std::string plan = read_plan(result.get());
  std::string answer = "{\"plan\":" + plan;
  answer += (flags & flag::explain_analyze) != 0 ? ",\"rolled_back\":true" : ",\"rolled_back\":false";
  return answer + ",\"relations\":" + tables_json(plan) + "}";
}

void RequestRunner::run_explain() {
  uint32 flags = request_->header.flags;
  bool is_read_only = (flags & flag::read_only) != 0;
  if ((flags & flag::explain_generic) != 0 && PQserverVersion(connection_.raw()) < generic_since) {
    throw core::Error(sqlstate::feature_not_supported, "this server has no plans for parameters of any value")
        .with_hint("PostgreSQL 16 and later have EXPLAIN (GENERIC_PLAN). Give the parameters values.");
  }
  // A generic plan goes by the simple protocol, which would take several statements: both servers must read strings alike.
  const char* strings = PQparameterStatus(connection_.raw(), "standard_conforming_strings");
  if ((flags & flag::explain_generic) != 0 && (strings == nullptr || strcmp(strings, "on") != 0)) {
    throw core::Error(sqlstate::feature_not_supported, "a generic plan needs standard_conforming_strings = on there");
  }
  std::string sql(request_->text, request_->header.text_bytes);
  take_parameters(sql);
  Statements statements = read_statements(sql, is_read_only ? Session::read_only : Session::read_write);
  if (!statements.is_parsed) {
    (void)read_statements(sql, Session::read_only); // says why
  }
  check_one_statement(statements, "the text to explain");
  Statement statement = explained(statements.list[0], is_read_only);
  may_be_changed_ = true;
  std::optional<std::string> answer;
  in_block(is_read_only, [&] { answer = explain(statement); });
  if (answer) {
    frames_.answer(*answer);
  }
}

} // namespace studio::remote
