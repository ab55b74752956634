// PostgreSQL's walkers of expression and query trees. 16 gave their callback a prototype; needless when 15 is no longer built on.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/nodeFuncs.h"
#include "nodes/execnodes.h"
#include "nodes/parsenodes.h"
}

namespace studio::pg {

using TreeWalker = bool (*)(Node* node, void* context);

#if PG_VERSION_NUM >= 160000
inline TreeWalker as_callback(TreeWalker walker) { return walker; }
#else
inline bool (*as_callback(TreeWalker walker))() {
  return reinterpret_cast<bool (*)()>(reinterpret_cast<void (*)()>(walker)); // the step between says that this is meant
}
#endif

inline bool walk_expression(Node* node, TreeWalker walker, void* context) {
  return expression_tree_walker(node, as_callback(walker), context);
}

inline bool walk_query(Query* query, TreeWalker walker, void* context) {
  return query_tree_walker(query, as_callback(walker), context, 0);
}

inline bool walk_raw(Node* node, TreeWalker walker, void* context) {
  return raw_expression_tree_walker(node, as_callback(walker), context);
}

using PlanStateWalker = bool (*)(PlanState* node, void* context);

// The nodes right below one, in the order of EXPLAIN.
inline bool walk_plan_states(PlanState* node, PlanStateWalker walker, void* context) {
#if PG_VERSION_NUM >= 160000
  return planstate_tree_walker(node, walker, context);
#else
  return planstate_tree_walker(node, reinterpret_cast<bool (*)()>(reinterpret_cast<void (*)()>(walker)), context);
#endif
}

} // namespace studio::pg
