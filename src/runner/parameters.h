// $1 … of a request: texts become values of the types that the statement infers.
#pragma once

#include "pg/backend.h"
#include "syntax/parameters.h"

extern "C" {
#include "nodes/params.h"
}

namespace studio::runner {

struct Parameters {
  int count;
  const char** texts; // in the database's encoding, terminated; null = NULL
  const char** names; // of :name, in the order of $1…; null where the request numbers them
  bool are_shared;    // the text is a script, or names them: a statement need not use them all
};

// Takes the parameters of the current request from the one at `first` on. In the message context.
Parameters parameters_of_request(int first = 0);

// Puts named values in the order of $1… in `text`. Raises 42P02 for a name without a value, 08P01 for a value that the text
// does not name.
Parameters parameters_by_name(const Parameters& given, const syntax::NamedText& text);

// Reads the texts by the input functions of `types`. Needs a transaction and a snapshot. The list lives in the current
// context. An error says which parameter it is about.
ParamListInfo parameters_read(const Parameters& parameters, const Oid* types, int type_count);

} // namespace studio::runner
