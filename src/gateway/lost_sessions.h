// Why a named session has ended that somebody may still believe in: his next request is told.
//
// A short memory: the last ones, forgotten when the session begins anew, with the gateway, or when too many came after. Knows
// no runner.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "core/error.h"
#include "core/uuid.h"

namespace studio::gateway {

class LostSessions {
public:
  // `why`: a full sentence.
  void note(const core::Uuid& account, const core::Uuid& connection, const std::string& name, std::string why);
  void forget(const core::Uuid& account, const core::Uuid& connection, const std::string& name);
  // ST016: the session is not there, and why as far as that is known.
  core::Error error(const core::Uuid& account, const core::Uuid& connection, const std::string& name) const;

private:
  struct Lost {
    core::Uuid account;
    core::Uuid connection;
    std::string name;
    std::string why;
  };

  std::deque<Lost> lost_; // the oldest first
};

} // namespace studio::gateway
