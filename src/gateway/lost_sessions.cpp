#include "gateway/lost_sessions.h"

#include <algorithm>

#include "core/sqlstate.h"

namespace studio::gateway {

namespace {

constexpr size_t kept_limit = 1000;

} // namespace

void LostSessions::note(const core::Uuid& account, const core::Uuid& connection, const std::string& name,
                        std::string why) {
  forget(account, connection, name);
  if (lost_.size() >= kept_limit) {
    lost_.pop_front();
  }
  lost_.push_back({account, connection, name, std::move(why)});
}

void LostSessions::forget(const core::Uuid& account, const core::Uuid& connection, const std::string& name) {
  std::erase_if(lost_, [&](const Lost& lost) {
    return lost.name == name && lost.account == account && lost.connection == connection;
  });
}

core::Error LostSessions::error(const core::Uuid& account, const core::Uuid& connection,
                                const std::string& name) const {
  auto found = std::find_if(lost_.begin(), lost_.end(), [&](const Lost& lost) {
    return lost.name == name && lost.account == account && lost.connection == connection;
  });
  core::Error error(core::sqlstate::session_lost, "session \"" + name + "\" has ended; its transaction is lost");
  error.with_detail((found == lost_.end() ? std::string("Why is not known any more.") : found->why) +
                    " What it had not committed was rolled back. Nothing of this request was run.");
  error.with_hint("Send it again to begin a new session.");
  return error;
}

} // namespace studio::gateway
