// A file format: what it writes before the rows, for each row, and after them. One source file a format.
//
// Backend C: an object is made in a memory context and goes with it; it has no destructor. Knows cells, not where they come
// from; writes into a buffer, and does not know who empties it between two rows.
#pragma once

#include "channel/export_options.h"
#include "exports/cell.h"
#include "result/buffer.h"

namespace studio::exports {

using channel::ExportOptions;
using result::Buffer;

class Format {
public:
  // Called once, then row() for each row, then end() once. The columns live as long as the format.
  virtual void begin(Buffer* out, const Column* columns, int count) = 0;
  virtual void row(Buffer* out, const Cell* cells) = 0;
  virtual void end(Buffer* out) = 0;

protected:
  ~Format() = default;
};

// Does the format want arrays, composites and types that may have a cast to JSON as JSON?
inline bool wants_json(const ExportOptions& options) {
  return options.format == channel::ExportFormat::json || options.format == channel::ExportFormat::ndjson;
}

// The format that `options` ask for, in the current memory context. `options` must outlive it.
Format* make_format(const ExportOptions& options);

// One function for each file: delimited.cpp, json_format.cpp, sql_format.cpp, markdown.cpp, xlsx.cpp.
Format* make_delimited(const ExportOptions& options);
Format* make_json(const ExportOptions& options);
Format* make_sql(const ExportOptions& options);
Format* make_markdown(const ExportOptions& options);
Format* make_xlsx(const ExportOptions& options);

// Names as keys: a name that came before gets a suffix, _2, _3 …, that no other column has. In the current memory context.
const char** unique_names(const Column* columns, int count);

// `Kind` in the current memory context. Its destructor is never called, so it must have none.
template <typename Kind>
Kind* make_in_context(const ExportOptions& options) {
  static_assert(std::is_trivially_destructible_v<Kind>);
  return new (palloc(sizeof(Kind))) Kind(options);
}

} // namespace studio::exports
