#include "result/value_json.h"

#include <float.h>
#include <math.h>

#include "result/encoding.h"
#include "result/escape.h"
#include "result/time_json.h"

extern "C" {
#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "common/shortest_dec.h"
#include "utils/bytea.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/uuid.h"
}

namespace studio::result {

namespace {

constexpr char hex_digits[] = "0123456789abcdef";

ValueKind kind_of(Oid type) {
  switch (type) {
  case BOOLOID:
    return ValueKind::boolean;
  case INT2OID:
    return ValueKind::int2;
  case INT4OID:
    return ValueKind::int4;
  case INT8OID:
    return ValueKind::int8;
  case OIDOID:
    return ValueKind::oid;
  case FLOAT4OID:
    return ValueKind::float4;
  case FLOAT8OID:
    return ValueKind::float8;
  case TEXTOID:
  case VARCHAROID:
  case BPCHAROID:
  case JSONOID:
    return ValueKind::text;
  case NAMEOID:
    return ValueKind::name;
  case BYTEAOID:
    return ValueKind::bytea;
  case DATEOID:
    return ValueKind::date;
  case TIMEOID:
    return ValueKind::time;
  case TIMESTAMPOID:
    return ValueKind::timestamp;
  case TIMESTAMPTZOID:
    return ValueKind::timestamptz;
  case UUIDOID:
    return ValueKind::uuid;
  default:
    return ValueKind::other;
  }
}

// `total` is the size of the whole value; the head is in the database's encoding.
void append_truncated(Buffer* buffer, size_t total, const char* head, size_t head_bytes) {
  append(buffer, "{\"truncated\":true,\"bytes\":");
  append_number(buffer, static_cast<int64>(total));
  append(buffer, ",\"head\":");
  append_server_text(buffer, head, head_bytes);
  append_char(buffer, '}');
}

void append_limited_text(Buffer* buffer, const char* text, size_t bytes, size_t limit) {
  if (likely(bytes <= limit)) {
    append_server_text(buffer, text, bytes);
  } else {
    append_truncated(buffer, bytes, text, clip_server_text(text, bytes, limit));
  }
}

// A stored value's bytes: all of them, or somewhat more than `limit` where there are more. `total` is the size of the whole.
struct StoredBytes {
  const char* data;
  size_t bytes;
  size_t total;
};

StoredBytes read_stored(Datum value, size_t limit) {
  struct varlena* stored = reinterpret_cast<struct varlena*>(DatumGetPointer(value));
  size_t total;
  if (likely(!VARATT_IS_COMPRESSED(stored) && !VARATT_IS_EXTERNAL(stored))) {
    total = VARSIZE_ANY_EXHDR(stored);
  } else {
    total = toast_raw_datum_size(value) - VARHDRSZ;
    // A few bytes more than the limit, so that the cut can see whether it falls between two characters.
    constexpr size_t longest_character = 4;
    if (total > limit + longest_character) {
      stored = detoast_attr_slice(stored, 0, static_cast<int32>(limit + longest_character));
    } else {
      stored = detoast_attr(stored);
    }
  }
  return {VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored), total};
}

void append_stored_text(Buffer* buffer, Datum value, size_t limit) {
  StoredBytes stored = read_stored(value, limit);
  if (likely(stored.total <= limit)) {
    append_server_text(buffer, stored.data, stored.bytes);
  } else {
    append_truncated(buffer, stored.total, stored.data, clip_server_text(stored.data, stored.bytes, limit));
  }
}

void append_hex(Buffer* buffer, const char* data, size_t bytes) {
  char* out = buffer_reserve(buffer, bytes * 2 + 5);
  memcpy(out, "\"\\\\x", 4);
  out += 4;
  for (size_t i = 0; i < bytes; i++) {
    unsigned char c = static_cast<unsigned char>(data[i]);
    *out++ = hex_digits[c >> 4];
    *out++ = hex_digits[c & 15];
  }
  *out++ = '"';
  buffer->used = static_cast<size_t>(out - buffer->data);
}

// The text of a bytea is twice its size, behind \x: so half the limit is read of it.
void append_bytea(Buffer* buffer, ValueWriter* writer, Datum value, size_t limit) {
  size_t most = (limit - 2) / 2;
  StoredBytes stored = read_stored(value, most);
  bool is_cut = stored.total > most;
  size_t bytes = Min(stored.bytes, most);
  if (is_cut) {
    append(buffer, "{\"truncated\":true,\"bytes\":");
    append_number(buffer, static_cast<int64>(stored.total));
    append(buffer, ",\"head\":");
  }
  if (bytea_output == BYTEA_OUTPUT_HEX) {
    append_hex(buffer, stored.data, bytes);
  } else {
    bytea* piece = static_cast<bytea*>(palloc(bytes + VARHDRSZ));
    SET_VARSIZE(piece, bytes + VARHDRSZ);
    memcpy(VARDATA(piece), stored.data, bytes);
    const char* text = OutputFunctionCall(&writer->output, PointerGetDatum(piece));
    append_quoted(buffer, text, strlen(text));
  }
  if (is_cut) {
    append_char(buffer, '}');
  }
}

// Exactly as float4out and float8out print; what JSON has no number for goes as text.
void append_float(Buffer* buffer, double value, bool is_single) {
  char text[64];
  if (extra_float_digits <= 0) {
    pg_strfromd(text, sizeof text, (is_single ? FLT_DIG : DBL_DIG) + extra_float_digits, value);
  } else if (is_single) {
    float_to_shortest_decimal_buf(static_cast<float>(value), text);
  } else {
    double_to_shortest_decimal_buf(value, text);
  }
  if (likely(isfinite(value))) {
    append_text(buffer, text);
  } else {
    append_quoted(buffer, text, strlen(text));
  }
}

void append_integer(Buffer* buffer, int32 value) {
  char* end = buffer_reserve(buffer, 16);
  buffer->used += pg_ltoa(value, end);
}

void append_bigint(Buffer* buffer, int64 value) {
  char* out = buffer_reserve(buffer, 32);
  out[0] = '"';
  int digits = pg_lltoa(value, out + 1);
  out[digits + 1] = '"';
  buffer->used += digits + 2;
}

void append_uuid(Buffer* buffer, const pg_uuid_t* uuid) {
  char* out = buffer_reserve(buffer, 38);
  *out++ = '"';
  for (int i = 0; i < UUID_LEN; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      *out++ = '-';
    }
    *out++ = hex_digits[uuid->data[i] >> 4];
    *out++ = hex_digits[uuid->data[i] & 15];
  }
  *out = '"';
  buffer->used += 38;
}

} // namespace

