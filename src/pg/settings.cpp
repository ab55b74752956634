#include "pg/settings.h"

#include <limits.h>

namespace studio::pg {

Settings settings;

namespace {

struct TextSetting {
  const char* name;
  const char* help;
  char** value;
  const char* initial;
  GucContext context;
};

struct NumberSetting {
  const char* name;
  const char* help;
  int* value;
  int initial;
  int minimum;
  int maximum;
  GucContext context;
  int unit;
};

struct SwitchSetting {
  const char* name;
  const char* help;
  bool* value;
  bool initial;
  GucContext context;
};

const TextSetting text_settings[] = {
    {"studio.database", "Database that holds the schema studio.", &settings.database, "postgres", PGC_POSTMASTER},
    {"studio.listen_addresses", "Addresses to listen on; others than loopback need studio.behind_tls_proxy.",
     &settings.listen_addresses, "127.0.0.1", PGC_POSTMASTER},
    {"studio.key_file", "File of the signing and credential keys, mode 0600; relative to the data directory.",
     &settings.key_file, "studio.key", PGC_POSTMASTER},
    {"studio.default_database", "Database that the first connection form offers; empty means studio.database.",
     &settings.default_database, "", PGC_SIGHUP},
    {"studio.public_url", "URL under which browsers reach studio; empty means http://localhost and the port.",
     &settings.public_url, "", PGC_SIGHUP},
    {"studio.allowed_hosts",
     "Host names that requests may bear, comma-separated; empty means loopback and public_url's.",
     &settings.allowed_hosts, "", PGC_SIGHUP},
    {"studio.trusted_proxies", "Networks whose X-Forwarded-For and X-Forwarded-Proto are believed, comma-separated.",
     &settings.trusted_proxies, "", PGC_SIGHUP},
    {"studio.remote_hosts",
     "Networks that remote connections may lead to, comma-separated; public means all of the Internet.",
     &settings.remote_hosts, "public", PGC_SIGHUP},
    {"studio.remote_ca_file", "Certificates of authorities that remote servers are verified against.",
     &settings.remote_ca_file, "/etc/ssl/certs/ca-certificates.crt", PGC_SIGHUP},
    {"studio.web_directory", "Folder of the built web UI; empty means the installed one.", &settings.web_directory, "",
     PGC_POSTMASTER},
};

const NumberSetting number_settings[] = {
    {"studio.port", "TCP port of the web endpoint.", &settings.port, 8432, 1, 65535, PGC_POSTMASTER, 0},
    {"studio.max_connections", "Sockets held at once, bounded by the limit of open files less 200.",
     &settings.max_connections, 10000, 8, 1000000, PGC_POSTMASTER, 0},
    {"studio.max_runners", "Background workers that run users' SQL at once.", &settings.max_runners, 8, 1, 256,
     PGC_POSTMASTER, 0},
    {"studio.worker_reserve", "Slots of max_worker_processes that runners leave to others.", &settings.worker_reserve,
     4, 0, 256, PGC_POSTMASTER, 0},
    {"studio.max_unauthenticated_per_address", "Sockets of one address that have not signed in.",
     &settings.max_unauthenticated_per_address, 64, 1, 100000, PGC_SIGHUP, 0},
    {"studio.max_header_bytes", "Largest header block of a request.", &settings.max_header_bytes, 16 * 1024, 1024,
     64 * 1024, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.max_body_bytes", "Largest body of a request and largest message on a socket.", &settings.max_body_bytes,
     16 * 1024 * 1024, 64 * 1024, 256 * 1024 * 1024, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.header_timeout", "Time in which a request's headers must have come.", &settings.header_timeout_ms, 10000,
     100, 600000, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.body_timeout", "Time in which a request's body must have come.", &settings.body_timeout_ms, 60000, 100,
     3600000, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.max_statement_timeout", "Longest time that a request may run; 0 means no bound.",
     &settings.max_statement_timeout_ms, 0, 0, INT_MAX, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.row_limit", "Rows sent of a result where the request names no limit; 0 means all.", &settings.row_limit,
     10000, 0, INT_MAX, PGC_SIGHUP, 0},
    {"studio.max_cell_bytes", "Largest value sent whole in a row.", &settings.max_cell_bytes, 64 * 1024, 64,
     16 * 1024 * 1024, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.max_row_bytes", "Size of a row above which its further values are cut to 256 bytes.",
     &settings.max_row_bytes, 1024 * 1024, 64 * 1024, 64 * 1024 * 1024, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.client_stall_timeout", "Time after which a query whose reader takes nothing is cancelled.",
     &settings.client_stall_timeout_ms, 30000, 100, 3600000, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.session_idle_timeout", "Time after which an unused named session ends.", &settings.session_idle_timeout_ms,
     600000, 1000, INT_MAX, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.runner_idle_timeout", "Time after which an unused runner ends.", &settings.runner_idle_timeout_ms, 60000,
     100, INT_MAX, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.remote_session_life",
     "Time after which a connection to a remote server is not used again; 0 means no bound.",
     &settings.remote_session_life_ms, 1800000, 0, INT_MAX, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.queue_timeout", "Time that a request over HTTP waits for a runner.", &settings.queue_timeout_ms, 10000, 0,
     600000, PGC_SIGHUP, GUC_UNIT_MS},
    {"studio.max_background_runs", "Queries in the background, running and done, that an account may have.",
     &settings.max_background_runs, 5, 0, 1000, PGC_SIGHUP, 0},
    {"studio.background_result_bytes", "Bytes of its result that a query in the background keeps.",
     &settings.background_result_bytes, 8 * 1024 * 1024, 64 * 1024, 1024 * 1024 * 1024, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.background_total_bytes", "Bytes of results that all queries in the background keep together.",
     &settings.background_total_bytes, 128 * 1024 * 1024, 64 * 1024, INT_MAX, PGC_SIGHUP, GUC_UNIT_BYTE},
    {"studio.background_keep", "Time after which the result of a query in the background is forgotten.",
     &settings.background_keep_ms, 3600000, 1000, INT_MAX, PGC_SIGHUP, GUC_UNIT_MS},
};

const SwitchSetting switch_settings[] = {
    {"studio.allow_superuser",
     "Lets superusers and equally strong roles sign in by password and serve as a connection's role.",
     &settings.allow_superuser, false, PGC_POSTMASTER},
    {"studio.behind_tls_proxy", "Says that a proxy in front of studio speaks TLS; needed to listen beyond loopback.",
     &settings.behind_tls_proxy, false, PGC_POSTMASTER},
    {"studio.keep_history", "Keeps who ran which query with what end; the audit trail is kept in any case.",
     &settings.keep_history, true, PGC_SIGHUP},
};

} // namespace

std::string key_file_path() {
  std::string name = settings.key_file == nullptr ? "studio.key" : settings.key_file;
  return !name.empty() && name[0] == '/' ? name : std::string(DataDir) + "/" + name;
}

void define_settings() {
  for (const TextSetting& s : text_settings) {
    DefineCustomStringVariable(s.name, s.help, nullptr, s.value, s.initial, s.context, 0, nullptr, nullptr, nullptr);
  }
  for (const NumberSetting& s : number_settings) {
    DefineCustomIntVariable(s.name, s.help, nullptr, s.value, s.initial, s.minimum, s.maximum, s.context, s.unit,
                            nullptr, nullptr, nullptr);
  }
  for (const SwitchSetting& s : switch_settings) {
    DefineCustomBoolVariable(s.name, s.help, nullptr, s.value, s.initial, s.context, 0, nullptr, nullptr, nullptr);
  }
  MarkGUCPrefixReserved("studio");
}

} // namespace studio::pg
