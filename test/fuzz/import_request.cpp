// The body of an import: whatever comes, it is refused by an error of ours, or the part's bytes are those behind the first line.
#include "wire/import_request.h"

#include <string>

#include "core/error.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace studio;
  const std::string body(fuzz::as_text(data, size));
  try {
    const wire::ImportRequest request = wire::parse_import(body);
    const std::size_t end = body.find('\n');
    fuzz::require(request.data == (end == std::string::npos ? "" : body.substr(end + 1)),
                  "the bytes are the part's own");
    fuzz::require(request.statement.find('\0') == std::string::npos, "a statement is a text");
    fuzz::require(request.first_line >= 1, "lines are counted from 1");
  } catch (const core::Error& error) {
    fuzz::require(error.code.size() == 5, "an error has a SQLSTATE");
  }
  return 0;
}
