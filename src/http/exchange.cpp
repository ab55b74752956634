#include "http/exchange.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcntl.h>

#include <span>

#include <microhttpd.h>

#include "core/digest.h"
#include "http/server.h"

namespace studio::http {

namespace {

constexpr size_t stream_block_bytes = 128 * 1024;

struct StandingHeader {
  const char* name;
  const char* value;
};

// What an answer carries that a browser may make a page of, and what any other (doc/protocol.md 9).
constexpr StandingHeader page_headers[] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                                "font-src 'self'; connect-src 'self'; "
                                "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
                                "require-trusted-types-for 'script'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};
constexpr StandingHeader data_headers[] = {
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

std::span<const StandingHeader> standing_headers(bool is_data) {
  return is_data ? std::span<const StandingHeader>(data_headers) : std::span<const StandingHeader>(page_headers);
}

struct Streaming {
  ExchangePtr exchange;
  std::shared_ptr<Source> source;
};

} // namespace

ssize_t Exchange::read_source(void* cls, uint64_t, char* buffer, size_t limit) noexcept {
  auto* streaming = static_cast<Streaming*>(cls);
  Exchange& exchange = *streaming->exchange;
  try {
    if (exchange.is_gone() || exchange.socket_->is_cut) {
      return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    ssize_t bytes = streaming->source->read(buffer, limit);
    if (bytes == Source::nothing_yet) {
      // A reader that gives nothing without a suspend would be called in a busy loop.
      exchange.is_suspended_ = true;
      MHD_suspend_connection(exchange.connection_);
      return 0;
    }
    exchange.server_.has_work_ = true;
    if (bytes == Source::ended) {
      return MHD_CONTENT_READER_END_OF_STREAM;
    }
    return bytes > 0 ? bytes : MHD_CONTENT_READER_END_WITH_ERROR;
  } catch (...) {
    return MHD_CONTENT_READER_END_WITH_ERROR;
  }
}

namespace {

void free_streaming(void* cls) noexcept { delete static_cast<Streaming*>(cls); }

void free_body(void* cls) noexcept { delete static_cast<std::string*>(cls); }

struct Upgrading {
  Exchange::Upgraded upgraded;
};

// The socket is duplicated and given up to libmicrohttpd at once: it would keep 37 KiB for it and walk over it at every
// resume.
void on_upgrade(void* cls, MHD_Connection*, void*, const char* extra, size_t extra_bytes, MHD_socket socket,
                MHD_UpgradeResponseHandle* handle) noexcept {
  std::unique_ptr<Upgrading> upgrading(static_cast<Upgrading*>(cls));
  int fd = fcntl(socket, F_DUPFD_CLOEXEC, 0);
  try {
    std::string first(extra, extra_bytes);
    MHD_upgrade_action(handle, MHD_UPGRADE_ACTION_CLOSE);
    if (fd >= 0) {
      fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
      // libmicrohttpd turns Nagle's algorithm on and off as its responses want it and leaves it on here; with it every
      // short message waits for the peer's delayed acknowledgement of the one before, 40 ms.
      int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      int owned = fd;
      fd = -1;
      upgrading->upgraded(owned, std::move(first));
    }
  } catch (...) {
    if (fd >= 0) {
      ::close(fd);
    }
  }
}

} // namespace

template <typename Take>
void Exchange::each_header(const Response& head, Take take) const {
  for (const StandingHeader& header : standing_headers(head.is_data)) {
    take(header.name, header.value);
  }
  if (!request_.request_id.empty()) {
    take("X-Request-Id", request_.request_id.c_str());
  }
  for (size_t i = 0; i < head.headers.size(); i++) {
    Headers::Field field = head.headers.at(i);
    take(field.name.data(), field.value.data());
  }
}

MHD_Response* Exchange::with_headers(MHD_Response* response, const Response& head) const {
  each_header(head,
              [response](const char* name, const char* value) { MHD_add_response_header(response, name, value); });
  return response;
}

std::string Exchange::header_lines(const Response& head) const {
  std::string lines;
  each_header(head, [&lines](const char* name, const char* value) {
    lines.append(name).append(": ").append(value).append("\r\n");
  });
  return lines;
}

// An answer that comes later, on a connection that is not suspended, is queued when the server calls the handler again:
// libmicrohttpd takes answers from within its own call, or on a suspended connection, and nowhere else.
void Exchange::queue(unsigned status, MHD_Response* response) {
  has_answer_ = true;
  if (!is_in_handler_ && !is_suspended_) {
    late_status_ = status;
    late_answer_ = response;
    server_.has_work_ = true;
    return;
  }
  MHD_queue_response(connection_, status, response);
  MHD_destroy_response(response);
  if (!is_in_handler_) {
    wake();
  }
}

void Exchange::queue_late() {
  if (MHD_Response* response = std::exchange(late_answer_, nullptr)) {
    set_waiting(false);
    MHD_queue_response(connection_, late_status_, response);
    MHD_destroy_response(response);
  }
}

void Exchange::set_waiting(bool is_waiting) {
  if (is_waiting != is_waiting_) {
    is_waiting_ = is_waiting;
    server_.waiting_count_ += is_waiting ? 1 : static_cast<size_t>(-1);
  }
}

void Exchange::wake() {
  if (is_suspended_) {
    is_suspended_ = false;
    server_.has_work_ = true;
    MHD_resume_connection(connection_);
  }
}

Exchange::~Exchange() { core::wipe(request_.body); }

void Exchange::respond(Response response) {
  if (is_gone() || has_answer_) {
    return;
  }
  auto* body = new std::string(std::move(response.body));
  MHD_Response* made =
      MHD_create_response_from_buffer_with_free_callback_cls(body->size(), body->data(), free_body, body);
  if (made == nullptr) {
    delete body;
    return;
  }
  queue(static_cast<unsigned>(response.status), with_headers(made, response));
}

void Exchange::stream(Response head, std::shared_ptr<Source> source) {
  if (is_gone() || has_answer_) {
    return;
  }
  auto* streaming = new Streaming{shared_from_this(), std::move(source)};
  MHD_Response* made =
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, stream_block_bytes, read_source, streaming, free_streaming);
  if (made == nullptr) {
    delete streaming;
    return;
  }
  queue(static_cast<unsigned>(head.status), with_headers(made, head));
}

void Exchange::resume() {
  if (!is_gone()) {
    wake();
  }
}

void Exchange::upgrade(Response head, Upgraded upgraded) {
  if (is_gone() || has_answer_) {
    return;
  }
  auto* upgrading = new Upgrading{std::move(upgraded)};
  MHD_Response* made = MHD_create_response_for_upgrade(on_upgrade, upgrading);
  if (made == nullptr) {
    delete upgrading;
    return;
  }
  MHD_add_response_header(made, "Upgrade", "websocket");
  queue(MHD_HTTP_SWITCHING_PROTOCOLS, with_headers(made, head));
}

void Exchange::mark_authenticated() {
  if (socket_ != nullptr && !socket_->is_authenticated) {
    socket_->is_authenticated = true;
    auto found = server_.unauthenticated_.find(socket_->peer);
    if (found != server_.unauthenticated_.end() && --found->second == 0) {
      server_.unauthenticated_.erase(found);
    }
  }
}

void Exchange::leave() {
  std::function<void()> callback = std::exchange(when_gone_, nullptr);
  wake();
  if (callback) {
    callback();
  }
}

void Exchange::gone(bool complete) {
  set_waiting(false);
  if (MHD_Response* response = std::exchange(late_answer_, nullptr)) {
    MHD_destroy_response(response);
  }
  connection_ = nullptr;
  socket_ = nullptr;
  std::function<void()> callback = std::exchange(when_gone_, nullptr);
  if (!complete && callback) {
    callback();
  }
}

} // namespace studio::http
