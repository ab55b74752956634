#include "exports/zip.h"

namespace studio::exports {

namespace {

constexpr uint64 limit_bytes = 0xFFFFFFFF;
constexpr uint16 version_needed = 20;
constexpr uint16 flags = 1u << 3 | 1u << 11; // sizes behind the data; names in UTF-8
constexpr uint16 method_deflate = 8;
constexpr uint16 midnight = 0;
constexpr uint16 new_year_1980 = 1 << 5 | 1; // an archive of the same rows is the same archive
constexpr size_t deflate_step_bytes = 32 * 1024;

voidpf allocate(voidpf context, uInt items, uInt size) {
  return MemoryContextAlloc(static_cast<MemoryContext>(context), static_cast<size_t>(items) * size);
}

void release(voidpf, voidpf memory) { pfree(memory); }

void append_16(Buffer* out, uint16 value) {
  append_char(out, static_cast<char>(value & 0xFF));
  append_char(out, static_cast<char>(value >> 8));
}

void append_32(Buffer* out, uint32 value) {
  append_16(out, static_cast<uint16>(value & 0xFFFF));
  append_16(out, static_cast<uint16>(value >> 16));
}

void check_limit(uint64 bytes) {
  if (bytes > limit_bytes) {
    ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the workbook is larger than 4 GiB"),
                    errhint("Export fewer rows, or another format: CSV has no limit.")));
  }
}

// Appended by `write`; what it adds counts as written.
template <typename Write>
void counted(Zip* zip, Buffer* out, Write write) {
  size_t before = out->used;
  write();
  zip->written += out->used - before;
  check_limit(zip->written);
}

void run_deflate(Zip* zip, Buffer* out, int flush) {
  int state = Z_OK;
  do {
    zip->stream.next_out = reinterpret_cast<Bytef*>(buffer_reserve(out, deflate_step_bytes));
    zip->stream.avail_out = deflate_step_bytes;
    state = deflate(&zip->stream, flush);
    if (state == Z_STREAM_ERROR) {
      ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not compress the workbook")));
    }
    out->used += deflate_step_bytes - zip->stream.avail_out;
  } while (zip->stream.avail_out == 0 || (flush == Z_FINISH && state != Z_STREAM_END));
}

// Version, flags, method and time, which the entry's own header and the directory share.
void append_kind(Buffer* out) {
  append_16(out, version_needed);
  append_16(out, flags);
  append_16(out, method_deflate);
  append_16(out, midnight);
  append_16(out, new_year_1980);
}

void append_sizes(Buffer* out, const ZipEntry& entry) {
  append_32(out, entry.checksum);
  append_32(out, entry.packed_bytes);
  append_32(out, entry.plain_bytes);
}

} // namespace

void zip_init(Zip* zip) {
  memset(static_cast<void*>(zip), 0, sizeof *zip);
  zip->room = 8;
  zip->entries = static_cast<ZipEntry*>(palloc(sizeof(ZipEntry) * static_cast<size_t>(zip->room)));
  zip->stream.zalloc = allocate;
  zip->stream.zfree = release;
  zip->stream.opaque = CurrentMemoryContext;
  constexpr int raw = -MAX_WBITS; // the archive has its own heads and checksums
  if (deflateInit2(&zip->stream, Z_BEST_SPEED, Z_DEFLATED, raw, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
    ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not begin to compress the workbook")));
  }
}

void zip_open(Zip* zip, Buffer* out, const char* name) {
  if (zip->count == zip->room) {
    zip->room *= 2;
    zip->entries = static_cast<ZipEntry*>(repalloc(zip->entries, sizeof(ZipEntry) * static_cast<size_t>(zip->room)));
  }
  ZipEntry* entry = &zip->entries[zip->count++];
  memset(static_cast<void*>(entry), 0, sizeof *entry);
  strlcpy(entry->name, name, sizeof entry->name);
  entry->offset = static_cast<uint32>(zip->written);
  zip->plain_bytes = 0;
  (void)deflateReset(&zip->stream);
  counted(zip, out, [out, entry] {
    append(out, "PK\x03\x04");
    append_kind(out);
    append_sizes(out, *entry); // not known yet: zeros
    append_16(out, static_cast<uint16>(strlen(entry->name)));
    append_16(out, 0);
    append_text(out, entry->name);
  });
  zip->data_offset = zip->written;
}

void zip_write(Zip* zip, Buffer* out, const char* bytes, size_t count) {
  ZipEntry* entry = &zip->entries[zip->count - 1];
  // zlib counts in 32 bits; a row may be larger.
  constexpr size_t step_bytes = 1u << 30;
  for (size_t at = 0; at < count;) {
    size_t step = Min(count - at, step_bytes);
    entry->checksum = static_cast<uint32>(
        crc32(entry->checksum, reinterpret_cast<const Bytef*>(bytes + at), static_cast<uInt>(step)));
    zip->stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes + at));
    zip->stream.avail_in = static_cast<uInt>(step);
    counted(zip, out, [zip, out] { run_deflate(zip, out, Z_NO_FLUSH); });
    at += step;
  }
  zip->plain_bytes += count;
  check_limit(zip->plain_bytes);
}

void zip_close(Zip* zip, Buffer* out) {
  ZipEntry* entry = &zip->entries[zip->count - 1];
  counted(zip, out, [zip, out] { run_deflate(zip, out, Z_FINISH); });
  entry->plain_bytes = static_cast<uint32>(zip->plain_bytes);
  entry->packed_bytes = static_cast<uint32>(zip->written - zip->data_offset);
  counted(zip, out, [out, entry] {
    append(out, "PK\x07\x08");
    append_sizes(out, *entry);
  });
}

void zip_finish(Zip* zip, Buffer* out) {
  uint64 start = zip->written;
  counted(zip, out, [zip, out] {
    for (int i = 0; i < zip->count; i++) {
      const ZipEntry& entry = zip->entries[i];
      append(out, "PK\x01\x02");
      append_16(out, version_needed);
      append_kind(out);
      append_sizes(out, entry);
      append_16(out, static_cast<uint16>(strlen(entry.name)));
      // No extra field, no comment, first disk, no attributes.
      for (int field = 0; field < 6; field++) {
        append_16(out, 0);
      }
      append_32(out, entry.offset);
      append_text(out, entry.name);
    }
  });
  uint64 end = zip->written;
  append(out, "PK\x05\x06");
  append_32(out, 0);
  append_16(out, static_cast<uint16>(zip->count));
  append_16(out, static_cast<uint16>(zip->count));
  append_32(out, static_cast<uint32>(end - start));
  append_32(out, static_cast<uint32>(start));
  append_16(out, 0);
}

} // namespace studio::exports
