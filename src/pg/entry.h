// C++ -> PostgreSQL: runs our C++ where PostgreSQL calls us, and turns what is thrown into an ereport.
//
// The other half of the border (`pg/guard.h`). The text of a failure is copied to a fixed buffer of the process, not
// palloc'ed (palloc may itself ereport in mid-catch); the catch block is left so that every destructor has run; only then
// is the error raised.
#pragma once

#include "core/error.h"
#include "pg/backend.h"

namespace studio::pg {

// Keeps the exception that is being handled; call it inside a catch block only.
void keep_current_exception() noexcept;
// Raises the kept failure at `level` (ERROR or FATAL).
void report_kept_failure(int level);

// Runs `body`; whatever it throws becomes an ereport at `level` after all its frames are gone.
template <typename Body>
auto enter(int level, Body&& body) -> decltype(body()) {
  using Result = decltype(body());
  if constexpr (std::is_void_v<Result>) {
    bool failed = false;
    try {
      body();
    } catch (...) {
      keep_current_exception();
      failed = true;
    }
    if (failed) {
      report_kept_failure(level);
    }
  } else {
    Result result{};
    bool failed = false;
    try {
      result = body();
    } catch (...) {
      keep_current_exception();
      failed = true;
    }
    if (failed) {
      report_kept_failure(level);
    }
    return result;
  }
}

} // namespace studio::pg

// Defines an SQL-callable C function `name(PG_FUNCTION_ARGS)` whose body may throw.
#define STUDIO_FUNCTION(name)                                                                                          \
  static Datum name##_body(FunctionCallInfo fcinfo);                                                                   \
  extern "C" {                                                                                                         \
  PGDLLEXPORT PG_FUNCTION_INFO_V1(name);                                                                               \
  Datum name(PG_FUNCTION_ARGS) {                                                                                       \
    return studio::pg::enter(ERROR, [&]() -> Datum { return name##_body(fcinfo); });                                   \
  }                                                                                                                    \
  }                                                                                                                    \
  static Datum name##_body([[maybe_unused]] FunctionCallInfo fcinfo)

// Defines the entry point of a background worker whose body may throw; a failure ends the worker with exit code 1.
#define STUDIO_WORKER(name)                                                                                            \
  static void name##_body(Datum argument);                                                                             \
  extern "C" PGDLLEXPORT void name(Datum argument);                                                                    \
  extern "C" void name(Datum argument) {                                                                               \
    studio::pg::enter(FATAL, [&] { name##_body(argument); });                                                          \
  }                                                                                                                    \
  static void name##_body([[maybe_unused]] Datum argument)
