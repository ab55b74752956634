// The account's own sign-ins: which there are, and ending them. (Named runner sessions are something else: session.cpp.)
#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

namespace {

std::string session_argument(const Call& call, const char* field) {
  core::JsonWriter argument;
  return argument.begin_object().key(field).string(call.identity.session.text()).end_object().take();
}

} // namespace

void list_sign_ins(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "list_sessions", session_argument(call, "session_id"), 200);
}

void end_other_sign_ins(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "delete_sessions", session_argument(call, "except"), 200);
}

} // namespace studio::gateway::handlers
