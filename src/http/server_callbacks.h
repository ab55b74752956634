// What libmicrohttpd calls: noexcept shims between its C and our server. Included by server.cpp and server_callbacks.cpp only.
#pragma once

#include <microhttpd.h>

#include "http/server.h"

#include "core/no_postgres.h"

namespace studio::http {

// From the request line to the end of the answer: libmicrohttpd's per-request context.
struct Turn {
  ExchangePtr exchange;
  Connection* connection = nullptr;
  std::string target; // as sent
  const char* target_at = nullptr;
  bool has_headers = false;
  bool is_dispatched = false;
  size_t announced_bytes = 0; // of a body, as Content-Length says; 0 where it does not
  size_t swallowed_bytes = 0; // of a body above its limit
};

// How long a request waits for its answer before it is suspended: a coarse clock's two ticks.
constexpr int64_t patience_ms = 8;

// Monotonic, a few milliseconds coarse.
int64_t monotonic_ms();

struct ServerCallbacks {
  static void* on_target(void* server, const char* uri, MHD_Connection* connection) noexcept;
  static MHD_Result on_access(void* server, MHD_Connection* connection, const char* url, const char* method,
                              const char* version, const char* upload, size_t* upload_bytes, void** turn) noexcept;
  static void on_completed(void* server, MHD_Connection* connection, void** turn,
                           MHD_RequestTerminationCode how) noexcept;
  static void on_connection(void* server, MHD_Connection* connection, void** socket_context,
                            MHD_ConnectionNotificationCode what) noexcept;

private:
  static MHD_Result begin(Server& server, MHD_Connection* connection, Turn& turn, const char* method,
                          const char* version);
  static void fill_request(Server& server, MHD_Connection* connection, Turn& turn, const char* method,
                           const char* version);
  static MHD_Result take_body(Server& server, Turn& turn, const char* upload, size_t* upload_bytes);
  static void send_past(Server& server, Turn& turn, const core::Error& error);
  static MHD_Result dispatch(Server& server, Turn& turn);
  static MHD_Result go_on(MHD_Connection* connection, Turn& turn);
  static void refuse(Server& server, Turn& turn, int status, const core::Error& error, bool must_close);
};

} // namespace studio::http
