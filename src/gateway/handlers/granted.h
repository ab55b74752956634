// What comes before everything that a request does on a connection: may this account use it now?
#pragma once

#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

// Asks for the account's grant and goes on with body(grant); the refusal, or what the body throws, is the call's answer.
template <typename Body>
void with_grant(Gateway& gateway, const Call& call, const core::Uuid& account, const core::Uuid& connection,
                Body body) {
  gateway.access().grant(account, connection, [call, body](const Outcome<Grant>& outcome) {
    if (outcome.error) {
      call.fail(*outcome.error);
      return;
    }
    try {
      body(*outcome.value);
    } catch (const core::Error& error) {
      call.fail(error);
    }
  });
}

// The same for who calls, on the connection that the path names.
template <typename Body>
void with_grant(Gateway& gateway, const Call& call, Body body) {
  with_grant(gateway, call, call.identity.account, call.uuid("id"), body);
}

} // namespace studio::gateway::handlers
