// The catalog questions: plain SELECTs from sql/catalog/, embedded at build time by dev/embed-catalog.
// Knows only their names and texts; which connection runs them, and as whom, is the gateway's business.
#pragma once

#include "core/no_postgres.h"

namespace studio::wire {

struct CatalogQuestion {
  const char* name; // as in the URL and in doc/protocol.md section 5
  const char* sql;  // the whole text of sql/catalog/<name>.sql
};

// In the order of their names; closed by an entry whose name is null.
extern const CatalogQuestion catalog_questions[];
extern const int catalog_question_count;

} // namespace studio::wire
