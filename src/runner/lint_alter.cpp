#include "runner/lint_alter.h"

#include "runner/fix.h"

extern "C" {
#include "optimizer/optimizer.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
}

namespace studio::runner {

namespace {

Diagnostic risk(const char* rule, const char* message, const char* detail, const char* hint) {
  return {Severity::warning, rule, nullptr, message, detail, hint, 0, 0, NIL};
}

bool is_volatile(Node* expression) {
  ParseState* state = make_parsestate(nullptr);
  Node* made = transformExpr(state, static_cast<Node*>(copyObjectImpl(expression)), EXPR_KIND_COLUMN_DEFAULT);
  return contain_volatile_functions(made);
}

struct ColumnTraits {
  bool is_not_null;
  bool has_value; // a default, or it is generated
  bool is_filled; // each row has to be written
  bool builds_index;
  int constraint_location; // of what builds it
};

// serial and the like: a default that counts.
bool is_serial(const ColumnDef* column) {
  const List* names = column->typeName != nullptr ? column->typeName->names : NIL;
  const char* name = list_length(names) == 1 ? strVal(linitial(names)) : "";
  return strcmp(name, "serial") == 0 || strcmp(name, "bigserial") == 0 || strcmp(name, "smallserial") == 0 ||
         strcmp(name, "serial4") == 0 || strcmp(name, "serial8") == 0 || strcmp(name, "serial2") == 0;
}

ColumnTraits traits_of(const ColumnDef* column) {
  bool counts = is_serial(column);
  ColumnTraits traits = {column->is_not_null, counts, counts, false, -1};
  for (int i = 0; i < list_length(column->constraints); i++) {
    const Constraint* constraint = list_nth_node(Constraint, column->constraints, i);
    switch (constraint->contype) {
    case CONSTR_PRIMARY:
      traits.builds_index = true;
      traits.constraint_location = constraint->location;
      traits.is_not_null = true;
      break;
    case CONSTR_NOTNULL:
      traits.is_not_null = true;
      break;
    case CONSTR_DEFAULT:
      traits.has_value = true;
      traits.is_filled = traits.is_filled || is_volatile(constraint->raw_expr);
      break;
    case CONSTR_UNIQUE:
      traits.builds_index = true;
      traits.constraint_location = constraint->location;
      break;
    case CONSTR_IDENTITY:
    case CONSTR_GENERATED:
      traits.has_value = true;
      traits.is_filled = true;
      break;
    default:
      break;
    }
  }
  return traits;
}

void check_new_column(Diagnostics* diagnostics, const ColumnDef* column) {
  ColumnTraits traits = traits_of(column);
  if (traits.is_not_null && !traits.has_value) {
    add_diagnostic(diagnostics,
                   risk("not_null_without_default",
                        psprintf("column \"%s\" is NOT NULL and has no default: this fails if the table has rows",
                                 column->colname),
                        nullptr, "Give it a default, or add it nullable, fill it and then SET NOT NULL."),
                   column->location);
  }
  if (traits.is_filled) {
    add_diagnostic(
        diagnostics,
        risk("rewrites_table",
             psprintf("column \"%s\" gets another value in each row: the table is rewritten", column->colname),
             "Nobody can read or write the table meanwhile.",
             "Add the column without it, fill it in batches, then set the default."),
        column->location);
  }
  if (traits.builds_index) {
    add_diagnostic(diagnostics,
                   risk("constraint_builds_index", "an index is built while the table is locked",
                        "Nobody can read or write the table meanwhile.",
                        "Add the column alone, create a unique index CONCURRENTLY and add the constraint USING INDEX."),
                   traits.constraint_location);
  }
}

// At the end of the statement, where this is its last word.
void add_not_valid(Diagnostics* diagnostics, Diagnostic* added) {
  if (added != nullptr) {
    int end = statement_end(*diagnostics->script, diagnostics->statement);
    added->fixes = list_make1(make_fix("Add it NOT VALID", end, end, " NOT VALID"));
  }
}

void check_new_constraint(Diagnostics* diagnostics, const Constraint* constraint, bool is_alone) {
  bool scans =
      (constraint->contype == CONSTR_FOREIGN || constraint->contype == CONSTR_CHECK) && !constraint->skip_validation;
  if (scans) {
    Diagnostic* added =
        add_diagnostic(diagnostics,
                       risk("constraint_scans_table", "every row is checked while the table is locked",
                            constraint->contype == CONSTR_FOREIGN ? "Nobody can write to either table meanwhile."
                                                                  : "Nobody can read or write the table meanwhile.",
                            "Add it NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own."),
                       constraint->location);
    if (is_alone) {
      add_not_valid(diagnostics, added);
    }
  }
  bool builds_index = (constraint->contype == CONSTR_PRIMARY || constraint->contype == CONSTR_UNIQUE) &&
                      constraint->indexname == nullptr;
  if (builds_index || constraint->contype == CONSTR_EXCLUSION) {
    add_diagnostic(
        diagnostics,
        risk("constraint_builds_index", "an index is built while the table is locked",
             "Nobody can read or write the table meanwhile.",
             builds_index ? "Create a unique index CONCURRENTLY and add the constraint USING INDEX." : nullptr),
        constraint->location);
  }
}

void check_alter_command(Diagnostics* diagnostics, const AlterTableCmd* command, bool is_alone) {
  switch (command->subtype) {
  case AT_AddColumn:
    check_new_column(diagnostics, reinterpret_cast<ColumnDef*>(command->def));
    break;
  case AT_AddConstraint:
    check_new_constraint(diagnostics, reinterpret_cast<Constraint*>(command->def), is_alone);
    break;
  case AT_AlterColumnType:
    add_diagnostic(
        diagnostics,
        risk("rewrites_table", psprintf("changing the type of \"%s\" usually rewrites the table", command->name),
             "Nobody can read or write the table meanwhile. Making varchar longer rewrites nothing.", nullptr),
        reinterpret_cast<ColumnDef*>(command->def)->location);
    break;
  case AT_SetNotNull:
    add_diagnostic(
        diagnostics,
        risk("set_not_null_scans_table",
             psprintf("every row is looked at for a null in \"%s\" while the table is locked", command->name),
             "Nobody can read or write the table meanwhile.",
             "Add CHECK (… IS NOT NULL) NOT VALID and validate it first: then nothing is scanned."),
        -1);
    break;
  case AT_DropColumn:
    add_diagnostic(diagnostics,
                   risk("drops_data", psprintf("column \"%s\" and its values are dropped", command->name),
                        command->behavior == DROP_CASCADE ? "CASCADE drops what depends on it, too." : nullptr,
                        nullptr),
                   -1);
    break;
  case AT_SetLogged:
  case AT_SetUnLogged:
  case AT_SetTableSpace:
    add_diagnostic(
        diagnostics,
        risk("rewrites_table", "the table is rewritten", "Nobody can read or write the table meanwhile.", nullptr), -1);
    break;
  default:
    break;
  }
}

} // namespace

void lint_alter(Diagnostics* diagnostics, const AlterTableStmt* statement) {
  bool is_alone = list_length(statement->cmds) == 1;
  for (int i = 0; i < list_length(statement->cmds); i++) {
    check_alter_command(diagnostics, list_nth_node(AlterTableCmd, statement->cmds, i), is_alone);
  }
}

} // namespace studio::runner
