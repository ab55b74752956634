// Every studio.* setting. The table in settings.cpp is the one place that names, bounds and explains them
// (doc/settings.md is its mirror for people).
#pragma once

#include "pg/backend.h"

namespace studio::pg {

struct Settings {
  // postmaster: fixed at server start
  char* database; // the database that holds schema studio
  char* listen_addresses;
  int port;
  int max_connections;
  int max_runners;
  int worker_reserve;
  char* key_file;
  bool allow_superuser;
  bool behind_tls_proxy;
  // sighup: a reload is enough
  char* default_database; // empty = database
  char* public_url;       // empty = http://localhost:<port>
  char* allowed_hosts;    // empty = localhost, 127.0.0.1, [::1] and the host of public_url
  char* trusted_proxies;
  char* remote_hosts; // networks and "public"; empty = none
  char* remote_ca_file;
  char* web_directory; // empty = <sharedir>/studio/web
  int max_unauthenticated_per_address;
  int max_header_bytes;
  int max_body_bytes;
  int header_timeout_ms;
  int body_timeout_ms;
  int max_statement_timeout_ms; // 0 = none
  int row_limit;
  int max_cell_bytes;
  int max_row_bytes;
  int client_stall_timeout_ms;
  int session_idle_timeout_ms;
  int runner_idle_timeout_ms;
  int remote_session_life_ms; // 0 = no limit
  int queue_timeout_ms;
  int max_background_runs; // of an account
  int background_result_bytes;
  int background_total_bytes;
  int background_keep_ms;
  bool keep_history;
};

// The values in force; changed only by PostgreSQL's own configuration machinery.
extern Settings settings;

// studio.key_file as an absolute path.
std::string key_file_path();

// Defines all settings; called once, from _PG_init, while libraries are preloaded.
void define_settings();

} // namespace studio::pg
