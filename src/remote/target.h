// Where a remote connection leads and as whom: the grant that the gateway hands over, and its password.
//
// Bridge room. The password arrives sealed; it is opened here with the key file, which only this process and the gateway read,
// just before it is given to libpq.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "auth/secret.h"

namespace studio::remote {

struct Target {
  auth::SecretPlace place;
  std::string database;
  std::string default_schema; // empty where unset
  std::vector<std::pair<std::string, std::string>> settings;
  std::string target_session_attrs; // empty = any
  int connect_timeout_s = 10;
  bool is_transaction_pooling = false;
  auth::SealedSecret secret;
};

// Takes the JSON of src/service/README.md's Grant. Throws where it is none.
Target read_target(std::string_view json);

// The password in clear text. Throws ST003 where the key file cannot be read, ST011 where the secret was sealed with a key that
// is gone or for another place. The caller wipes it.
std::string open_password(const Target& target);

} // namespace studio::remote
