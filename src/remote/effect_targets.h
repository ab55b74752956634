// What a destructive statement is about, on another server: the relations and objects that it names, as that server finds them,
// and how many rows its planner thinks are changed. What runner/effect_targets.cpp finds in caches is asked here.
//
// Bridge room. Everything is asked in the transaction that is open, behind a savepoint named studio_effect: a question that is
// refused is taken back to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pg/backend.h"
#include "remote/connection.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "storage/lockdefs.h"
}

namespace studio::remote {

struct EffectTarget {
  Oid catalog; // where its row stands: pg_class for a relation
  Oid object;
  int column;
  std::string_view operation; // "drop", "truncate", "delete" or "update"
  bool has_children;          // inheritance children are meant, too
  std::vector<int> columns;   // of an UPDATE
  double rows = -1;           // by the planner; negative where it was not asked

  bool is_relation() const;
};

class EffectTargets {
public:
  explicit EffectTargets(Connection& connection) : connection_(connection) {}

  // Finds what the statement names. Throws what PostgreSQL would: 42P01, 42501 …
  void find(Node* statement);
  // Takes the rows from a plan (EXPLAIN (FORMAT json, VERBOSE)); relations behind a view are added.
  void read_plan(std::string_view plan);

  const std::vector<EffectTarget>& list() const { return list_; }
  bool is_cascade() const { return is_cascade_; }
  bool is_drop() const { return !list_.empty() && list_[0].operation == "drop"; }
  // Databases and roles, which stand in no database.
  bool is_shared() const;
  LOCKMODE lock() const { return lock_; }

private:
  struct Relation;
  EffectTarget* add(Oid catalog, Oid object, int column, std::string_view operation);
  Relation find_relation(const char* name, bool may_be_missing);
  void find_dropped(const DropStmt* statement);
  void find_dropped_columns(const AlterTableStmt* statement);
  void find_truncated(const TruncateStmt* statement);
  void find_every_row(Node* statement);
  void find_dropped_database(const DropdbStmt* statement);
  void find_dropped_roles(const DropRoleStmt* statement);
  void note_rows(const std::string& schema, const std::string& name, std::string_view operation, double rows);
  ResultPtr ask(const char* sql, const std::vector<const char*>& values, int column_count);
  ResultPtr ask_for_object(const DropStmt* statement, int index);
  void check_owner(const PGresult* address);
  std::vector<int> columns_of(Oid relation, List* set);
  void want_lock(LOCKMODE lock) { lock_ = Max(lock_, lock); }

  Connection& connection_;
  std::vector<EffectTarget> list_;
  bool is_cascade_ = false;
  LOCKMODE lock_ = NoLock;
};

} // namespace studio::remote
