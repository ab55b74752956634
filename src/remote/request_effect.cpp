// What a text would destroy on a remote server, told before it is run.
//
// Our parser says which statements destroy; the other server is asked what they are about, in a transaction that is only read and
// then rolled back, or behind a savepoint of the session's. A dry run then runs the text, and is rolled back.
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "core/utf8.h"
#include "pg/guard.h"
#include "remote/effect_facts.h"
#include "remote/effect_targets.h"
#include "remote/request.h"
#include "remote/server_report.h"
#include "remote/table_json.h"
#include "syntax/dropped.h"
#include "syntax/effect_sql.h"
#include "syntax/explained.h"
#include "syntax/kind.h"
#include "wire/error_json.h"

extern "C" {
#include "parser/parser.h"
#include "storage/lock.h"
#include "tcop/utility.h"
}

namespace studio::remote {

namespace {

namespace flag = channel::request_flag;
namespace sqlstate = core::sqlstate;

constexpr int effect_limit = 50; // destructive statements that are looked at
constexpr int table_limit = 100;
constexpr size_t counted_limit = 1024 * 1024;
constexpr char plan_words[] = "EXPLAIN (FORMAT json, VERBOSE on) ";

Node* tree_of(const std::string& statement) {
  return pg::call([&] { return linitial_node(RawStmt, raw_parser(statement.c_str(), RAW_PARSE_DEFAULT))->stmt; });
}

std::string tag_of(Node* tree) {
  return pg::call([&] { return GetCommandTagName(CreateCommandTag(tree)); });
}

[[noreturn]] void refuse_read_only(const std::string& what) {
  throw core::Error(sqlstate::read_only_sql_transaction, "cannot " + what + " in a read-only session");
}

bool has_plan(Node* tree) {
  Node* statement = IsA(tree, ExplainStmt) ? reinterpret_cast<ExplainStmt*>(tree)->query : tree;
  return IsA(statement, SelectStmt) || IsA(statement, InsertStmt) || IsA(statement, UpdateStmt) ||
         IsA(statement, DeleteStmt) || IsA(statement, MergeStmt);
}

bool may_go_on(const core::Error& error) { return error.code != sqlstate::query_canceled; }

void write_rows(core::JsonWriter& json, const char* key, double rows) {
  json.key(key);
  rows >= 0 ? json.number(rows) : json.null();
}

} // namespace

// The planner's word on a statement that has a plan.
void RequestRunner::plan_effect(EffectTargets& targets, const Statement& statement) {
  Bound bound = bind(statement);
  Node* tree = tree_of(bound.text);
  if (!has_plan(tree)) {
    return;
  }
  size_t begin = static_cast<size_t>(pg::call([&] { return syntax::explained_begin(bound.text.c_str(), tree); }));
  std::string text = plan_words + bound.text.substr(begin);
  position_offset_ = static_cast<int>(statement.offset) +
                     static_cast<int>(core::count_code_points(std::string_view(bound.text).substr(0, begin))) -
                     static_cast<int>(strlen(plan_words));
  ResultPtr answer = connection_.run(text.c_str(), static_cast<int>(bound.values.size()), bound.values.data());
  need_table(answer.get(), 1);
  position_offset_ = 0;
  if (PQntuples(answer.get()) == 1) {
    targets.read_plan(bounded_text(PQgetvalue(answer.get(), 0, 0), plan_limit_bytes));
  }
}

// Why the statement would be refused, as far as is seen without running it.
std::optional<core::Error> RequestRunner::look_at(EffectTargets& targets, const Statement& statement, Node* tree) {
  try {
    targets.find(tree);
    plan_effect(targets, statement);
    return std::nullopt;
  } catch (core::Error& error) {
    if (!connection_.is_up() || !may_go_on(error)) {
      throw;
    }
    place(error);
    run_own("ROLLBACK TO SAVEPOINT studio_effect");
    return error;
  }
}

void RequestRunner::tell_effect(core::JsonWriter& json, const Statement& statement, Node* tree, int index) {
  run_own("SAVEPOINT studio_effect");
  EffectTargets targets(connection_);
  std::optional<core::Error> error = look_at(targets, statement, tree);
  position_offset_ = 0;
  const std::string& text = statement.text;
  size_t blanks = std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size());
  auto original = [&](size_t bytes) {
    size_t characters = statement.offset + core::count_code_points(std::string_view(text).substr(0, bytes));
    return syntax::original_character(named_, static_cast<int>(characters));
  };
  json.begin_object().key("statement").integer(index);
  json.key("begin").integer(original(blanks)).key("end").integer(original(text.size()));
  json.key("tag").string(tag_of(tree)).key("is_cascade").boolean(targets.is_cascade());
  json.key("runs_in_transaction").boolean(syntax::runs_in_transaction(tree));
  json.key("lock");
  targets.lock() == NoLock ? json.null()
                           : json.string(pg::call([&] { return GetLockmodeName(DEFAULT_LOCKMETHOD, targets.lock()); }));
  json.key("error");
  error ? wire::write_error_object(json, *error, "") : (void)json.null();
  run_own("SET LOCAL search_path = pg_catalog, pg_temp");
  double rows = write_effect_facts(json, connection_, targets);
  // What depends on a database or a role stands elsewhere.
  std::optional<EffectDependents> dependents;
  if (targets.is_drop() && !targets.is_shared()) {
    dependents.emplace(connection_, targets);
    rows = dependents->rows() > 0 ? std::max(rows, 0.0) + dependents->rows() : rows;
  }
  write_rows(json, "estimated_rows", rows);
  run_own("ROLLBACK TO SAVEPOINT studio_effect");
  json.key("dependents");
  dependents ? dependents->write(json, connection_) : (void)json.null();
  run_own("RELEASE SAVEPOINT studio_effect");
  json.end_object();
}

