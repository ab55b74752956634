#include "runner/parameters.h"

#include "runner/session.h"

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

void say_which(void* argument) { errcontext("parameter $%d", *static_cast<int*>(argument)); }

void read_one(ParamExternData* value, const char* text, Oid type) {
  Oid input = InvalidOid;
  Oid argument = InvalidOid;
  getTypeInputInfo(type, &input, &argument);
  value->value = OidInputFunctionCall(input, const_cast<char*>(text), argument, -1);
  value->isnull = text == nullptr;
  // A constant to the planner: it may plan for this very value.
  value->pflags = PARAM_FLAG_CONST;
  value->ptype = type;
}

} // namespace

Parameters parameters_of_request() {
  const channel::Request& request = session.request;
  Parameters parameters;
  parameters.count = static_cast<int>(request.header.parameter_count);
  parameters.texts = static_cast<const char**>(palloc0(sizeof(char*) * Max(parameters.count, 1)));
  for (int i = 0; i < parameters.count; i++) {
    if (request.parameters[i] != nullptr) {
      parameters.texts[i] = pg_any_to_server(request.parameters[i], request.lengths[i], PG_UTF8);
    }
  }
  return parameters;
}

ParamListInfo parameters_read(const Parameters& parameters, const Oid* types, int type_count) {
  if (parameters.count != type_count) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                    errmsg("the request has %d parameters, but the statement has %d", parameters.count, type_count)));
  }
  int number = 0;
  ErrorContextCallback context;
  context.callback = say_which;
  context.arg = &number;
  context.previous = error_context_stack;
  error_context_stack = &context;
  ParamListInfo values = makeParamList(parameters.count);
  for (int i = 0; i < parameters.count; i++) {
    number = i + 1;
    read_one(&values->params[i], parameters.texts[i], types[i]);
  }
  error_context_stack = context.previous;
  if (log_parameter_max_length_on_error != 0) {
    values->paramValuesStr =
        BuildParamLogString(values, const_cast<char**>(parameters.texts), log_parameter_max_length_on_error);
  }
  return values;
}

} // namespace studio::runner
