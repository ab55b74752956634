// One prepared statement of ours with one jsonb argument and one json answer, through SPI.
//
// Knows neither rings nor accounts. Called inside a pg::Transaction; texts are UTF-8 on this side, whatever the encoding of
// the database is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pg/backend.h"

namespace studio::service {

// A statement that is planned once and kept for the life of the process.
class Statement {
public:
  explicit Statement(const char* text, Oid parameter_type) : text_(text), parameter_type_(parameter_type) {}

  // The first column of its one row as text, or nullopt where that is NULL. `argument` is in the input syntax of the
  // parameter's type. Throws core::Error; then only the end of the transaction is legal.
  std::optional<std::string> run(std::string_view argument);

private:
  void prepare();

  const char* text_;
  Oid parameter_type_;
  void* plan_ = nullptr; // SPIPlanPtr
};

} // namespace studio::service
