// The answer to every request that begins or renews a sign-in: access token, refresh token, cookie.
#pragma once

#include <string>

#include "core/json_writer.h"

#include "gateway/gateway.h"

namespace studio::gateway::handlers {

enum class RefreshToken { in_cookie, in_body };

std::string cookie_name();
// The Set-Cookie header; an age of 0 forgets the cookie.
std::string cookie(Gateway& gateway, const Call& call, std::string value, int64_t max_age_s);

// `json` is the operation's: {"account":{…},"session_id","counter"}. Answers `Session` of doc/protocol.md 3.
void answer_session(Gateway& gateway, const Call& call, const std::string& json, RefreshToken where);

// Writes session_id (a new one), address and user_agent: what a sign-in remembers of where it comes from.
void write_origin(core::JsonWriter& json, const Call& call);

} // namespace studio::gateway::handlers
