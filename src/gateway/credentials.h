// The one way to every credential check: whatever the door, the back-off stands before it.
#pragma once

#include <functional>
#include <string>

#include "auth/backoff.h"
#include "gateway/service_client.h"

namespace studio::gateway {

class Credentials {
public:
  explicit Credentials(ServiceClient& service) : service_(service) {}

  // Is this the role's password? The reply is the credential runner's; 53400 (429) while backing off. Never throws.
  void check_role(const std::string& role, const std::string& password, const std::string& address,
                  ServiceClient::Purpose purpose, ServiceCallback then);
  // A one-time link: an operation of the service runner that is refused with 28P01 when it is wrong.
  void redeem_link(const std::string& hash, std::string argument, const std::string& address, ServiceCallback then);
  // Counts a try that cannot succeed; gives the refusal.
  core::Error refuse(const std::string& subject, const std::string& address);

private:
  bool begin(const std::string& subject, const std::string& address, const ServiceCallback& then);
  void note(const std::string& subject, const std::string& address, const ServiceReply& reply);

  ServiceClient& service_;
  auth::Backoff backoff_;
};

} // namespace studio::gateway
