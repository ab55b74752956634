#include "result/buffer.h"

namespace studio::result {

void buffer_init(Buffer* buffer, size_t size) {
  buffer->data = static_cast<char*>(MemoryContextAllocHuge(TopMemoryContext, size));
  buffer->used = 0;
  buffer->size = size;
}

void buffer_grow(Buffer* buffer, size_t more) {
  size_t size = buffer->size;
  while (size - buffer->used < more) {
    size *= 2;
  }
  buffer->data = static_cast<char*>(repalloc_huge(buffer->data, size));
  buffer->size = size;
}

void buffer_reset(Buffer* buffer, size_t keep) {
  buffer->used = 0;
  if (buffer->size > keep) {
    buffer->data = static_cast<char*>(repalloc_huge(buffer->data, keep));
    buffer->size = keep;
  }
}

void append_number(Buffer* buffer, int64 number) {
  char* end = buffer_reserve(buffer, 24);
  buffer->used += pg_lltoa(number, end);
}

void append_milliseconds(Buffer* buffer, int64 nanoseconds) {
  int64 microseconds = nanoseconds / 1000;
  append_number(buffer, microseconds / 1000);
  int rest = static_cast<int>(microseconds % 1000);
  if (rest == 0) {
    return;
  }
  char* end = buffer_reserve(buffer, 4);
  end[0] = '.';
  end[1] = static_cast<char>('0' + rest / 100);
  end[2] = static_cast<char>('0' + rest / 10 % 10);
  end[3] = static_cast<char>('0' + rest % 10);
  int length = 4;
  while (end[length - 1] == '0') {
    length--;
  }
  buffer->used += length;
}

} // namespace studio::result
