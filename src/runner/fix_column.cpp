// Columns: qualified where they are ambiguous, spelled or quoted as what is in sight, with an alias that is there.
#include "runner/fix_error.h"
#include "runner/name_tokens.h"
#include "runner/nearest.h"

#include "core/edit_distance.h"

extern "C" {
#include "access/relation.h"
#include "catalog/namespace.h"
#include "parser/parse_relation.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
}

namespace studio::runner {

namespace {

const char* relation_name(const ParseNamespaceItem* item) { return item->p_names->aliasname; }

bool is_in_sight(const ParseNamespaceItem* item) {
  return item->p_rel_visible && (!item->p_lateral_only || item->p_lateral_ok);
}

bool has_column(const ParseNamespaceItem* item, const char* column) {
  for (int i = 0; i < list_length(item->p_names->colnames); i++) {
    if (strcmp(strVal(list_nth(item->p_names->colnames, i)), column) == 0) {
      return true;
    }
  }
  return false;
}

// What is in sight at one level of nesting.
List* items_of(const ParseState* state) {
  List* items = NIL;
  for (int i = 0; i < list_length(state->p_namespace); i++) {
    ParseNamespaceItem* item = static_cast<ParseNamespaceItem*>(list_nth(state->p_namespace, i));
    if (is_in_sight(item)) {
      items = lappend(items, item);
    }
  }
  return items;
}

int owners_of(const List* items, const char* column) {
  int count = 0;
  for (int i = 0; i < list_length(items); i++) {
    count += has_column(static_cast<ParseNamespaceItem*>(list_nth(items, i)), column) ? 1 : 0;
  }
  return count;
}

// a.x for each a in sight that has an x.
List* qualified(const Mistake& mistake, const NameTokens& name) {
  List* fixes = NIL;
  const char* column = name.names[name.count - 1];
  int last = name.tokens[name.count - 1];
  for (const ParseState* state = mistake.question.state; state != nullptr && fixes == NIL;
       state = state->parentParseState) {
    List* items = items_of(state);
    for (int i = 0; i < list_length(items); i++) {
      const ParseNamespaceItem* item = static_cast<ParseNamespaceItem*>(list_nth(items, i));
      if (has_column(item, column)) {
        const char* text = psprintf("%s.%s", quote_identifier(relation_name(item)), quote_identifier(column));
        fixes = lappend(fixes, replacement(*mistake.script, name.tokens[0], last, text));
      }
    }
  }
  return fixes;
}

// Offers the columns at one level of nesting; where several relations have one, with the relation's name.
void offer_columns(Nearest* nearest, const List* items, const char* qualifier) {
  for (int i = 0; i < list_length(items); i++) {
    const ParseNamespaceItem* item = static_cast<ParseNamespaceItem*>(list_nth(items, i));
    if (qualifier != nullptr && strcmp(relation_name(item), qualifier) != 0) {
      continue;
    }
    for (int c = 0; c < list_length(item->p_names->colnames); c++) {
      const char* column = strVal(list_nth(item->p_names->colnames, c));
      // A dropped one has no name.
      if (*column != '\0') {
        nearest_offer(nearest, owners_of(items, column) > 1 ? relation_name(item) : "", column);
      }
    }
  }
}

// The columns in sight that sound like the one that is missing: of the innermost query that has such.
List* respelled(const Mistake& mistake, const NameTokens& name) {
  const char* wanted = name.names[name.count - 1];
  const char* qualifier = name.count == 2 ? name.names[0] : nullptr;
  int last = name.tokens[name.count - 1];
  Nearest nearest;
  nearest_init(&nearest, wanted);
  for (const ParseState* state = mistake.question.state; state != nullptr && nearest.count == 0;
       state = state->parentParseState) {
    offer_columns(&nearest, items_of(state), qualifier);
  }
  List* fixes = NIL;
  for (int i = 0; i < nearest.count; i++) {
    const NearName& near = nearest.best[i];
    const char* text = quote_identifier(near.name);
    bool needs_relation = qualifier == nullptr && near.schema[0] != '\0';
    text = needs_relation ? psprintf("%s.%s", quote_identifier(near.schema), text) : text;
    fixes = lappend(fixes, replacement(*mistake.script, qualifier != nullptr ? last : name.tokens[0], last, text));
  }
  return fixes;
}

int distance_of_alias(const ParseNamespaceItem* item, const char* qualifier) {
  const RangeTblEntry* entry = item->p_rte;
  const char* relation = entry->rtekind == RTE_RELATION ? get_rel_name(entry->relid) : nullptr;
  if (relation != nullptr && strcmp(relation, qualifier) == 0) {
    return 0;
  }
  return core::edit_distance(relation_name(item), qualifier, core::compared_name_bytes);
}

int compare_distance(const ListCell* left, const ListCell* right) {
  return static_cast<const NearName*>(lfirst(left))->distance - static_cast<const NearName*>(lfirst(right))->distance;
}

// The qualifier names nothing in sight: others that have such a column, the likeliest first.
List* other_aliases(const Mistake& mistake, const NameTokens& name) {
  const char* qualifier = name.names[0];
  const char* column = name.names[1];
  List* found = NIL;
  for (const ParseState* state = mistake.question.state; state != nullptr; state = state->parentParseState) {
    List* items = items_of(state);
    for (int i = 0; i < list_length(items); i++) {
      const ParseNamespaceItem* item = static_cast<ParseNamespaceItem*>(list_nth(items, i));
      if (has_column(item, column)) {
        NearName* near = static_cast<NearName*>(palloc0(sizeof(NearName)));
        strlcpy(near->name, relation_name(item), NAMEDATALEN);
        near->distance = distance_of_alias(item, qualifier);
        found = lappend(found, near);
      }
    }
  }
  list_sort(found, compare_distance);
  List* fixes = NIL;
  for (int i = 0; i < list_length(found); i++) {
    const char* alias = static_cast<NearName*>(list_nth(found, i))->name;
    fixes = lappend(fixes, replacement(*mistake.script, name.tokens[0], name.tokens[0], quote_identifier(alias)));
  }
  return fixes;
}

// INSERT INTO t (x) and UPDATE t SET x: columns that are no expressions.
List* target_columns(const Mistake& mistake, const NameTokens& name) {
  Node* statement = mistake.raw != nullptr ? mistake.raw->stmt : nullptr;
  const RangeVar* target = nullptr;
  if (statement != nullptr && IsA(statement, InsertStmt)) {
    target = reinterpret_cast<InsertStmt*>(statement)->relation;
  } else if (statement != nullptr && IsA(statement, UpdateStmt)) {
    target = reinterpret_cast<UpdateStmt*>(statement)->relation;
  }
  Oid relation_oid = target != nullptr ? RangeVarGetRelid(target, NoLock, true) : InvalidOid;
  Relation relation = OidIsValid(relation_oid) ? try_relation_open(relation_oid, AccessShareLock) : nullptr;
  if (relation == nullptr) {
    return NIL;
  }
  Nearest nearest;
  nearest_init(&nearest, name.names[0]);
  TupleDesc columns = RelationGetDescr(relation);
  for (int i = 0; i < columns->natts; i++) {
    if (!TupleDescAttr(columns, i)->attisdropped) {
      nearest_offer(&nearest, "", NameStr(TupleDescAttr(columns, i)->attname));
    }
  }
  relation_close(relation, AccessShareLock);
  List* fixes = NIL;
  for (int i = 0; i < nearest.count; i++) {
    fixes = lappend(
        fixes, replacement(*mistake.script, name.tokens[0], name.tokens[0], quote_identifier(nearest.best[i].name)));
  }
  return fixes;
}

} // namespace

List* column_fixes(const Mistake& mistake) {
  NameTokens name;
  if (!read_name(*mistake.script, mistake.token, &name)) {
    return NIL;
  }
  const ColumnQuestion& question = mistake.question;
  if (question.reference == nullptr || question.reference->location != mistake.place) {
    return mistake.code == ERRCODE_UNDEFINED_COLUMN ? target_columns(mistake, name) : NIL;
  }
  if (mistake.code == ERRCODE_AMBIGUOUS_COLUMN) {
    return name.count == 1 ? qualified(mistake, name) : NIL;
  }
  if (mistake.code == ERRCODE_UNDEFINED_TABLE) {
    return name.count == 2 ? other_aliases(mistake, name) : NIL;
  }
  return name.count <= 2 ? respelled(mistake, name) : NIL;
}

} // namespace studio::runner
