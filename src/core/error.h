// The one error value of studio: PostgreSQL's own fields, from the backend to the browser's toast.
//
// Plain C++: knows neither PostgreSQL, HTTP nor JSON. Thrown when a request is over; expected outcomes are values, not
// errors. `pg/guard.h` makes one of an ereport, `pg/entry.h` makes an ereport of one, `wire/error_json.h` writes it.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "core/no_postgres.h"

namespace studio::core {

class Error : public std::exception {
public:
  Error(std::string_view sqlstate, std::string text) : code(sqlstate), message(std::move(text)) {}

  Error& with_detail(std::string text) {
    detail = std::move(text);
    return *this;
  }
  Error& with_hint(std::string text) {
    hint = std::move(text);
    return *this;
  }

  const char* what() const noexcept override { return message.c_str(); }

  std::string severity = "ERROR";
  std::string code;    // SQLSTATE, five characters
  std::string message; // never empty
  std::string detail;  // the rest: empty where absent
  std::string hint;
  std::string where;
  std::string schema;
  std::string table;
  std::string column;
  std::string datatype;
  std::string constraint;
  std::string internal_query;
  int position = 0; // 1-based, in characters over the whole text sent; 0 where absent
  int internal_position = 0;
  int retry_after_s = 0; // for the Retry-After header; 0 where absent; not part of the JSON
};

} // namespace studio::core
