#include "remote/environment.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace studio::remote {

namespace {

// A row may be as large as the server says, up to 1 GB, and libpq holds it whole: this is where it ends. Private memory only:
// shared memory does not count.
constexpr rlim_t memory_limit_bytes = 256UL * 1024 * 1024;

// PGPASSFILE, PGSERVICE, PGSSLCERT, PGOPTIONS … and Kerberos tickets of the server's own user.
bool is_forgotten(const char* entry) {
  for (const char* prefix : {"PG", "KRB5", "LDAP", "SSL"}) {
    if (strncmp(entry, prefix, strlen(prefix)) == 0) {
      return true;
    }
  }
  return false;
}

} // namespace

void prepare_environment() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; entry++) {
    if (is_forgotten(*entry)) {
      names.emplace_back(*entry, strcspn(*entry, "="));
    }
  }
  for (const std::string& name : names) {
    unsetenv(name.c_str());
  }
  // libpq looks there for certificates, keys and passwords; ENOTDIR is to it as if they were not there.
  setenv("HOME", "/dev/null", 1);
  setenv("RES_OPTIONS", "timeout:2 attempts:2", 1);
#ifndef __SANITIZE_ADDRESS__ // a sanitizer maps more than any bound for itself
  struct rlimit limit;
  if (getrlimit(RLIMIT_DATA, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > memory_limit_bytes)) {
    limit.rlim_cur = memory_limit_bytes;
    setrlimit(RLIMIT_DATA, &limit);
  }
#endif
}

} // namespace studio::remote
