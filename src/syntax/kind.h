// What a statement is and what it destroys, by its parse tree alone: nothing is looked up, so it holds for a text that is meant
// for another server, too. Bodies of functions, DO, CALL and EXECUTE are not looked into. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::syntax {

// "read", "write", "schema" or "other".
const char* kind_of(Node* statement);

// A DROP of anything, a TRUNCATE, a column that is dropped, an UPDATE or DELETE without WHERE at any depth (in WITH, in COPY,
// under EXPLAIN ANALYZE).
bool is_destructive(Node* statement);

// Runs code that is not looked into: DO, CALL, EXECUTE.
bool is_opaque(Node* statement);

// Of what is destructive: may it stand in a transaction block?
bool runs_in_transaction(Node* statement);

// What it does to a session stays when its transaction is rolled back: PREPARE, DEALLOCATE, FETCH, CLOSE, DISCARD, LOAD.
bool outlasts_rollback(Node* statement);

using EveryRowVisitor = void (*)(Node* statement, void* context);

// Calls `visit` for each UPDATE and DELETE without WHERE that running the statement would run.
void visit_every_row(Node* statement, EveryRowVisitor visit, void* context);

} // namespace studio::syntax
