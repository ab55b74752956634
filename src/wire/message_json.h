// Client messages out of JSON, and the few messages that the gateway itself makes into JSON.
//
// Plain C++. One parser serves the HTTP body and the socket message of the same request; how long either may be is for the
// transports to say (studio.max_body_bytes). Query results do not pass here:
// they come from a runner as finished lines, and the gateway writes only socket_prefix and socket_suffix around them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/json_reader.h"
#include "wire/message.h"

#include "core/no_postgres.h"

namespace studio::wire {

constexpr int protocol_version = 1;
constexpr std::size_t access_token_limit_bytes = 4096;
// What a client may say over the socket: the one list of it. openapi.json tells it, the authorization matrix has a row for each.
constexpr std::array<std::string_view, 7> client_message_types{"authenticate", "query",  "rows_select",  "rows_change",
                                                               "credit",       "cancel", "follow_schema"};

// The body of POST /connections/{id}/query. Throws core::Error as json_reader.h and 22023 for a value out of range.
QueryRequest parse_query(std::string_view body);

// The fields of a query in an object that may have others. Throws likewise.
QueryRequest read_query(const core::JsonObject& object);

// The body of POST /connections/{id}/rows/select. Throws likewise.
RowsSelectRequest parse_rows_select(std::string_view body);

// The body of POST /connections/{id}/analyze. Throws likewise; 54000 where the text is longer than 1 MiB.
AnalyzeRequest parse_analyze(std::string_view body);
// The body of POST /connections/{id}/explain. Throws likewise.
ExplainRequest parse_explain(std::string_view body);
// The body of POST /connections/{id}/effect. Throws likewise.
EffectRequest parse_effect(std::string_view body);

// One text message of the socket. Never throws core::Error: what cannot be taken comes back as a RefusedMessage.
ClientMessage parse_client_message(std::string_view text);

// The rows/select request as the runner reads it: the same JSON with `after` replaced by `after_keys`, which is a JSON array
// of texts (the key that the cursor holds) or empty where there is no cursor.
std::string rows_select_for_runner(const RowsSelectRequest& request, std::string_view after_keys);

// {"type":"ready","protocol":1}
std::string ready_message();
// {"type":"running","id":…,"query_id":…}: it has run for a while, and its `begin` may not have been sent.
std::string running_message(std::string_view id, const core::Uuid& query_id);
// {"type":"queued","id":…,"position":n}; position counts from 1.
std::string queued_message(std::string_view id, std::int64_t position);
// {"type":"error","id":…|null,"error":{…}}; an empty id is null.
std::string error_message(std::string_view id, const core::Error& error, std::string_view request_id);

// {"type":"schema","generation":n|null}: a line for those who follow a schema; null where nobody counts its changes.
std::string schema_line(std::optional<std::uint64_t> generation);

// {"id":…,"message": before a line of the stream …
std::string socket_prefix(std::string_view id);
// … and what follows it.
constexpr std::string_view socket_suffix = "}";

} // namespace studio::wire
