#include "pg/entry.h"

namespace studio::pg {

namespace {

// One per process: a failure is kept here between the catch block and the ereport.
struct KeptFailure {
  char sqlstate[6];
  char message[2048];
  char detail[2048];
  char hint[1024];
};
KeptFailure kept;

void keep(const char* sqlstate, const char* message, const char* detail, const char* hint) noexcept {
  strlcpy(kept.sqlstate, sqlstate, sizeof kept.sqlstate);
  strlcpy(kept.message, message, sizeof kept.message);
  strlcpy(kept.detail, detail, sizeof kept.detail);
  strlcpy(kept.hint, hint, sizeof kept.hint);
}

} // namespace

void keep_current_exception() noexcept {
  try {
    throw;
  } catch (const core::Error& error) {
    keep(error.code.c_str(), error.message.c_str(), error.detail.c_str(), error.hint.c_str());
  } catch (const std::bad_alloc&) {
    keep("53200", "out of memory", "", "");
  } catch (const std::exception& error) {
    keep("XX000", "internal error", error.what(), "");
  } catch (...) {
    keep("XX000", "internal error", "An unknown exception was thrown.", "");
  }
}

void report_kept_failure(int level) {
  const char* state = kept.sqlstate;
  ereport(level, (errcode(MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4])),
                  errmsg_internal("%s", kept.message), kept.detail[0] ? errdetail_internal("%s", kept.detail) : 0,
                  kept.hint[0] ? errhint("%s", kept.hint) : 0));
}

} // namespace studio::pg