void RequestRunner::tell_effects(core::JsonWriter& json, const Statements& statements) {
  int count = 0;
  json.key("statements").begin_array();
  for (size_t i = 0; i < statements.list.size() && count < effect_limit; i++) {
    Node* tree = tree_of(statements.list[i].text);
    if (!pg::call([&] { return syntax::is_destructive(tree); })) {
      continue;
    }
    if ((request_->header.flags & flag::read_only) != 0) {
      refuse_read_only("execute " + tag_of(tree));
    }
    count++;
    tell_effect(json, statements.list[i], tree, static_cast<int>(i));
  }
  json.end_array().key("not_looked_into").begin_array();
  for (size_t i = 0; i < statements.list.size(); i++) {
    Node* tree = tree_of(statements.list[i].text);
    if (syntax::is_opaque(tree)) {
      json.begin_object().key("statement").integer(static_cast<int>(i)).key("tag").string(tag_of(tree)).end_object();
    }
  }
  json.end_array();
}

// ---- the dry run

void RequestRunner::check_dry_run(const Statements& statements) const {
  if ((request_->header.flags & flag::read_only) != 0) {
    refuse_read_only("make a dry run");
  }
  bool is_named = (request_->header.flags & flag::named_session) != 0;
  for (const Statement& statement : statements.list) {
    Node* tree = tree_of(statement.text);
    if (IsA(tree, TransactionStmt)) {
      throw core::Error(sqlstate::feature_not_supported,
                        "a text that begins or ends transactions cannot be tried in a dry run")
          .with_hint("Try the statements between BEGIN and COMMIT.");
    }
    if (is_named && syntax::outlasts_rollback(tree)) {
      throw core::Error(sqlstate::feature_not_supported,
                        tag_of(tree) + " cannot be tried in a dry run within a session")
          .with_detail("A rollback does not take back what it does to the session.");
    }
  }
}

