// What must be known of a relation's columns before its rows are changed, as the remote server's own catalog gives it.
//
// Bridge room. What runner/rows_change.cpp finds in caches is asked here in one question for each relation of a request.
#pragma once

#include <string>
#include <vector>

#include "remote/connection.h"
#include "remote/type_names.h"
#include "rows/change.h"

namespace studio::remote {

// The columns of one change; what it points into lives as long as the relation it came from.
struct ColumnsOfChange {
  std::vector<rows::ComparedColumn> key;
  std::vector<rows::ComparedColumn> expected;
  std::vector<const char*> returned;

  rows::ChangeColumns view();
};

class ChangedRelation {
public:
  // Asks for it, and for the names of its columns' types. Throws 42P01 where it is not there, and whatever the server says.
  ChangedRelation(Connection& connection, TypeNames& types, const rows::Change& change);

  bool is_of(const rows::Change& change) const { return schema_ == change.schema && name_ == change.relation; }

  // Throws 42703 for a column that is not there.
  ColumnsOfChange columns_of(const rows::Change& change) const;

private:
  int find_column(const char* name) const;
  rows::ComparedColumn compared(const char* name) const;
  bool answers_place(const rows::Change& change) const;

  std::string schema_;
  std::string name_;
  ResultPtr answer_;
};

} // namespace studio::remote
