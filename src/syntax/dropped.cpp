#include "syntax/dropped.h"

#include "syntax/utility.h"

extern "C" {
#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "nodes/makefuncs.h"
#include "nodes/value.h"
#include "utils/builtins.h"
}

namespace studio::syntax {

namespace {

// As pg_get_object_address reads them (objectaddress.c, ObjectTypeMap).
const char* type_word(ObjectType type) {
  switch (type) {
  case OBJECT_ACCESS_METHOD:
    return "access method";
  case OBJECT_AGGREGATE:
    return "aggregate";
  case OBJECT_CAST:
    return "cast";
  case OBJECT_COLLATION:
    return "collation";
  case OBJECT_CONVERSION:
    return "conversion";
  case OBJECT_DOMAIN:
  case OBJECT_TYPE:
    return "type";
  case OBJECT_EVENT_TRIGGER:
    return "event trigger";
  case OBJECT_EXTENSION:
    return "extension";
  case OBJECT_FDW:
    return "foreign-data wrapper";
  case OBJECT_FOREIGN_SERVER:
    return "server";
  case OBJECT_FUNCTION:
    return "function";
  case OBJECT_LANGUAGE:
    return "language";
  case OBJECT_OPCLASS:
    return "operator class";
  case OBJECT_OPFAMILY:
    return "operator family";
  case OBJECT_POLICY:
    return "policy";
  case OBJECT_PROCEDURE:
    return "procedure";
  case OBJECT_PUBLICATION:
    return "publication";
  case OBJECT_ROUTINE:
    return "routine";
  case OBJECT_RULE:
    return "rule";
  case OBJECT_SCHEMA:
    return "schema";
  case OBJECT_STATISTIC_EXT:
    return "statistics object";
  case OBJECT_TRANSFORM:
    return "transform";
  case OBJECT_TRIGGER:
    return "trigger";
  case OBJECT_TSCONFIGURATION:
    return "text search configuration";
  case OBJECT_TSDICTIONARY:
    return "text search dictionary";
  case OBJECT_TSPARSER:
    return "text search parser";
  case OBJECT_TSTEMPLATE:
    return "text search template";
  default:
    return nullptr;
  }
}

[[noreturn]] void refuse() {
  ereport(ERROR,
          (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("what is dropped cannot be looked up on another server")));
  pg_unreachable();
}

const char* qualified(List* names) { return NameListToQuotedString(names); }

const char* type_text(const TypeName* type) {
  if (type->names == NIL || type->pct_type || type->setof) {
    refuse();
  }
  StringInfoData text;
  initStringInfo(&text);
  appendStringInfoString(&text, qualified(type->names));
  for (int i = 0; i < list_length(type->arrayBounds); i++) {
    appendStringInfoString(&text, "[]");
  }
  return text.data;
}

// An operator has no argument on one side: NONE.
List* argument_texts(List* types) {
  List* texts = NIL;
  for (int i = 0; i < list_length(types); i++) {
    TypeName* type = static_cast<TypeName*>(list_nth(types, i));
    texts = lappend(texts, pstrdup(type == nullptr ? "NONE" : type_text(type)));
  }
  return texts;
}

List* plain_texts(List* names) {
  List* texts = NIL;
  for (int i = 0; i < list_length(names); i++) {
    texts = lappend(texts, strVal(list_nth(names, i)));
  }
  return texts;
}

// regoperator takes the operator itself unquoted.
const char* operator_text(const ObjectWithArgs* object) {
  StringInfoData text;
  initStringInfo(&text);
  int last = list_length(object->objname) - 1;
  for (int i = 0; i < last; i++) {
    appendStringInfo(&text, "%s.", quote_identifier(strVal(list_nth(object->objname, i))));
  }
  appendStringInfo(&text, "%s(", strVal(list_nth(object->objname, last)));
  List* arguments = argument_texts(object->objargs);
  for (int i = 0; i < list_length(arguments); i++) {
    appendStringInfo(&text, "%s%s", i > 0 ? "," : "", static_cast<char*>(list_nth(arguments, i)));
  }
  appendStringInfoChar(&text, ')');
  return text.data;
}

DroppedName with_arguments(const ObjectWithArgs* object, ObjectType type) {
  if (type == OBJECT_OPERATOR) {
    return {NameKind::operation, operator_text(object), nullptr, NIL, NIL};
  }
  if (object->args_unspecified) {
    return {NameKind::routine, qualified(object->objname), nullptr, NIL, NIL};
  }
  return {NameKind::address, nullptr, type_word(type), plain_texts(object->objname), argument_texts(object->objargs)};
}

// CAST (type AS type), TRANSFORM FOR type LANGUAGE name.
DroppedName of_type(List* object, ObjectType type) {
  const char* first = type_text(linitial_node(TypeName, object));
  const char* second = type == OBJECT_CAST ? type_text(lsecond_node(TypeName, object)) : strVal(lsecond(object));
  return {NameKind::address, nullptr, type_word(type), list_make1(pstrdup(first)), list_make1(pstrdup(second))};
}

} // namespace

const char* relation_text(const RangeVar* relation) {
  return quote_qualified_identifier(relation->schemaname, relation->relname);
}

DroppedName dropped_name(const DropStmt* statement, int index) {
  Node* object = static_cast<Node*>(list_nth(statement->objects, index));
  ObjectType type = statement->removeType;
  if (is_of_relations(type)) {
    const RangeVar* relation = makeRangeVarFromNameList(reinterpret_cast<List*>(object));
    return {NameKind::relation, relation_text(relation), nullptr, NIL, NIL};
  }
  if (type != OBJECT_OPERATOR && type_word(type) == nullptr) {
    refuse();
  }
  switch (nodeTag(object)) {
  case T_ObjectWithArgs:
    return with_arguments(reinterpret_cast<ObjectWithArgs*>(object), type);
  case T_TypeName:
    return {NameKind::address, nullptr, type_word(type),
            list_make1(pstrdup(type_text(reinterpret_cast<TypeName*>(object)))), NIL};
  case T_String:
    return {NameKind::address, nullptr, type_word(type), list_make1(strVal(object)), NIL};
  case T_List:
    return type == OBJECT_CAST || type == OBJECT_TRANSFORM
               ? of_type(reinterpret_cast<List*>(object), type)
               : DroppedName{NameKind::address, nullptr, type_word(type), plain_texts(reinterpret_cast<List*>(object)),
                             NIL};
  default:
    refuse();
  }
}

} // namespace studio::syntax
