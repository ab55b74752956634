// $1 … of a request: texts become values of the types that the statement infers.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/params.h"
}

namespace studio::runner {

struct Parameters {
  int count;
  const char** texts; // in the database's encoding, terminated; null = NULL
};

// Takes the parameters of the current request. In the message context.
Parameters parameters_of_request();

// Reads the texts by the input functions of `types`. Needs a transaction and a snapshot. The list lives in the current
// context. An error says which parameter it is about.
ParamListInfo parameters_read(const Parameters& parameters, const Oid* types, int type_count);

} // namespace studio::runner
