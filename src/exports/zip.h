// A ZIP archive that is written forward only: sizes and checksum of an entry stand behind its data (APPNOTE 4.3.9).
//
// Backend C. The archive and each entry may have 4 GiB, since the 64-bit fields are not written: beyond it 54000. The memory
// (256 KiB for deflate) lives in the context of zip_init.
#pragma once

#include "result/buffer.h"

#include <zlib.h>

namespace studio::exports {

using result::Buffer;

struct ZipEntry {
  char name[64];
  uint32 checksum;
  uint32 packed_bytes;
  uint32 plain_bytes;
  uint32 offset;
};

struct Zip {
  z_stream stream;
  ZipEntry* entries;
  int count;
  int room;
  uint64 written;     // bytes of the archive so far
  uint64 plain_bytes; // of the entry that is open
  uint64 data_offset; // where its data begin
};

void zip_init(Zip* zip);
// One entry at a time: open, write, write, …, close.
void zip_open(Zip* zip, Buffer* out, const char* name);
void zip_write(Zip* zip, Buffer* out, const char* bytes, size_t count);
void zip_close(Zip* zip, Buffer* out);
// The directory, which ends the archive.
void zip_finish(Zip* zip, Buffer* out);

} // namespace studio::exports
