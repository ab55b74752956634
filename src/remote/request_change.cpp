// rows/change on a remote server: each change a statement of its own by the extended protocol, all in one transaction.
#include <cstring>
#include <memory>

#include "core/sqlstate.h"
#include "pg/guard.h"
#include "remote/changed_relation.h"
#include "remote/request.h"
#include "rows/change.h"

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

constexpr int full_ids_since = 130000; // pg_current_xact_id_if_assigned

core::Error about(const rows::Change& change, const char* code, const std::string& message) {
  core::Error error(code, message);
  error.schema = change.schema;
  error.table = change.relation;
  return error;
}

std::string row_of(const rows::Change& change) { return std::string("row of relation \"") + change.relation + "\""; }

} // namespace

// A statement that did not change one row: why? In the words of a local runner (runner/rows_change.cpp).
void RequestRunner::refuse_change(const rows::Change& change, const rows::ChangeColumns& columns,
                                  const char* const* values) {
  if (changed_rows_ > 1) {
    throw core::Error(sqlstate::cardinality_violation,
                      std::string("key names more than one row of relation \"") + change.relation + "\"");
  }
  if (change.kind == rows::ChangeKind::insert) {
    throw core::Error(sqlstate::row_kept, std::string("row was not inserted into relation \"") + change.relation + "\"")
        .with_detail("A trigger or rule kept it out.");
  }
  const char* search = pg::call([&] { return rows::make_search(change, columns); });
  ResultPtr found = run_own(search, change.key_count, values);
  if (PQntuples(found.get()) == 0) {
    throw about(change, sqlstate::row_gone, row_of(change) + " is not there any more")
        .with_detail("It was deleted, its key was changed, or no policy lets this role see it.");
  }
  if (change.expected_count > 0) {
    throw about(change, sqlstate::row_changed, row_of(change) + " is not as it was read")
        .with_detail("Somebody else has changed it, or a policy, trigger or rule kept it as it was.");
  }
  throw about(change, sqlstate::row_kept, row_of(change) + " stayed as it was")
      .with_detail("A policy, trigger or rule kept it.");
}

// False where the server refused one, which is told.
bool RequestRunner::make_changes(const rows::ChangeList& list) {
  std::vector<std::unique_ptr<ChangedRelation>> relations;
  const char* const* values = request_->parameters;
  for (int i = 0; i < list.count; i++) {
    const rows::Change& change = list.changes[i];
    frames_.statement = i;
    const ChangedRelation* relation = nullptr;
    for (const std::unique_ptr<ChangedRelation>& known : relations) {
      relation = known->is_of(change) ? known.get() : relation;
    }
    if (relation == nullptr) {
      relation = relations.emplace_back(std::make_unique<ChangedRelation>(connection_, types_, change)).get();
    }
    ColumnsOfChange columns = relation->columns_of(change);
    rows::ChangeColumns view = columns.view();
    const char* sql = pg::call([&] { return rows::make_change(change, view); });
    must_change_one_ = true;
    send_with(sql, static_cast<size_t>(rows::value_count_of(change)), values);
    bool is_done = take_results();
    must_change_one_ = false;
    if (!is_done) {
      return false;
    }
    if (changed_rows_ != 1) {
      refuse_change(change, view, values);
    }
    values += rows::value_count_of(change);
  }
  return true;
}

// Before the commit: a client that hears no more can ask by it what became of its changes (pg_xact_status).
void RequestRunner::tell_transaction() {
  bool has_full_ids = PQserverVersion(connection_.raw()) >= full_ids_since;
  ResultPtr answer = run_own(has_full_ids ? "SELECT pg_catalog.pg_current_xact_id_if_assigned()"
                                          : "SELECT pg_catalog.txid_current_if_assigned()");
  if (PQntuples(answer.get()) == 1 && PQnfields(answer.get()) == 1 && PQgetisnull(answer.get(), 0, 0) == 0) {
    frames_.transaction(bounded_text(PQgetvalue(answer.get(), 0, 0), 20));
  }
}

void RequestRunner::commit_changes() {
  tell_transaction();
  commit();
}

void RequestRunner::commit() {
  ResultPtr done = run_own("COMMIT");
  if (strcmp(PQcmdStatus(done.get()), "COMMIT") != 0) {
    throw core::Error(sqlstate::protocol_violation, "the remote server did not commit the changes");
  }
}

void RequestRunner::run_rows_change() {
  if ((request_->header.flags & channel::request_flag::read_only) != 0) {
    throw core::Error(sqlstate::read_only_sql_transaction, "rows cannot be changed in a read-only session");
  }
  std::string body(request_->text, request_->header.text_bytes);
  rows::ChangeList list;
  pg::call([&] { rows::read_changes(&list, body.c_str()); });
  is_block_ours_ = connection_.transaction() == PQTRANS_IDLE;
  hides_positions_ = true;
  may_be_changed_ = true;
  if (!is_block_ours_) {
    if (list.is_dry_run) {
      throw core::Error(sqlstate::active_sql_transaction, "changes cannot be tried inside a transaction that is open")
          .with_detail("What a trial did is undone with its whole transaction.");
    }
    make_changes(list);
    return;
  }
  begin("BEGIN");
  try {
    bool is_done = make_changes(list);
    if (is_done && list.is_dry_run) {
      run_own("SET CONSTRAINTS ALL IMMEDIATE");
    } else if (is_done) {
      commit_changes();
    }
  } catch (const core::Error&) {
    leave_block(false);
    throw;
  }
  leave_block(false);
}

} // namespace studio::remote
