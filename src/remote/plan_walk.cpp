#include "remote/plan_walk.h"

#include <vector>

namespace studio::remote {

void walk_plan(std::string_view plan, const std::function<bool(const core::JsonObject& node)>& visit) {
  constexpr int depth_limit = 2000;
  constexpr size_t value_limit = 500'000;
  core::JsonDocument document =
      core::JsonDocument::parse(plan, {.bytes = plan.size(), .depth = depth_limit, .values = value_limit});
  std::vector<core::JsonValue> waiting = {document.root()};
  while (!waiting.empty()) {
    core::JsonValue value = waiting.back();
    waiting.pop_back();
    if (value.kind() == core::JsonKind::array) {
      for (core::JsonValue each : value.as_array("plan")) {
        waiting.push_back(each);
      }
    } else if (value.kind() == core::JsonKind::object) {
      core::JsonObject node = value.as_object("plan");
      if (!visit(node)) {
        return;
      }
      for (const char* below : {"Plan", "Plans"}) {
        if (auto found = node.find(below)) {
          waiting.push_back(*found);
        }
      }
    }
  }
}

} // namespace studio::remote
