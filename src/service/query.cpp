#include "service/query.h"

#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/guard.h"

extern "C" {
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "utils/lsyscache.h"
}

namespace studio::service {

namespace {

// Runs `body` between SPI_connect and SPI_finish; where it raises, the end of the transaction cleans up.
template <typename Body>
void with_spi(Body&& body) {
  if (SPI_connect() != SPI_OK_CONNECT) {
    elog(ERROR, "SPI_connect failed");
  }
  body();
  SPI_finish();
}

// The argument as a datum of `type`: its text, converted from UTF-8, through the type's input function.
Datum input_datum(Oid type, const char* argument, int bytes) {
  char* converted = pg_any_to_server(argument, bytes, PG_UTF8);
  Oid input = InvalidOid;
  Oid io_parameter = InvalidOid;
  getTypeInputInfo(type, &input, &io_parameter);
  return OidInputFunctionCall(input, converted, io_parameter, -1);
}

// The answer's text in UTF-8, in `context`, or null.
char* answer_text(MemoryContext context) {
  if (SPI_processed != 1) {
    elog(ERROR, "an operation of studio gave %llu rows", static_cast<unsigned long long>(SPI_processed));
  }
  char* value = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
  if (value == nullptr) {
    return nullptr;
  }
  return MemoryContextStrdup(context, pg_server_to_any(value, static_cast<int>(strlen(value)), PG_UTF8));
}

} // namespace

void Statement::prepare() {
  pg::call([&] {
    with_spi([&] {
      SPIPlanPtr plan = SPI_prepare(text_, 1, &parameter_type_);
      if (plan == nullptr || SPI_keepplan(plan) != 0) {
        elog(ERROR, "could not prepare an operation of studio: %s", SPI_result_code_string(SPI_result));
      }
      plan_ = plan;
    });
  });
}

std::optional<std::string> Statement::run(std::string_view argument) {
  if (plan_ == nullptr) {
    prepare();
  }
  const char* terminated = pg::call([&] { return pnstrdup(argument.data(), argument.size()); });
  char* answer = pg::call([&] {
    MemoryContext context = CurrentMemoryContext;
    char* text = nullptr;
    with_spi([&] {
      Datum value = input_datum(parameter_type_, terminated, static_cast<int>(argument.size()));
      int result = SPI_execute_plan(static_cast<SPIPlanPtr>(plan_), &value, nullptr, false, 0);
      if (result != SPI_OK_SELECT) {
        elog(ERROR, "an operation of studio failed: %s", SPI_result_code_string(result));
      }
      text = answer_text(context);
    });
    return text;
  });
  return answer == nullptr ? std::nullopt : std::optional<std::string>(answer);
}

} // namespace studio::service
