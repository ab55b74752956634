#include "runner/statement_query.h"

extern "C" {
#include "catalog/pg_type.h"
#include "parser/analyze.h"
}

namespace studio::runner {

StatementQuery statement_query(const Text& text, const RawStmt* statement) {
  StatementQuery result = {nullptr, nullptr};
  // The analyzer writes into the tree.
  RawStmt* raw = static_cast<RawStmt*>(copyObjectImpl(statement));
  if (text.parameters == nullptr) {
    result.query = parse_analyze_fixedparams(raw, text.sql, nullptr, 0, nullptr);
    return result;
  }
  Oid* types = nullptr;
  int count = 0;
  result.query = parse_analyze_varparams(raw, text.sql, &types, &count, nullptr);
  for (int i = 0; i < count; i++) {
    types[i] = OidIsValid(types[i]) && types[i] != UNKNOWNOID ? types[i] : TEXTOID;
  }
  Parameters parameters = *text.parameters;
  parameters.are_shared = true;
  result.values = count > 0 ? parameters_read(parameters, types, count) : nullptr;
  return result;
}

char* statement_text(const Text& text, const RawStmt* statement) {
  const char* begin = text.sql + statement->stmt_location;
  return statement->stmt_len > 0 ? pnstrdup(begin, static_cast<Size>(statement->stmt_len)) : pstrdup(begin);
}

} // namespace studio::runner
