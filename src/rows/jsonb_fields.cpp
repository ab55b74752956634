#include "rows/jsonb_fields.h"

extern "C" {
#include "utils/fmgrprotos.h"
}

namespace studio::rows {

void refuse(const char* field) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("field \"%s\" of the request for rows is not valid", field)));
  pg_unreachable();
}

JsonbContainer* read_object(const char* body) {
  Jsonb* json = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(body)));
  if (!JB_ROOT_IS_OBJECT(json)) {
    refuse("relation");
  }
  return &json->root;
}

JsonbValue* member(JsonbContainer* object, const char* key) {
  JsonbValue* value = getKeyJsonValueFromContainer(object, key, static_cast<int>(strlen(key)), nullptr);
  return value == nullptr || value->type == jbvNull ? nullptr : value;
}

const char* text_of(const JsonbValue* value, const char* field) {
  if (value == nullptr || value->type != jbvString) {
    refuse(field);
  }
  return pnstrdup(value->val.string.val, static_cast<Size>(value->val.string.len));
}

JsonbContainer* object_of(const JsonbValue* value, const char* field) {
  if (value == nullptr || value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data)) {
    refuse(field);
  }
  return value->val.binary.data;
}

JsonbContainer* array_of(const JsonbValue* value, const char* field, int* count) {
  *count = 0;
  if (value == nullptr) {
    return nullptr;
  }
  if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data)) {
    refuse(field);
  }
  *count = static_cast<int>(JsonContainerSize(value->val.binary.data));
  return value->val.binary.data;
}

JsonbValue* element(JsonbContainer* array, int index) {
  return getIthJsonbValueFromContainer(array, static_cast<uint32>(index));
}

const char** texts_of(const JsonbValue* value, const char* field, int* count) {
  JsonbContainer* array = array_of(value, field, count);
  const char** texts = static_cast<const char**>(palloc(sizeof(char*) * static_cast<Size>(Max(*count, 1))));
  for (int i = 0; i < *count; i++) {
    texts[i] = text_of(element(array, i), field);
  }
  return texts;
}

} // namespace studio::rows
