// One row of an SQL function's result, value by value in the order of its OUT parameters.
//
// Plain struct of datums in the caller's memory context; every value is put inside pg::call.
#pragma once

#include "pg/backend.h"

namespace studio::functions {

struct Row {
  static constexpr int value_limit = 20;

  Datum values[value_limit];
  bool nulls[value_limit];
  int count = 0;

  void put(Datum value) { put(value, false); }
  void put_null() { put(static_cast<Datum>(0), true); }
  void put_int(int value) { put(Int32GetDatum(value)); }
  void put_long(uint64 value) { put(Int64GetDatum(static_cast<int64>(value))); }
  void put_bool(bool value) { put(BoolGetDatum(value)); }
  // Null where the text is null or empty.
  void put_text(const char* value) {
    if (value == nullptr || *value == '\0') {
      put_null();
    } else {
      put(PointerGetDatum(cstring_to_text(value)));
    }
  }
  // Null where the time is zero: nobody has written it.
  void put_time(TimestampTz value) { put(TimestampTzGetDatum(value), value == 0); }
  // Null where the process id is zero.
  void put_pid(uint32 value) { put(Int32GetDatum(static_cast<int32>(value)), value == 0); }

private:
  void put(Datum value, bool is_null) {
    if (count >= value_limit) {
      elog(ERROR, "a row of studio has too many values");
    }
    values[count] = value;
    nulls[count] = is_null;
    count++;
  }
};

} // namespace studio::functions
