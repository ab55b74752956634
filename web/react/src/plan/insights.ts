// What a plan says to somebody who has read many: where time or memory went, why, and what can be done. Each rule looks at
// the numbers of the plan, and at what the server knows of its tables; none guesses from the text of the query.

import { filter_rules } from './insights-filter.ts';
import { memory_rules } from './insights-memory.ts';
import { plan_rules } from './insights-plan.ts';
import type { Plan, PlanNode } from './plan-node.ts';

/** What the server believes of a table (the client's ExplainedRelation). */
export interface TableFacts {
  schema: string;
  name: string;
  /** −1 where the table was never analyzed. */
  estimated_rows: number;
  pages: number;
  analyzed_at: string | null;
  changes_since_analyze: number;
}

export type InsightRule =
  | 'disk_sort' | 'hash_batches' | 'rows_removed' | 'join_filter' | 'large_offset' | 'lossy_bitmap' | 'misestimate' | 'slow_scan'
  | 'stale_statistics' | 'late_filter' | 'heap_fetches' | 'many_loops' | 'missing_workers' | 'slow_jit' | 'slow_triggers' | 'slow_planning';

export interface Insight {
  rule: InsightRule;
  /** Null: about the whole. */
  node: number | null;
  /** `warning`: it cost, or probably did; `hint`: worth knowing. */
  severity: 'warning' | 'hint';
  title: string;
  /** What the plan shows. */
  reason: string;
  /** What to do. */
  advice: string;
  /** For the order: the part of the time that it is about, 0 to 1. */
  weight: number;
}

/** What a rule looks at. */
export interface RuleContext {
  plan: Plan;
  tables: readonly TableFacts[];
  /** Of the whole: milliseconds, or 0. */
  total_ms: number;
}

/** A rule for each node; null where it has nothing to say. */
export type NodeRule = (node: PlanNode, context: RuleContext) => Omit<Insight, 'node' | 'weight'> | null;

const rules: readonly NodeRule[] = [...memory_rules, ...filter_rules, ...plan_rules.node];

/** The weightiest first. */
export function insightsOf(plan: Plan, tables: readonly TableFacts[] = []): Insight[] {
  const total_ms = plan.execution_ms ?? plan.nodes[0]?.actual?.inclusive_ms ?? 0;
  const context: RuleContext = { plan, tables, total_ms };
  const found: Insight[] = plan_rules.whole.flatMap((rule) => rule(context));
  for (const node of plan.nodes) {
    const weight = total_ms > 0 ? (node.actual?.exclusive_ms ?? 0) / total_ms : 0;
    for (const rule of rules) {
      const said = rule(node, context);
      if (said) found.push({ ...said, node: node.id, weight });
    }
  }
  const rank = (insight: Insight): number => insight.weight + (insight.severity === 'warning' ? 1 : 0);
  return found.sort((a, b) => rank(b) - rank(a));
}
