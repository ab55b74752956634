// What the hot paths of the plain rooms cost: nanoseconds a call, the best of five rounds. Prints a table; asserts nothing.
// `make -C test/unit bench`. nlohmann::json and wslay's own queue stand beside ours as the floor.
#include <wslay/wslay.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "core/digest.h"
#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "core/uuid.h"
#include "http/gate.h"
#include "http/router.h"
#include "http/target.h"
#include "wire/message_json.h"
#include "ws/conversation.h"

namespace {

using namespace studio;

// Keeps the compiler from leaving out work whose result nobody uses.
template <class Value>
void use(const Value& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

template <class Work>
void measure(const char* name, int repetitions, Work work) {
  double best = 1e18;
  for (int round = 0; round < 5; round++) {
    const auto start = std::chrono::steady_clock::now();
    for (int repetition = 0; repetition < repetitions; repetition++)
      work();
    const std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - start;
    best = std::min(best, elapsed.count() / repetitions);
  }
  std::printf("%-58s %14.0f ns\n", name, best);
}

void measure_json() {
  const std::string small = R"({"sql":"select * from t where a=$1","parameters":[1,"x"]})";
  measure("query body of 57 bytes: parse_query", 200'000, [&] { use(wire::parse_query(small)); });
  measure("query body of 57 bytes: JsonDocument alone", 200'000,
          [&] { use(core::JsonDocument::parse(small, {.bytes = 1 << 20})); });
  measure("query body of 57 bytes: nlohmann::json alone", 200'000, [&] { use(nlohmann::json::parse(small)); });
  std::string large = "{\"sql\":\"";
  while (large.size() < 10'000'000)
    large += "select a, b, c from t where x = 1 and y = 2;\\n";
  large += "\"}";
  measure("query body of 10 MB: parse_query", 3, [&] { use(wire::parse_query(large)); });
  measure("query body of 10 MB: nlohmann::json alone", 1, [&] { use(nlohmann::json::parse(large)); });
  const std::string cell(1000, 'x');
  std::string out;
  measure("a string of 1,000 bytes written", 200'000, [&] {
    out.clear();
    core::append_json_string(out, cell);
    use(out);
  });
}

void measure_request() {
  http::GateRules rules;
  rules.allowed_hosts = http::parse_host_list("localhost:8432, 127.0.0.1:8432, [::1]:8432");
  measure("headers of a request: copied and through the gate", 100'000, [&] {
    http::Headers headers;
    headers.add("Host", "localhost:8432");
    headers.add("Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl");
    headers.add("Content-Type", "application/json");
    headers.add("Content-Length", "57");
    headers.add("Origin", "http://localhost:8432");
    headers.add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0");
    headers.add("Accept-Encoding", "gzip, deflate, br, zstd");
    use(http::find_refusal({"POST", "/api/v1/connections/x/query", "HTTP/1.1", headers}, rules));
  });
  http::Router<int> router;
  for (const char* noun : {"me", "connections", "queries", "sessions", "history", "tokens", "members", "audit",
                           "organizations", "invitations"})
    for (const char* method : {"GET", "POST"})
      for (const std::string rest : {"", "/{id}"})
        router.add(method, std::string("/api/v1/").append(noun).append(rest), 1);
  router.add("POST", "/api/v1/connections/{id}/query", 2);
  measure("target parsed and routed among 41 routes", 100'000, [&] {
    const http::Target target = http::parse_target("/api/v1/connections/0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e03/query");
    use(router.match("POST", target.segments));
  });
  const std::string key(32, 'k');
  const std::string token(160, 't');
  measure("HMAC-SHA-256 of 160 bytes (a token checked)", 100'000, [&] { use(core::hmac_sha256(key, token)); });
  measure("a random UUID and its text (a request id)", 100'000, [&] { use(core::Uuid::random().text()); });
}

// A page as it goes through wslay's own queue: copied into a message of its own, then out in a callback.
void measure_frames() {
  const std::string page(64 * 1024, 'r');
  ws::Outbox outbox(256 * 1024, 1024 * 1024);
  ws::Conversation conversation(outbox, 1000);
  const ws::WriteParts take_all = [](const iovec* parts, int count) {
    ssize_t bytes = 0;
    for (int index = 0; index < count; index++)
      bytes += static_cast<ssize_t>(parts[index].iov_len);
    return bytes;
  };
  measure("64 KiB page: header and write_through, nothing copied", 200'000, [&] {
    const auto header = conversation.open_text(page.size());
    outbox.write_through({header->text(), page}, take_all);
    conversation.wrote_text(page.size());
  });
  measure("64 KiB page: send_text into the outbox, then flush", 20'000, [&] {
    conversation.send_text({page});
    outbox.flush(take_all);
  });
  wslay_event_callbacks callbacks{};
  callbacks.send_callback = [](wslay_event_context_ptr, const std::uint8_t*, std::size_t bytes, int, void*) {
    return static_cast<ssize_t>(bytes);
  };
  wslay_event_context_ptr context = nullptr;
  wslay_event_context_server_init(&context, &callbacks, nullptr);
  measure("64 KiB page: wslay's own queue", 20'000, [&] {
    const wslay_event_msg message{WSLAY_TEXT_FRAME, reinterpret_cast<const std::uint8_t*>(page.data()), page.size()};
    wslay_event_queue_msg(context, &message);
    wslay_event_send(context);
  });
  wslay_event_context_free(context);
}

} // namespace

int main() {
  measure_json();
  measure_request();
  measure_frames();
}
