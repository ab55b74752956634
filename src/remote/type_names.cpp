#include "remote/type_names.h"

#include <algorithm>
#include <cstdlib>

namespace studio::remote {

namespace {

// The row types of relations and their arrays are many, and hardly ever a column's type: those only where one was met.
std::string question(const std::set<Oid>& met) {
  std::string list;
  for (Oid type : met) {
    list.append(list.empty() ? "" : ",").append(std::to_string(type));
  }
  return "SELECT t.oid, t.typname FROM pg_catalog.pg_type AS t LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem "
         "WHERE t.typtype <> 'c' AND e.typtype IS DISTINCT FROM 'c' OR t.oid = ANY ('{" +
         list + "}') LIMIT 50000";
}

constexpr size_t met_limit = 1000;

} // namespace

void TypeNames::refresh(Connection& connection) {
  if (!is_stale_) {
    return;
  }
  is_stale_ = false;
  ResultPtr result = connection.run(question(met_).c_str());
  if (!result || PQresultStatus(result.get()) != PGRES_TUPLES_OK || PQnfields(result.get()) != 2) {
    return;
  }
  names_.clear();
  for (int i = 0; i < PQntuples(result.get()); i++) {
    Oid type = static_cast<Oid>(std::strtoul(PQgetvalue(result.get(), i, 0), nullptr, 10));
    names_.emplace(type, bounded_text(PQgetvalue(result.get(), i, 1), 255));
  }
}

std::string_view TypeNames::name(Oid type) {
  auto found = names_.find(type);
  if (found == names_.end()) {
    is_stale_ = met_.size() < met_limit && met_.insert(type).second;
    return "???";
  }
  return found->second;
}

void TypeNames::learn(std::string_view lines) {
  while (!lines.empty()) {
    std::string line(lines.substr(0, lines.find('\n')));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    size_t space = line.find(' ');
    if (space != std::string::npos) {
      names_[static_cast<Oid>(std::strtoul(line.c_str(), nullptr, 10))] = line.substr(space + 1);
    }
  }
}

} // namespace studio::remote
