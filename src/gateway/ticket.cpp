#include "gateway/ticket.h"

namespace studio::gateway {

size_t Ticket::bytes() const {
  size_t total = sizeof(channel::RequestHeader) + text.size();
  for (const auto& parameter : parameters) {
    total += sizeof(int32_t) + (parameter ? parameter->size() : 0);
  }
  return total;
}

std::string request_bytes(const Ticket& ticket) {
  channel::RequestHeader header;
  memset(&header, 0, sizeof header);
  header.sequence = ticket.sequence;
  header.kind = ticket.kind;
  header.flags = ticket.flags;
  header.text_bytes = static_cast<uint32_t>(ticket.text.size());
  header.parameter_count = static_cast<uint32_t>(ticket.parameters.size());
  header.timeout_ms = ticket.timeout_ms;
  header.row_limit = ticket.row_limit;
  header.max_cell_bytes = ticket.max_cell_bytes;
  header.max_row_bytes = ticket.max_row_bytes;
  ticket.id.write(header.request_id); // terminated by the memset
  strlcpy(header.session, ticket.session.c_str(), sizeof header.session);

  size_t total = ticket.bytes();
  header.total_bytes = static_cast<uint32_t>(total - sizeof header);

  std::string bytes;
  bytes.reserve(total);
  bytes.append(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(ticket.text);
  for (const auto& parameter : ticket.parameters) {
    int32_t length = parameter ? static_cast<int32_t>(parameter->size()) : -1;
    bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
    if (parameter) {
      bytes.append(*parameter);
    }
  }
  return bytes;
}

} // namespace studio::gateway
