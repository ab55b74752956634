#include "exports/file.h"

namespace studio::exports {

namespace {

constexpr size_t send_bytes = 60 * 1024; // fits one piece of the ring
constexpr size_t kept_bytes = 256 * 1024;

Buffer shared_buffer;

void send_all(File* file, bool flush) {
  Buffer* buffer = file->buffer;
  for (size_t sent = 0; sent < buffer->used;) {
    size_t count = Min(buffer->used - sent, send_bytes);
    file->output.write(buffer->data + sent, count, file->row_count, flush);
    sent += count;
    CHECK_FOR_INTERRUPTS();
  }
  result::buffer_reset(buffer, kept_bytes);
}

} // namespace

void file_init(File* file, const char* options, size_t option_bytes, Output output, int64 allowed_rows) {
  if (options == nullptr || option_bytes != sizeof file->options) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("malformed export request")));
  }
  memset(static_cast<void*>(file), 0, sizeof *file);
  memcpy(&file->options, options, sizeof file->options);
  file->output = output;
  file->allowed_rows = allowed_rows;
  if (shared_buffer.data == nullptr) {
    result::buffer_init(&shared_buffer, kept_bytes);
  }
  result::buffer_reset(&shared_buffer, kept_bytes);
  file->buffer = &shared_buffer;
}

void file_begin(File* file, const Column* columns, int count) {
  if (count == 0) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("a result without columns cannot be exported")));
  }
  file->format = make_format(file->options);
  file->format->begin(file->buffer, columns, count);
}

bool file_row(File* file, const Cell* cells) {
  if (file->options.row_limit > 0 && file->row_count >= file->options.row_limit) {
    return false;
  }
  if (file->allowed_rows > 0 && file->row_count >= file->allowed_rows) {
    ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                    errmsg("the result has more than %lld rows, which is the limit of this connection",
                           static_cast<long long>(file->allowed_rows)),
                    errhint("Ask for fewer rows, or have the limit of the connection, the organization or the account "
                            "raised.")));
  }
  file->format->row(file->buffer, cells);
  file->row_count++;
  if (file->buffer->used >= send_bytes) {
    send_all(file, true);
  }
  return true;
}

void file_end(File* file) { file->format->end(file->buffer); }

// The end of the request follows at once and wakes the reader: a small file is one wake-up, and has a length.
void file_finish(File* file) { send_all(file, false); }

} // namespace studio::exports
