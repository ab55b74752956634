// The cursor of rows/select: signs the key of the last row for the client, and opens what the client brings back.
//
// Opaque to the client and bound to account, connection, relation and order: a cursor of another page, or one that was
// tampered with, is refused. The runner sees only the key values.
#pragma once

#include <string>
#include <string_view>

#include "core/json_writer.h"
#include "core/uuid.h"
#include "wire/message.h"

namespace studio::gateway {

class PageCursor {
public:
  // The first key makes, all of them open.
  PageCursor(std::vector<std::string> keys, const core::Uuid& account, const core::Uuid& connection,
             const wire::RowsSelectRequest& request);

  // The JSON array of texts that the cursor holds. Throws 22023 where it is not ours.
  std::string open(std::string_view cursor) const;
  // {"type":"page","next":…,"previous":…}, out of a `page` frame: for each a line, a JSON array of texts, or null.
  std::string page_message(std::string_view keys) const;

private:
  void write_cursor(core::JsonWriter& json, std::string_view keys) const;
  std::string sign(const std::string& key, std::string_view keys) const;

  std::vector<std::string> keys_;
  std::string bound_to_;
};

} // namespace studio::gateway
