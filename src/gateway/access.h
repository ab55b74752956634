// Who speaks, and what may he use: tokens and grants, kept in memory for a while.
//
// A token is checked here, by its signature; that its sign-in still stands, and what an account may use, the service runner
// says, and so it does of a personal access token. All answers are kept for up to 60 s and dropped when the access epoch
// moves, so a revocation takes effect at once.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "channel/registry.h"
#include "core/json_reader.h"
#include "core/uuid.h"
#include "gateway/credentials.h"
#include "gateway/identity.h"
#include "gateway/outcome.h"
#include "gateway/service_client.h"
#include "gateway/usage_limits.h"

namespace studio::gateway {

// What the gateway needs to serve (account, connection) without SQL.
struct Grant {
  core::Uuid connection;
  core::Uuid organization;
  Oid database = InvalidOid;
  Oid role = InvalidOid;
  std::string role_name;
  std::string database_name;
  std::string setup; // what a session begins with: the connection's default_schema and settings, as in RunnerKey
  bool is_read_only = false;
  bool is_superuser = false;
  // The most that a request may ask for; 0 = no limit of the connection's, the organization's or the account's.
  int64_t row_limit = 0;
  int64_t timeout_ms = 0;
  UsageLimits limits;
  std::shared_ptr<const RemoteTarget> remote; // kind postgres; then database and role are no OIDs of ours
  bool is_transaction_pooling = false;
};

// Both fields of a connection, as channel::Slot::setup wants them; 54000 where they are too long.
std::string read_setup(const core::JsonObject& connection);

class Access {
public:
  Access(ServiceClient& service, Credentials& credentials) : service_(service), credentials_(credentials) {}

  // Answers at once where both are known. Throws nothing; a bad token is 28000. The address is the client's, for the
  // back-off of personal access tokens.
  void authenticate(std::string_view token, const std::string& address, const Then<Identity>& then);
  void grant(const core::Uuid& account, const core::Uuid& connection, const Then<Grant>& then);

  // Does this sign-in still stand? For those who hold an identity already.
  void check_session(const Identity& identity, const Then<Identity>& then);

  // Drops what is known where the epoch has moved since the last look, or where this is a standby and it has grown old: what
  // is replayed from the primary moves no epoch. True then.
  bool follow_epoch();
  void forget_session(const core::Uuid& session);

private:
  struct KnownSession {
    core::Uuid account;
    int64_t until_ms;
  };
  struct KnownPersonal {
    Identity identity;
    int64_t until_ms;
  };
  struct KnownGrant {
    Grant grant;
    int64_t until_ms;
  };

  // Whose grant to what.
  struct GrantKey {
    core::Uuid account;
    core::Uuid connection;

    auto operator<=>(const GrantKey&) const = default;
  };
  struct GrantKeyHash {
    size_t operator()(const GrantKey& key) const {
      return core::UuidHash()(key.account) ^ core::UuidHash()(key.connection);
    }
  };
  // Looks for a view without making a string of it.
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  bool is_overdue();
  static uint64_t epoch_now() { return pg_atomic_read_u64(&channel::registry()->access_epoch); }
  void authenticate_personal(std::string_view token, const std::string& address, const Then<Identity>& then);
  void check_personal(const Identity& identity, const Then<Identity>& then);
  void keep_personal(const Identity& identity, uint64_t asked_epoch);
  void check_session(const Identity& identity, const Then<Identity>& then, int tries_left);
  void ask_grant(const GrantKey& key, const Then<Grant>& then, int tries_left);

  ServiceClient& service_;
  Credentials& credentials_;
  std::unordered_map<std::string, Identity, TextHash, std::equal_to<>>
      tokens_;                                                            // by their text: the signature was right
  std::unordered_map<core::Uuid, KnownSession, core::UuidHash> sessions_; // by the sign-in's id
  std::unordered_map<std::string, KnownPersonal, TextHash, std::equal_to<>> personal_; // by the token's hash
  std::unordered_map<GrantKey, KnownGrant, GrantKeyHash> grants_;
  // Those who ask the same at the same epoch while the answer is under way wait for the one answer. Who asks after a change
  // gets no answer from before it.
  template <typename Key>
  using AtEpoch = std::pair<uint64_t, Key>;
  std::map<AtEpoch<core::Uuid>, std::vector<Then<Identity>>> waiting_sessions_;
  std::map<AtEpoch<GrantKey>, std::vector<Then<Grant>>> waiting_grants_;
  uint64_t keys_generation_ = 0; // of the keys that tokens_ were read with
  uint64_t epoch_ = 0;
  bool may_be_standby_ = true; // until found otherwise; a server never becomes a standby while it runs
  int64_t overdue_at_ms_ = 0;
};

} // namespace studio::gateway
