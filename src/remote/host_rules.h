// Which addresses a remote connection may go to: studio.remote_hosts.
//
// Plain C++: knows addresses, no names. A name is resolved once (resolve.h), every address that it gave is judged here, and the
// connection goes to one of these: a name that changes its mind in between leads nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/address.h"

#include "core/no_postgres.h"

namespace studio::remote {

class HostRules {
public:
  // "public, 10.1.0.0/16, 192.0.2.7": `public` stands for every address that is routed on the Internet. Empty allows none.
  // Throws Error 22023 that names the bad entry.
  static HostRules parse(std::string_view text);

  // Never true for the unspecified, the broadcast and multicast addresses, whatever the list says.
  bool allows(const http::Address& address) const;

private:
  std::vector<http::Network> networks_;
  bool allows_public_ = false;
};

// Is it an address of the Internet: not of this machine, a private network, a link, a tunnel or documentation?
bool is_public(const http::Address& address);

} // namespace studio::remote
