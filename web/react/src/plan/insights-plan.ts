// Rules about what the planner believed, and about the whole: estimates, statistics, slow parts, workers, JIT, triggers.

import { count, share, tableOf, times } from './insight-words.ts';
import type { Insight, NodeRule, RuleContext, TableFacts } from './insights.ts';
import { estimateFactor, textField } from './plan-node.ts';
import type { PlanNode } from './plan-node.ts';

const misestimate: NodeRule = (node, { plan }) => {
  const factor = estimateFactor(node);
  const { actual } = node;
  if (!actual || factor < 10 || Math.max(actual.rows, node.planned_rows) < 100) return null;
  // Where a node below is off as much, that is where it begins.
  if (node.children.some((id) => { const child = plan.nodes[id]; return child !== undefined && estimateFactor(child) >= 10; })) return null;
  const condition = ['Filter', 'Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Join Filter'].map((name) => textField(node, name)).find((text) => text !== null);
  const is_scan = node.relation !== null;
  return {
    rule: 'misestimate', severity: factor >= 100 ? 'warning' : 'hint',
    title: `${times(factor)} times ${actual.rows > node.planned_rows ? 'more' : 'fewer'} rows than estimated`,
    reason: `${count(node.planned_rows)} were planned, ${count(actual.rows)} came${actual.loops > 1 ? ' in each loop' : ''}. What stands above was planned for the wrong number.`,
    advice: is_scan ? `ANALYZE ${tableOf(node)}. Where several columns depend on each other${condition === undefined ? '' : ` (${condition})`}, CREATE STATISTICS on them; for an expression, statistics on the expression.`
      : 'The columns of the conditions may depend on each other: CREATE STATISTICS for those of one table. Between tables, join earlier what removes most.',
  };
};

const slowScan: NodeRule = (node, { plan, total_ms }) => {
  const ms = node.actual?.exclusive_ms ?? 0;
  // Compiling counts as the time of whatever node began it, and many turns are told by another rule.
  const has_other_reason = (plan.jit?.total_ms ?? 0) > 0.25 * total_ms || (node.actual?.loops ?? 0) >= 1000;
  const is_slow = !has_other_reason && /Seq Scan$/.test(node.type) && total_ms > 0 && ms >= 20 && ms >= 0.25 * total_ms;
  if (!is_slow) return null;
  const rows = node.actual?.total_rows ?? 0;
  return {
    rule: 'slow_scan', severity: 'hint', title: `Reading ${tableOf(node)} whole took ${share(ms / total_ms)} of the time`,
    reason: `${ms.toFixed(0)} ms for ${count(rows)} rows${node.counts ? `, ${count(node.counts.shared_hit + node.counts.shared_read)} pages` : ''}.`,
    advice: textField(node, 'Filter') === null
      ? 'Nothing narrows it. If few rows are needed, say so in WHERE; sums over all rows can be kept in a materialized view.'
      : 'Where the filter leaves few rows, an index on its columns helps; where it leaves many, reading it whole is right.',
  };
};

const manyLoops: NodeRule = (node, { total_ms }) => {
  const loops = node.actual?.loops ?? 0;
  const ms = node.actual?.inclusive_ms ?? 0;
  const is_inner = node.fields['Parent Relationship'] === 'Inner' || node.fields['Parent Relationship'] === 'SubPlan';
  if (!is_inner || loops < 1000 || total_ms === 0 || ms < 0.3 * total_ms) return null;
  return {
    rule: 'many_loops', severity: 'hint', title: `Run ${count(loops)} times`,
    reason: `Once for each row from above, together ${share(ms / total_ms)} of the time.`,
    advice: node.fields['Parent Relationship'] === 'SubPlan' ? 'Written as a join, or as LATERAL with an index on its condition, it may be run once.'
      : 'An index on the columns of the join makes each turn short. If far more rows came than planned, mend the estimate first.',
  };
};

const missingWorkers: NodeRule = ({ workers }) => {
  if (!workers || workers.launched === null || workers.launched >= workers.planned) return null;
  return {
    rule: 'missing_workers', severity: 'hint', title: `${workers.launched} of ${workers.planned} workers came`,
    reason: 'The plan counted on more processes than were free.',
    advice: 'max_parallel_workers and max_worker_processes bound all queries together; when the server is busy, fewer per query (max_parallel_workers_per_gather) are fairer.',
  };
};

const staleStatistics: NodeRule = (node, { plan, tables }) => {
  const facts = node.relation === null ? undefined : factsOf(node, tables);
  // Once for each table.
  if (!facts || plan.nodes.find((each) => each.relation === node.relation && each.schema === node.schema) !== node) return null;
  const is_never = facts.analyzed_at === null && facts.estimated_rows < 0;
  const is_old = facts.estimated_rows >= 0 && facts.changes_since_analyze > 50 + 0.2 * facts.estimated_rows;
  if (!is_never && !is_old) return null;
  return {
    rule: 'stale_statistics', severity: is_never ? 'hint' : 'warning', title: `The statistics of ${tableOf(node)} are ${is_never ? 'missing' : 'old'}`,
    reason: is_never ? 'The table was never analyzed: the planner guesses from the size of its file.'
      : `${count(facts.changes_since_analyze)} rows have changed since the last ANALYZE, of about ${count(facts.estimated_rows)}.`,
    advice: `ANALYZE ${tableOf(node)}. If that is so again soon, lower autovacuum_analyze_scale_factor for the table.`,
  };
};

function factsOf(node: PlanNode, tables: readonly TableFacts[]): TableFacts | undefined {
  const same = tables.filter((table) => table.name === node.relation && (node.schema === null || table.schema === node.schema));
  // Without VERBOSE a plan does not say the schema; two tables of one name cannot be told apart then.
  return same.length === 1 ? same[0] : undefined;
}

function wholeOf({ plan, total_ms }: RuleContext): Insight[] {
  const found: Insight[] = [];
  const add = (rule: Insight['rule'], ms: number | null, title: string, reason: string, advice: string): void => {
    if (ms !== null && total_ms > 0 && ms >= 10 && ms >= 0.25 * total_ms) found.push({ rule, node: null, severity: 'warning', title, reason, advice, weight: ms / total_ms });
  };
  const { jit, planning_ms, triggers } = plan;
  if (jit) {
    add('slow_jit', jit.total_ms, `Compiling took ${share((jit.total_ms ?? 0) / total_ms)} of the time`,
      `JIT compiled ${count(jit.functions)} functions in ${count(jit.total_ms ?? 0)} ms.`, 'Raise jit_above_cost, or SET jit = off for this query: its cost was estimated too high for its length.');
  }
  for (const trigger of triggers) {
    add('slow_triggers', trigger.ms, `The trigger ${trigger.name} took ${share((trigger.ms ?? 0) / total_ms)} of the time`,
      `${count(trigger.calls)} calls, ${count(trigger.ms ?? 0)} ms.`, 'For a foreign key, index the referencing columns. For a trigger of yours, do its work once for the statement (FOR EACH STATEMENT with transition tables).');
  }
  add('slow_planning', planning_ms, 'Planning took long', `${(planning_ms ?? 0).toFixed(0)} ms, the query itself ${total_ms.toFixed(0)} ms.`,
    'A prepared statement is planned once. Very many partitions, joins or indexes make planning slow.');
  return found;
}

export const plan_rules: { node: readonly NodeRule[]; whole: readonly ((context: RuleContext) => Insight[])[] } = {
  node: [misestimate, slowScan, manyLoops, missingWorkers, staleStatistics], whole: [wholeOf],
};
