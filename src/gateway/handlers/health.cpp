// Is studio ready, and what can be asked of it?
#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"
#include "gateway/keys.h"
#include "gateway/openapi.h"

namespace studio::gateway::handlers {

namespace {

constexpr char version[] = "1.0";

}

void health(Gateway& gateway, const Call& call) {
  core::JsonWriter json;
  Gateway::Readiness readiness = gateway.readiness();
  bool is_ready = readiness == Gateway::Readiness::ready && keys().is_ready();
  json.begin_object().key("status").string(is_ready ? "ok" : "unavailable").key("version").string(version);
  if (!is_ready) {
    std::string reason = "starting";
    if (readiness == Gateway::Readiness::missing) {
      reason = gateway.service().missing() ? gateway.service().missing()->message : "the extension is not created";
    } else if (readiness == Gateway::Readiness::ready) {
      reason = "the key file cannot be used";
    }
    json.key("reason").string(reason);
  }
  call.answer(is_ready ? 200 : 503, json.end_object().take());
}

void openapi(Gateway&, const Call& call) {
  static const std::string document = openapi_document();
  call.answer(200, document);
}

} // namespace studio::gateway::handlers
