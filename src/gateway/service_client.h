// Asks the service runner and the credential runner, one callback an answer.
//
// The operations and their shapes stand in src/service/README.md. Knows no route.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/uuid.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

// Exactly one of the two is there.
struct ServiceReply {
  std::optional<core::Error> error;
  std::string json;
};
using ServiceCallback = std::function<void(const ServiceReply&)>;

class ServiceClient {
public:
  explicit ServiceClient(RunnerPool& pool) : pool_(pool) {}

  // `argument` is a JSON object. The account is whom studio.current_account() names; nil for anonymous operations.
  void ask(std::string operation, std::string argument, const core::Uuid& account, ServiceCallback callback);

  // A request to the credential runner, with its parameters. 53400 with a time to wait where too many wait already.
  void ask_credential(std::string check, std::vector<std::string> parameters, ServiceCallback callback);

  // ST005 since the last answer: studio.database has no extension studio. Cleared when the access epoch moves.
  const std::optional<core::Error>& missing() const { return missing_; }
  void forget_missing() { missing_.reset(); }
  void note_missing(const core::Error& error);

private:
  RunnerPool& pool_;
  std::optional<core::Error> missing_;
  int credentials_waiting_ = 0;
};

} // namespace studio::gateway
