// The rows that a running statement's nodes have given, written into its plan as EXPLAIN ANALYZE would write them.

/** Rows of all loops, and loops begun, of each node in the order of EXPLAIN. */
export type NodeRows = readonly (readonly [number, number])[];

type Fields = Record<string, unknown>;

/**
 * A copy of the plan in which each node that was counted has its rows and loops. Nodes behind the counted ones stay as they were
 * planned.
 */
export function withRows(plan: unknown, rows: NodeRows): unknown {
  const copy: unknown = structuredClone(plan);
  const query: unknown = Array.isArray(copy) ? copy[0] : copy;
  if (!isFields(query) || !isFields(query.Plan)) return copy;
  // A list of what is to be visited, in the order of the text.
  const waiting = [query.Plan];
  let at = 0;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const counted = rows[at];
    at += 1;
    if (counted) {
      node['Actual Loops'] = counted[1];
      node['Actual Rows'] = counted[1] === 0 ? 0 : counted[0] / counted[1];
    }
    const below = Array.isArray(node.Plans) ? node.Plans.filter(isFields) : [];
    waiting.push(...below.reverse());
  }
  return copy;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