// What a TRUNCATE or DROP will take, which neither of them counts; -1 where nobody knows.
double RequestRunner::count_before(Node* tree) {
  if (!IsA(tree, TruncateStmt) && !IsA(tree, DropStmt)) {
    return -1;
  }
  EffectTargets targets(connection_);
  run_own("SAVEPOINT studio_effect");
  double count = -1;
  try {
    targets.find(tree);
    for (const std::string& question : questions_of_rows(connection_, targets)) {
      ResultPtr answer = run_own(question.c_str());
      need_table(answer.get(), 1);
      if (PQntuples(answer.get()) == 1) {
        count = std::max(count, 0.0) + std::strtod(PQgetvalue(answer.get(), 0, 0), nullptr);
      }
    }
  } catch (const core::Error& error) {
    if (!connection_.is_up() || !may_go_on(error)) {
      throw;
    }
    run_own("ROLLBACK TO SAVEPOINT studio_effect");
    count = -1; // the statement itself says why
  }
  run_own("RELEASE SAVEPOINT studio_effect");
  return count;
}

// Its rows are read and dropped. Gives how many it changed or gave; -1 where it counts none.
double RequestRunner::try_statement(const Statement& statement) {
  position_offset_ = static_cast<int>(statement.offset);
  send_bound(statement);
  double count = -1;
  std::optional<core::Error> error;
  while (ResultPtr result = connection_.next()) {
    send_notices();
    switch (PQresultStatus(result.get())) {
    case PGRES_FATAL_ERROR:
      error = read_report(result.get(), "ERROR");
      break;
    case PGRES_COPY_OUT: {
      std::string data;
      while (connection_.next_copy_data(data)) {
      }
      break;
    }
    case PGRES_COPY_IN:
      PQputCopyEnd(connection_.raw(), "COPY FROM STDIN is not supported here");
      break;
    default: {
      const char* counted = PQcmdTuples(result.get());
      count = *counted != '\0' ? std::strtod(counted, nullptr) : count;
    }
    }
  }
  if (error) {
    throw core::Error(*error);
  }
  position_offset_ = 0;
  return count;
}

void RequestRunner::tell_dry_run(core::JsonWriter& json, const Statements& statements) {
  auto started = std::chrono::steady_clock::now();
  run_own("SET LOCAL lock_timeout = '1s'");
  ResultPtr counted = run_own(syntax::effect_counted_before);
  need_table(counted.get(), 1);
  std::string before = bounded_text(PQgetvalue(counted.get(), 0, 0), counted_limit);
  json.begin_object().key("statements").begin_array();
  for (size_t i = 0; i < statements.list.size(); i++) {
    Node* tree = tree_of(statements.list[i].text);
    double will_go = count_before(tree);
    double count = try_statement(statements.list[i]);
    json.begin_object().key("statement").integer(static_cast<int>(i)).key("tag").string(tag_of(tree));
    write_rows(json, "row_count", count >= 0 ? count : will_go);
    json.end_object();
  }
  json.end_array().key("tables");
  // What waits for the commit happens, and fails, now.
  run_own("SET CONSTRAINTS ALL IMMEDIATE");
  const char* values[] = {before.c_str()};
  ResultPtr tables = run_own(syntax::effect_changed_tables, 1, values);
  write_table(json, tables.get(),
              {{"schema"},
               {"name"},
               {"inserted", CellKind::number},
               {"updated", CellKind::number},
               {"deleted", CellKind::number}},
              table_limit);
  std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - started;
  json.key("duration_ms").number(taken.count()).end_object();
}

void RequestRunner::run_effect() {
  bool is_dry_run = (request_->header.flags & flag::dry_run) != 0;
  std::string sql(request_->text, request_->header.text_bytes);
  take_parameters(sql);
  Statements statements = read_statements(sql, Session::read_write);
  if (!statements.is_parsed) {
    (void)read_statements(sql, Session::read_only); // says why
  }
  is_script_ = statements.list.size() > 1;
  check_script(sql, statements);
  if (is_dry_run) {
    check_dry_run(statements);
  }
  may_be_changed_ = true;
  core::JsonWriter json;
  json.begin_object();
  in_block(true, [&] {
    run_own("SET LOCAL lock_timeout = '100ms'"); // who holds the lock is told instead
    tell_effects(json, statements);
  });
  json.key("dry_run");
  if (is_dry_run) {
    in_block(false, [&] { tell_dry_run(json, statements); });
  } else {
    json.null();
  }
  frames_.answer(json.end_object().take());
}

} // namespace studio::remote
