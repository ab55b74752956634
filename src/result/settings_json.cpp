#include "result/settings_json.h"

#include "result/encoding.h"

extern "C" {
#include "pgtime.h"
#include "utils/bytea.h"
#include "utils/float.h"
}

namespace studio::result {

namespace {

// The variables behind the settings: comparing them costs nothing, asking for their text by name does.
struct Told {
  int date_style;
  int date_order;
  int interval_style;
  int bytea;
  int float_digits;
  pg_tz* zone;
};

Told told;
char told_text[512];
size_t told_bytes = 0;

Told current() { return {DateStyle, DateOrder, IntervalStyle, bytea_output, extra_float_digits, session_timezone}; }

bool is_same(const Told& a, const Told& b) {
  return a.date_style == b.date_style && a.date_order == b.date_order && a.interval_style == b.interval_style &&
         a.bytea == b.bytea && a.float_digits == b.float_digits && a.zone == b.zone;
}

void append_setting(Buffer* buffer, const char* name, const char* separator) {
  const char* value = GetConfigOption(name, false, false);
  append_text(buffer, separator);
  append_char(buffer, '"');
  append_text(buffer, name);
  append(buffer, "\":");
  append_server_text(buffer, value, strlen(value));
}

} // namespace

void append_settings(Buffer* buffer) {
  Told now = current();
  if (told_bytes > 0 && is_same(now, told)) {
    append_bytes(buffer, told_text, told_bytes);
    return;
  }
  size_t start = buffer->used;
  append_setting(buffer, "DateStyle", "{");
  append_setting(buffer, "TimeZone", ",");
  append_setting(buffer, "IntervalStyle", ",");
  append_setting(buffer, "bytea_output", ",");
  append_setting(buffer, "extra_float_digits", ",");
  append_char(buffer, '}');
  size_t bytes = buffer->used - start;
  told = now;
  told_bytes = bytes <= sizeof told_text ? bytes : 0;
  memcpy(told_text, buffer->data + start, told_bytes);
}

bool settings_changed() { return !is_same(current(), told); }

} // namespace studio::result
