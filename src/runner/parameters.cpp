#include "runner/parameters.h"

#include "runner/session.h"

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

// Which parameter is being read.
struct Reading {
  const Parameters* parameters;
  int number;
};

void say_which(void* argument) {
  const Reading* reading = static_cast<Reading*>(argument);
  const char** names = reading->parameters->names;
  if (names == nullptr) {
    errcontext("parameter $%d", reading->number);
  } else {
    errcontext("parameter :%s", names[reading->number - 1]);
  }
}

// Where in the given parameters a name stands; -1 where it does not.
int find_name(const Parameters& given, const char* name) {
  for (int i = 0; i < given.count; i++) {
    if (strcmp(given.names[i], name) == 0) {
      return i;
    }
  }
  return -1;
}

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

Parameters parameters_of_request(int first) {
  const channel::Request& request = session.request;
  bool are_named = has_named_parameters();
  int step = are_named ? 2 : 1;
  Parameters parameters;
  memset(static_cast<void*>(&parameters), 0, sizeof parameters);
  parameters.count = (static_cast<int>(request.header.parameter_count) - first) / step;
  parameters.texts = static_cast<const char**>(palloc0(sizeof(char*) * static_cast<Size>(Max(parameters.count, 1))));
  parameters.names =
      are_named ? static_cast<const char**>(palloc0(sizeof(char*) * static_cast<Size>(Max(parameters.count, 1))))
                : nullptr;
  for (int i = 0; i < parameters.count; i++) {
    int at = first + i * step;
    if (are_named) {
      parameters.names[i] = pg_any_to_server(request.parameters[at], request.lengths[at], PG_UTF8);
      at++;
    }
    if (request.parameters[at] != nullptr) {
      parameters.texts[i] = pg_any_to_server(request.parameters[at], request.lengths[at], PG_UTF8);
    }
  }
  return parameters;
}

Parameters parameters_by_name(const Parameters& given, const syntax::NamedText& text) {
  Parameters parameters;
  memset(static_cast<void*>(&parameters), 0, sizeof parameters);
  parameters.count = text.name_count;
  parameters.texts = static_cast<const char**>(palloc0(sizeof(char*) * static_cast<Size>(Max(text.name_count, 1))));
  parameters.names = text.names;
  parameters.are_shared = true;
  for (int i = 0; i < text.name_count; i++) {
    int found = find_name(given, text.names[i]);
    if (found < 0) {
      int edit = 0;
      while (text.edits[edit].number != i + 1) {
        edit++;
      }
      ereport(ERROR, (errcode(ERRCODE_UNDEFINED_PARAMETER), errmsg("there is no parameter :%s", text.names[i]),
                      errposition(text.edits[edit].characters.new_begin + 1)));
    }
    parameters.texts[i] = given.texts[found];
  }
  Parameters known = {text.name_count, nullptr, text.names, true};
  for (int i = 0; i < given.count; i++) {
    if (find_name(known, given.names[i]) < 0) {
      ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                      errmsg("the request has a parameter \"%s\" that the text does not name", given.names[i])));
    }
  }
  return parameters;
}

ParamListInfo parameters_read(const Parameters& parameters, const Oid* types, int type_count) {
  if (parameters.are_shared ? parameters.count < type_count : parameters.count != type_count) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                    errmsg("the request has %d parameters, but the statement has %d", parameters.count, type_count)));
  }
  Reading reading = {&parameters, 0};
  ErrorContextCallback context;
  context.callback = say_which;
  context.arg = &reading;
  context.previous = error_context_stack;
  error_context_stack = &context;
  ParamListInfo values = makeParamList(type_count);
  for (int i = 0; i < type_count; i++) {
    reading.number = i + 1;
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
