// PostgreSQL -> C++: runs a few PostgreSQL calls and turns an ereport(ERROR) into a core::Error.
//
// This is one half of the border; `pg/entry.h` is the other, and there is no third way. Every bridge room calls PostgreSQL
// through here. The lambda holds PostgreSQL calls and plain values only: a longjmp out of it runs no destructor, so build
// strings before it and keep results after it.
//
// The exception stack is restored by a destructor, not by PG_TRY: were a C++ exception to leave a PG_TRY block, the server's
// stack of jump buffers would point into a dead frame, and the next ereport would jump into it and crash the cluster.
//
// After an Error from here the only legal way is out, to the end of the surrounding transaction, which then aborts.
#pragma once

#include "core/error.h"
#include "pg/backend.h"

namespace studio::pg {

// Saves the server's exception stack, error context stack and interrupt holds; puts them back at the brace.
class ExceptionStack {
public:
  ExceptionStack() : stack_(PG_exception_stack), context_(error_context_stack) {}
  ExceptionStack(const ExceptionStack&) = delete;
  ExceptionStack& operator=(const ExceptionStack&) = delete;
  ~ExceptionStack() { restore(); }
  void restore() const {
    PG_exception_stack = stack_;
    error_context_stack = context_;
  }

private:
  sigjmp_buf* stack_;
  ErrorContextCallback* context_;
};

// Copies the server's current error, flushes it and throws it. Call with the exception stack restored.
[[noreturn]] void throw_current_error(MemoryContext caller_context);

// Runs `body` (PostgreSQL calls, plain values) and gives its result; throws core::Error where it raised ERROR.
template <typename Body>
auto call(Body&& body) -> decltype(body()) {
  using Result = decltype(body());
  static_assert(std::is_void_v<Result> || std::is_trivially_destructible_v<Result>,
                "a guarded call gives a plain value: a longjmp runs no destructor");
  MemoryContext caller_context = CurrentMemoryContext;
  ExceptionStack keep;
  sigjmp_buf here;
  if (sigsetjmp(here, 0) == 0) {
    PG_exception_stack = &here;
    return body();
  }
  keep.restore();
  throw_current_error(caller_context);
}

} // namespace studio::pg
