#include "remote/file_rows.h"

#include "core/sqlstate.h"
#include "exports/text_cell.h"
#include "pg/guard.h"
#include "remote/connection.h"

extern "C" {
#include "utils/memutils.h"
}

namespace studio::remote {

namespace {

Frames* target = nullptr; // the file's way out has no argument of ours

// One result, all of whose rows are as wide as it said, is all that a file can hold.
void refuse_unless(bool is_as_promised) {
  if (!is_as_promised) {
    throw core::Error(core::sqlstate::protocol_violation, "the remote server broke the protocol");
  }
}

} // namespace

FileRows::FileRows(Frames& frames, const char* options, size_t option_bytes, int64 allowed_rows) {
  target = &frames;
  pg::call([&] {
    exports::file_init(&file_, options, option_bytes, {write}, allowed_rows);
    row_context_ = AllocSetContextCreate(CurrentMemoryContext, "studio exported row", ALLOCSET_DEFAULT_SIZES);
  });
}

FileRows::~FileRows() { target = nullptr; }

void FileRows::write(const char* bytes, size_t count, int64 rows, bool flush) {
  target->file(bytes, count, rows, flush);
}

void FileRows::begin(const PGresult* result) {
  constexpr size_t name_limit_bytes = 1024;
  refuse_unless(count_ < 0);
  int count = count_ = PQnfields(result);
  std::vector<std::string> names;
  for (int i = 0; i < count; i++) {
    names.push_back(bounded_text(PQfname(result, i), name_limit_bytes));
  }
  pg::call([&] {
    size_t room = static_cast<size_t>(Max(count, 1));
    columns_ = static_cast<exports::Column*>(palloc0(sizeof(exports::Column) * room));
    cells_ = static_cast<exports::Cell*>(palloc0(sizeof(exports::Cell) * room));
    for (int i = 0; i < count; i++) {
      size_t bytes = names[static_cast<size_t>(i)].size();
      columns_[i].name = pstrdup(exports::replace_invalid_utf8(names[static_cast<size_t>(i)].c_str(), &bytes));
      columns_[i].kind = exports::kind_of_foreign_type(PQftype(result, i));
    }
    exports::file_begin(&file_, columns_, count);
  });
}

bool FileRows::add(const PGresult* result) {
  refuse_unless(PQnfields(result) == count_);
  return pg::call([&] {
    MemoryContextReset(row_context_);
    MemoryContext previous = MemoryContextSwitchTo(row_context_);
    for (int i = 0; i < count_; i++) {
      cells_[i].is_null = PQgetisnull(result, 0, i) != 0;
      if (!cells_[i].is_null) {
        size_t bytes = static_cast<size_t>(PQgetlength(result, 0, i));
        exports::text_cell_set(&cells_[i], columns_[i].kind, PQgetvalue(result, 0, i), bytes);
      }
    }
    MemoryContextSwitchTo(previous);
    return exports::file_row(&file_, cells_);
  });
}

void FileRows::end() {
  pg::call([&] { exports::file_end(&file_); });
}

void FileRows::finish() {
  pg::call([&] { exports::file_finish(&file_); });
}

} // namespace studio::remote