void value_writer_init(ValueWriter* writer, Oid type, MemoryContext context) {
  Oid output = InvalidOid;
  bool is_varlena = false;
  writer->kind = kind_of(type);
  if (writer->kind == ValueKind::other && type >= FirstNormalObjectId) {
    // Only a type that somebody made can be a domain; for built-in ones the look-up is saved.
    writer->kind = kind_of(getBaseType(type));
  }
  getTypeOutputInfo(type, &output, &is_varlena);
  fmgr_info_cxt(output, &writer->output, context);
}

void append_value(Buffer* buffer, ValueWriter* writer, Datum value, size_t limit) {
  switch (writer->kind) {
  case ValueKind::boolean:
    if (DatumGetBool(value)) {
      append(buffer, "true");
    } else {
      append(buffer, "false");
    }
    return;
  case ValueKind::int2:
    append_integer(buffer, DatumGetInt16(value));
    return;
  case ValueKind::int4:
    append_integer(buffer, DatumGetInt32(value));
    return;
  case ValueKind::int8:
    append_bigint(buffer, DatumGetInt64(value));
    return;
  case ValueKind::oid:
    append_number(buffer, DatumGetObjectId(value));
    return;
  case ValueKind::float4:
    append_float(buffer, DatumGetFloat4(value), true);
    return;
  case ValueKind::float8:
    append_float(buffer, DatumGetFloat8(value), false);
    return;
  case ValueKind::text:
    append_stored_text(buffer, value, limit);
    return;
  case ValueKind::name:
    append_server_text(buffer, NameStr(*DatumGetName(value)), strlen(NameStr(*DatumGetName(value))));
    return;
  case ValueKind::bytea:
    append_bytea(buffer, writer, value, limit);
    return;
  case ValueKind::date:
    append_date(buffer, DatumGetDateADT(value));
    return;
  case ValueKind::time:
    append_time(buffer, DatumGetTimeADT(value));
    return;
  case ValueKind::timestamp:
    append_timestamp(buffer, DatumGetTimestamp(value));
    return;
  case ValueKind::timestamptz:
    append_timestamptz(buffer, DatumGetTimestampTz(value));
    return;
  case ValueKind::uuid:
    append_uuid(buffer, DatumGetUUIDP(value));
    return;
  case ValueKind::other:
    break;
  }
  const char* text = OutputFunctionCall(&writer->output, value);
  append_limited_text(buffer, text, strlen(text), limit);
}

void append_output_text(Buffer* buffer, ValueWriter* writer, Datum value) {
  const char* text = OutputFunctionCall(&writer->output, value);
  append_server_text(buffer, text, strlen(text));
}

} // namespace studio::result
