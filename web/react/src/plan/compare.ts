// Two plans side by side: which nodes are the same step, and what differs.

import type { Plan, PlanNode } from './plan-node.ts';

export interface NodePair {
  /** Null: only the other plan has it. */
  left: PlanNode | null;
  right: PlanNode | null;
}

/** In the order of the plans, each node once. Two nodes are the same step where type and subject are, in this order. */
export function pairNodes(left: Plan, right: Plan): NodePair[] {
  const key = (node: PlanNode): string => `${node.type} ${node.subject} ${node.part ?? ''}`;
  const a = left.nodes.slice(0, pair_limit);
  const b = right.nodes.slice(0, pair_limit);
  const lengths = commonLengths(a.map(key), b.map(key));
  const pairs: NodePair[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one && other && key(one) === key(other)) {
      pairs.push({ left: one, right: other });
      i += 1;
      j += 1;
    } else if (one && (!other || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      pairs.push({ left: one, right: null });
      i += 1;
    } else {
      pairs.push({ left: null, right: other ?? null });
      j += 1;
    }
  }
  return pairs;
}

/** Beyond so many nodes nobody reads a comparison, and its table would take the square. */
const pair_limit = 1000;

/** How long the longest common part of the rests from [i] and [j] on is. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? [];
      row[j] = a[i] === b[j] ? 1 + (lengths[i + 1]?.[j + 1] ?? 0) : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
