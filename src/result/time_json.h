// Dates and times as JSON strings, as their output functions print them, without a palloc a value.
#pragma once

#include "result/buffer.h"

extern "C" {
#include "utils/date.h"
}

namespace studio::result {

void append_date(Buffer* buffer, DateADT date);
void append_time(Buffer* buffer, TimeADT time);
void append_timestamp(Buffer* buffer, Timestamp timestamp);
// In the session's time zone.
void append_timestamptz(Buffer* buffer, TimestampTz timestamp);

} // namespace studio::result
