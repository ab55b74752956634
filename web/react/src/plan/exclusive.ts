// What each node takes itself. EXPLAIN's numbers contain what is below; times are averages of loops, and of processes that
// worked side by side. A part that is used elsewhere than where it stands (CTE, InitPlan) is taken off where it is used,
// so that nothing counts twice and no node's own time is below zero.

import type { PlanCounts, PlanNode } from './plan-node.ts';

/** The same nodes with inclusive times on the clock, exclusive times, costs and counts. */
export function exclusiveNumbers(nodes: readonly PlanNode[]): readonly PlanNode[] {
  const processes = processesOf(nodes);
  const clock = nodes.map((node, id) => {
    const { actual } = node;
    return actual?.inclusive_ms == null ? null : actual.inclusive_ms * actual.loops / (processes[id] ?? 1);
  });
  const payers = payersOf(nodes);
  const own = (of: (id: number) => number, list = payers): number[] => {
    const left = nodes.map((_, id) => of(id));
    for (const { part, users } of list) {
      let open = of(part);
      // The one that ran the part has its numbers; which one that was, only its size tells.
      for (const user of [...users].sort((a, b) => (left[b] ?? 0) - (left[a] ?? 0))) {
        const taken = Math.min(open, Math.max(0, left[user] ?? 0));
        left[user] = (left[user] ?? 0) - taken;
        open -= taken;
      }
    }
    return left;
  };
  const own_ms = own((id) => clock[id] ?? 0);
  // The planner adds the cost of every part where it stands.
  const in_place = nodes.flatMap((node) => (node.parent === null ? [] : [{ part: node.id, users: [node.parent] }]));
  const own_cost = own((id) => nodes[id]?.total_cost ?? 0, in_place);
  const counts = ownCounts(nodes, own);
  const cut = cutShort(nodes);
  return nodes.map((node, id) => {
    const inclusive_ms = clock[id] ?? null;
    const is_cut_short = cut.has(id);
    return {
      ...node, is_cut_short, exclusive_cost: own_cost[id] ?? 0, counts: node.counts && (counts[id] ?? null),
      estimate: is_cut_short && node.estimate !== null && node.estimate < 1 ? null : node.estimate,
      actual: node.actual && { ...node.actual, inclusive_ms, exclusive_ms: inclusive_ms === null ? null : own_ms[id] ?? 0 },
    };
  });
}

/** How many processes ran each node side by side: below a Gather, as often as its child ran while it ran once. */
function processesOf(nodes: readonly PlanNode[]): number[] {
  const processes: number[] = [];
  for (const node of nodes) {
    const parent = node.parent === null ? undefined : nodes[node.parent];
    const above = parent ? processes[parent.id] ?? 1 : 1;
    const is_gathered = parent?.type.startsWith('Gather') === true && isInput(node);
    processes.push(is_gathered ? Math.max(1, (node.actual?.loops ?? 1) / (parent.actual?.loops ?? 1)) : node.part === null ? above : 1);
  }
  return processes;
}

function isInput(node: PlanNode): boolean {
  const relation = node.fields['Parent Relationship'];
  return relation !== 'InitPlan' && relation !== 'SubPlan';
}

interface Payer {
  part: number;
  /** Whose numbers contain those of the part: one of these, or several together. */
  users: readonly number[];
}

function payersOf(nodes: readonly PlanNode[]): Payer[] {
  return nodes.flatMap((node): Payer[] => {
    if (node.parent === null) return [];
    const users = node.fields['Parent Relationship'] === 'InitPlan' ? usersOf(nodes, node) : [];
    return [{ part: node.id, users: users.length > 0 ? users : [node.parent] }];
  });
}

/** The nodes that read a CTE, or the deepest one that asks for an InitPlan's value: that is where it was run. */
function usersOf(nodes: readonly PlanNode[], part: PlanNode): number[] {
  const name = part.part ?? '';
  if (name.startsWith('CTE ')) {
    const readers = nodes.filter((node) => node.fields['CTE Name'] === name.slice(4) && node.actual !== null);
    return readers.map((node) => node.id);
  }
  const returned = /^(InitPlan \d+) \(returns (.+)\)$/.exec(name)?.[2] ?? /^InitPlan \d+/.exec(name)?.[0];
  if (returned === undefined || part.parent === null) return [];
  const wanted = returned.split(',');
  const below = nodes.filter((node) => isWithin(nodes, node, part.parent ?? 0) && !isWithin(nodes, node, part.id));
  const asking = below.filter((node) => node.actual !== null && wanted.some((value) => mentions(node, value)));
  return asking.length === 0 ? [] : [asking.reduce((deepest, node) => (node.depth > deepest.depth ? node : deepest)).id];
}

function mentions(node: PlanNode, value: string): boolean {
  const sign = value.startsWith('$') ? new RegExp(`\\${value}(?!\\d)`) : new RegExp(`\\(?${value}(?!\\d)`);
  return Object.entries(node.fields).some(([name, text]) => name !== 'Subplan Name' && name !== 'Output' && typeof text === 'string' && sign.test(text));
}

function isWithin(nodes: readonly PlanNode[], node: PlanNode, top: number): boolean {
  for (let at: PlanNode | undefined = node; at; at = at.parent === null ? undefined : nodes[at.parent]) if (at.id === top) return true;
  return false;
}

function ownCounts(nodes: readonly PlanNode[], own: (of: (id: number) => number) => number[]): (PlanCounts | null)[] {
  const sample = nodes.find((node) => node.counts)?.counts;
  if (!sample) return nodes.map(() => null);
  const keys = Object.keys(sample) as (keyof PlanCounts)[];
  const columns = keys.map((key) => own((id) => nodes[id]?.counts?.[key] ?? 0));
  return nodes.map((_, id) => Object.fromEntries(keys.map((key, at) => [key, columns[at]?.[id] ?? 0])) as unknown as PlanCounts);
}

const reads_all = /^(Sort|Hash|Materialize|.*Aggregate|(Hash)?SetOp|Bitmap Heap Scan)$/;
const stops_early = /^Limit$|(Semi|Anti) Join$/;

/** Nodes whose rows were not all asked for, because a LIMIT or a join that looks for one row stands above. */
function cutShort(nodes: readonly PlanNode[]): Set<number> {
  const cut = new Set<number>();
  for (const node of nodes) {
    const parent = node.parent === null ? undefined : nodes[node.parent];
    if (!parent || !isInput(node)) continue;
    const is_inner = node.fields['Parent Relationship'] === 'Inner';
    const stops = parent.type === 'Limit' || (stops_early.test(parent.type) && is_inner) || (parent.type === 'Merge Join')
      || (parent.fields['Inner Unique'] === true && is_inner && parent.type.startsWith('Nested'));
    if (stops || (cut.has(parent.id) && !reads_all.test(parent.type))) cut.add(node.id);
  }
  return cut;
}
