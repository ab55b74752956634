#include "result/time_json.h"

#include "result/escape.h"

extern "C" {
#include "utils/datetime.h"
}

namespace studio::result {

namespace {

void out_of_range() {
  ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
}

} // namespace

void append_date(Buffer* buffer, DateADT date) {
  char text[MAXDATELEN + 1];
  if (unlikely(DATE_NOT_FINITE(date))) {
    EncodeSpecialDate(date, text);
  } else {
    struct pg_tm parts;
    j2date(date + POSTGRES_EPOCH_JDATE, &parts.tm_year, &parts.tm_mon, &parts.tm_mday);
    EncodeDateOnly(&parts, DateStyle, text);
  }
  append_quoted(buffer, text, strlen(text));
}

void append_time(Buffer* buffer, TimeADT time) {
  char text[MAXDATELEN + 1];
  struct pg_tm parts;
  fsec_t fraction;
  time2tm(time, &parts, &fraction);
  EncodeTimeOnly(&parts, fraction, false, 0, DateStyle, text);
  append_quoted(buffer, text, strlen(text));
}

void append_timestamp(Buffer* buffer, Timestamp timestamp) {
  char text[MAXDATELEN + 1];
  struct pg_tm parts;
  fsec_t fraction;
  if (unlikely(TIMESTAMP_NOT_FINITE(timestamp))) {
    EncodeSpecialTimestamp(timestamp, text);
  } else if (timestamp2tm(timestamp, nullptr, &parts, &fraction, nullptr, nullptr) == 0) {
    EncodeDateTime(&parts, fraction, false, 0, nullptr, DateStyle, text);
  } else {
    out_of_range();
  }
  append_quoted(buffer, text, strlen(text));
}

void append_timestamptz(Buffer* buffer, TimestampTz timestamp) {
  char text[MAXDATELEN + 1];
  struct pg_tm parts;
  fsec_t fraction;
  int zone = 0;
  const char* zone_name = nullptr;
  if (unlikely(TIMESTAMP_NOT_FINITE(timestamp))) {
    EncodeSpecialTimestamp(timestamp, text);
  } else if (timestamp2tm(timestamp, &zone, &parts, &fraction, &zone_name, nullptr) == 0) {
    EncodeDateTime(&parts, fraction, true, zone, zone_name, DateStyle, text);
  } else {
    out_of_range();
  }
  append_quoted(buffer, text, strlen(text));
}

} // namespace studio::result
