// Where result/ puts the frames that it makes: a plain struct and a function, callable from backend C.
#pragma once

#include "channel/envelope.h"

namespace studio::channel {

struct Sink {
  void (*send)(Sink* self, FrameKind kind, const char* payload, size_t bytes, bool flush, int64_t row_count);
};

} // namespace studio::channel
