#include "runner/fix_star.h"

#include "pg/tree_walker.h"
#include "runner/name_tokens.h"

extern "C" {
#include "lib/stringinfo.h"
#include "parser/parsetree.h"
#include "utils/builtins.h"
}

namespace studio::runner {

namespace {

constexpr int fix_limit = 4;
constexpr int text_limit_bytes = 8 * 1024; // it travels with every answer

struct Walk {
  const Script* script;
  int statement;
  List* fixes;
};

// Byte of the statement behind the * that begins at a byte (*, a.* or s.a.*); -1 where there is another thing.
int end_of_star(const Walk& walk, int byte) {
  const Script& script = *walk.script;
  int after = script.first_tokens[walk.statement + 1];
  int token = token_at(script, statement_begin(script, walk.statement) + byte);
  if (token < 0 || script.tokens[token].begin != statement_begin(script, walk.statement) + byte) {
    return -1;
  }
  while (token + 1 < after && script.tokens[token].is_word && token_is_sign(script, token + 1, '.')) {
    token += 2;
  }
  return token < after && token_is_sign(script, token, '*') ? script.tokens[token].end : -1;
}

int place_of(const TargetEntry* column) {
  if (column->resjunk || column->resname == nullptr) {
    return -1;
  }
  Node* expression = reinterpret_cast<Node*>(column->expr);
  return expression != nullptr ? exprLocation(expression) : -1;
}

// The relations in the FROM list, where one alone needs no names before its columns.
bool has_one_relation(const Query* query) {
  return list_length(query->rtable) == 1 ||
         (query->jointree != nullptr && list_length(query->jointree->fromlist) == 1 &&
          IsA(linitial(query->jointree->fromlist), RangeTblRef));
}

void append_column(StringInfo text, const Query* query, const TargetEntry* column, bool is_alone) {
  appendStringInfoString(text, text->len > 0 ? ", " : "");
  // What a join has merged has no relation of its own.
  if (!is_alone && IsA(column->expr, Var) && reinterpret_cast<Var*>(column->expr)->varlevelsup == 0) {
    const RangeTblEntry* entry = rt_fetch(reinterpret_cast<Var*>(column->expr)->varno, query->rtable);
    if (entry->rtekind != RTE_JOIN) {
      appendStringInfo(text, "%s.", quote_identifier(entry->eref->aliasname));
    }
  }
  appendStringInfoString(text, quote_identifier(column->resname));
}

// Columns that come from one * follow each other and bear its place.
void expand(Walk* walk, const Query* query, const List* columns) {
  // The names of a UNION are those of its parts.
  if (query->setOperations != nullptr) {
    return;
  }
  bool is_alone = has_one_relation(query);
  for (int i = 0; i < list_length(columns) && list_length(walk->fixes) < fix_limit;) {
    int place = place_of(list_nth_node(TargetEntry, columns, i));
    int end = place >= 0 ? end_of_star(*walk, place) : -1;
    if (end < 0) {
      i++;
      continue;
    }
    StringInfoData text;
    initStringInfo(&text);
    while (i < list_length(columns) && place_of(list_nth_node(TargetEntry, columns, i)) == place) {
      append_column(&text, query, list_nth_node(TargetEntry, columns, i), is_alone);
      i++;
    }
    if (text.len <= text_limit_bytes) {
      int begin = statement_begin(*walk->script, walk->statement) + place;
      walk->fixes = lappend(walk->fixes, make_fix("Expand *", begin, end, text.data));
    }
  }
}

bool visit(Node* node, void* argument) {
  if (node == nullptr) {
    return false;
  }
  check_stack_depth();
  if (!IsA(node, Query)) {
    return pg::walk_expression(node, visit, argument);
  }
  Query* query = reinterpret_cast<Query*>(node);
  expand(static_cast<Walk*>(argument), query,
         query->commandType == CMD_SELECT ? query->targetList : query->returningList);
  return pg::walk_query(query, visit, argument);
}

} // namespace

List* star_fixes(const Script& script, int statement, Query* query) {
  Walk walk = {&script, statement, NIL};
  (void)visit(reinterpret_cast<Node*>(query), &walk);
  return walk.fixes;
}

} // namespace studio::runner
