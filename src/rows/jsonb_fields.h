// Reads the fields of a body that the gateway has checked and written anew. Is backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "utils/jsonb.h"
}

namespace studio::rows {

// Each raises 22023, with the field's name, for a value of another kind.
[[noreturn]] void refuse(const char* field);
JsonbContainer* read_object(const char* body); // in the server's encoding
// The value of a key of an object; null where it is absent or JSON's null.
JsonbValue* member(JsonbContainer* object, const char* key);
const char* text_of(const JsonbValue* value, const char* field);
JsonbContainer* object_of(const JsonbValue* value, const char* field);
// The array behind a value, null where there is none; its length goes to `count`.
JsonbContainer* array_of(const JsonbValue* value, const char* field, int* count);
JsonbValue* element(JsonbContainer* array, int index);
// Texts; no array is an empty one.
const char** texts_of(const JsonbValue* value, const char* field, int* count);

} // namespace studio::rows
