#include "remote/connect_options.h"

#include <libpq-fe.h>

#include <cstring>

#include "core/digest.h"
#include "pg/settings.h"
#include "remote/resolve.h"

namespace studio::remote {

namespace {

constexpr char no_file[] = "/dev/null/none"; // ENOTDIR, which libpq takes as absent

bool libpq_knows(const char* name) {
  PQconninfoOption* all = PQconndefaults();
  bool is_known = false;
  for (PQconninfoOption* option = all; option != nullptr && option->keyword != nullptr; option++) {
    is_known = is_known || strcmp(option->keyword, name) == 0;
  }
  PQconninfoFree(all);
  return is_known;
}

void append_setting(std::string& options, const std::string& name, const std::string& value) {
  options.append(options.empty() ? "-c " : " -c ").append(name).push_back('=');
  for (char c : value) {
    if (c == '\\' || c == ' ' || (c >= '\t' && c <= '\r')) {
      options.push_back('\\');
    }
    options.push_back(c);
  }
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (char c : name) {
    text.append(c == '"' ? 2 : 1, c);
  }
  return text + "\"";
}

// What a session begins with and DISCARD ALL comes back to. A pooler's servers are everybody's: there nothing is set.
std::string session_options(const Target& target) {
  std::string options;
  if (target.is_transaction_pooling) {
    return options;
  }
  for (const auto& [name, value] : {std::pair<const char*, const char*>("DateStyle", "ISO"),
                                    {"IntervalStyle", "postgres"},
                                    {"bytea_output", "hex"},
                                    {"extra_float_digits", "1"}}) {
    append_setting(options, name, value);
  }
  std::string path = "\"$user\", public";
  for (const auto& [name, value] : target.settings) {
    append_setting(options, name, value);
    path = name == "search_path" ? value : path;
  }
  // As a local session has it, but for what ALTER ROLE … SET says there: that cannot be known before we are in.
  if (!target.default_schema.empty()) {
    append_setting(options, "search_path", quoted(target.default_schema) + ", " + path);
  }
  return options;
}

} // namespace

ConnectOptions::ConnectOptions(const Target& target, int64_t deadline_ms) {
  std::string hosts;
  std::string addresses;
  for (const std::string& address : resolve_allowed(target.place.host, deadline_ms)) {
    hosts.append(hosts.empty() ? "" : ",").append(target.place.host);
    addresses.append(addresses.empty() ? "" : ",").append(address);
  }
  bool verifies = target.place.sslmode.starts_with("verify");
  add("host", hosts);
  add("hostaddr", addresses);
  add("port", std::to_string(target.place.port));
  add("dbname", target.database); // never taken for a connection string: PQconnectStartParams is told so
  add("user", target.place.user);
  add("sslmode", target.place.sslmode);
  add("sslrootcert", verifies && pg::settings.remote_ca_file != nullptr ? pg::settings.remote_ca_file : no_file);
  add("sslcert", no_file);
  add("sslkey", no_file);
  add("sslcrl", no_file);
  add("passfile", no_file);
  add("gssencmode", "disable");
  add("client_encoding", "UTF8");
  add("application_name", "studio");
  add("options", session_options(target));
  add("keepalives_idle", "30");
  add("keepalives_interval", "10");
  add("keepalives_count", "3");
  add("tcp_user_timeout", "30000");
  if (!target.target_session_attrs.empty()) {
    add("target_session_attrs", target.target_session_attrs);
  }
  if (libpq_knows("require_auth")) {
    add("require_auth", "password,md5,scram-sha-256");
  }
  add("password", open_password(target));
  for (const auto& [name, value] : options_) {
    names_.push_back(name);
    values_.push_back(value.c_str());
  }
  names_.push_back(nullptr);
  values_.push_back(nullptr);
}

ConnectOptions::~ConnectOptions() { core::wipe(options_.back().second); }

void ConnectOptions::add(const char* name, std::string value) { options_.emplace_back(name, std::move(value)); }

} // namespace studio::remote
