// The one way to every credential check: whatever the door, the back-off stands before it.
#pragma once

#include <functional>
#include <string>

#include "auth/backoff.h"
#include "gateway/journal.h"
#include "gateway/service_client.h"

namespace studio::gateway {

class Credentials {
public:
  Credentials(ServiceClient& service, Journal& journal) : service_(service), journal_(journal) {}

  enum class Purpose { sign_in, proof }; // proof: of somebody who is signed in, whom a refusal must not sign out

  // Is this the role's password? The reply is the credential runner's; 53400 (429) while backing off. Never throws.
  void check_role(const std::string& role, const std::string& password, const std::string& address, Purpose purpose,
                  ServiceCallback then);
  // Is this the account's password? Whose, by e-mail address (to sign in) or by id (as a proof).
  void check_email(const std::string& email, const std::string& password, const std::string& address,
                   ServiceCallback then);
  void check_account(const core::Uuid& account, const std::string& password, const std::string& address,
                     ServiceCallback then);
  // What a new password is kept as: {"password_hash"}; 22023 where it is not acceptable.
  void hash_password(const std::string& password, const std::string& email, const std::string& name,
                     ServiceCallback then);
  // A secret that is a name of its own (a link, an invitation, a token), known by its hash: an anonymous operation of the
  // service runner, which refuses it with 28P01, 28000 or ST006 when it is wrong.
  void redeem(const char* operation, const std::string& hash, std::string argument, const std::string& address,
              ServiceCallback then);
  // Counts a try that cannot succeed; gives the refusal.
  core::Error refuse(const std::string& subject, const std::string& address);

private:
  // Whose secret is tried: the name of a role, the address or id of an account, the beginning of a secret's hash.
  struct Subject {
    const char* method; // "role", "email", "account" or "secret": what the name is, and so no two are one
    std::string name;

    std::string text() const { return std::string(method) + " " + name; }
    auth::Backoff::Secret secret() const;
  };

  void check(const char* what, std::vector<std::string> parameters, const Subject& subject, const std::string& address,
             Purpose purpose, ServiceCallback then);
  bool begin(const Subject& subject, const std::string& address, const ServiceCallback& then);
  void note(const Subject& subject, const std::string& address, const ServiceReply& reply);

  ServiceClient& service_;
  Journal& journal_;
  auth::Backoff backoff_;
};

} // namespace studio::gateway
