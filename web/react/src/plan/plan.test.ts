// Plans recorded from PostgreSQL 15: times that add up, parts that count once, and what is said of each.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pairNodes } from './compare.ts';
import { insightsOf } from './insights.ts';
import type { InsightRule, TableFacts } from './insights.ts';
import type { Plan, PlanNode } from './plan-node.ts';
import { estimateGrade } from './plan-node.ts';
import { planText } from './plan-text.ts';
import { PlanError, readPlan, readPlanText } from './read-plan.ts';

const folder = new URL('./recorded/', import.meta.url);
const names = readdirSync(folder).map((name) => name.replace('.json', ''));
const recorded = (name: string): Plan => readPlanText(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const node = (plan: Plan, type: string): PlanNode => {
  const found = plan.nodes.find((each) => each.type === type);
  if (!found) throw new Error(`no ${type} in ${plan.nodes.map((each) => each.type).join(', ')}`);
  return found;
};
const sum = (numbers: readonly (number | null | undefined)[]): number => numbers.reduce<number>((a, b) => a + (b ?? 0), 0);
const rules = (plan: Plan, tables: TableFacts[] = []): InsightRule[] => insightsOf(plan, tables).map((insight) => insight.rule);

describe('times', () => {
  it.each(names.filter((name) => name !== 'not_analyzed'))('of %s add up to the whole, and none is below zero', (name) => {
    const plan = recorded(name);
    const whole = plan.nodes[0]?.actual?.inclusive_ms ?? 0;
    const own = plan.nodes.map((each) => each.actual?.exclusive_ms ?? 0);
    expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
    // Clock readings of parents and children differ by a little, and times of loops are rounded to a microsecond.
    expect(sum(own)).toBeGreaterThan(whole * 0.95);
    expect(sum(own)).toBeLessThan(whole * 1.07 + 0.1);
  });

  it('of a CTE counts where it is read, once', () => {
    const plan = recorded('cte');
    const part = plan.nodes.find((each) => each.part === 'CTE late');
    expect(part?.actual?.inclusive_ms).toBe(66.577);
    const top = plan.nodes[0];
    const [count, join] = [plan.nodes.find((each) => each.part?.startsWith('InitPlan 2')), node(plan, 'Merge Join')];
    const rest = (top?.actual?.inclusive_ms ?? 0) - (count?.actual?.inclusive_ms ?? 0) - (join.actual?.inclusive_ms ?? 0);
    expect(top?.actual?.exclusive_ms).toBeCloseTo(rest, 3);
  });

  it('of workers is that on the clock: the average of the processes', () => {
    const plan = recorded('parallel');
    expect(node(plan, 'Partial HashAggregate').actual).toMatchObject({ loops: 3, inclusive_ms: 119.282 });
    expect(node(plan, 'Parallel Seq Scan').actual?.inclusive_ms).toBeCloseTo(24.199, 3);
    expect(node(plan, 'Gather Merge').workers).toEqual({ planned: 2, launched: 2 });
    expect(node(plan, 'Gather Merge').actual?.exclusive_ms).toBeCloseTo(129.678 - 119.309, 3);
  });

  it('of a part that runs for each row is that of all its loops', () => {
    const plan = recorded('sub_plan');
    const part = plan.nodes.find((each) => each.part === 'SubPlan 1');
    expect(part?.actual?.inclusive_ms).toBeCloseTo(20.869 * 40, 3);
    expect(plan.nodes[1]?.actual?.exclusive_ms).toBeLessThan(2);
  });

  it('are absent without ANALYZE; costs add up all the same', () => {
    const plan = recorded('not_analyzed');
    expect(plan.nodes.every((each) => each.actual === null)).toBe(true);
    expect(plan.execution_ms).toBe(null);
    expect(sum(plan.nodes.map((each) => each.exclusive_cost))).toBeCloseTo(plan.nodes[0]?.total_cost ?? 0, 6);
  });
});

describe('blocks', () => {
  it('of each node are its own: together those of the whole', () => {
    for (const name of ['parallel', 'cte', 'pagila_join', 'init_plan']) {
      const plan = recorded(name);
      const text = JSON.parse(plan.source) as [{ Plan: Record<string, number> }];
      const own = plan.nodes.map((each) => sum([each.counts?.shared_hit, each.counts?.shared_read]));
      expect([name, sum(own)]).toEqual([name, sum([text[0].Plan['Shared Hit Blocks'], text[0].Plan['Shared Read Blocks']])]);
    }
  });
});

describe('insights', () => {
  const said: [string, InsightRule[]][] = [
    ['disk_sort', ['disk_sort']], ['hash_batches', ['hash_batches']], ['hash_aggregate_spills', ['hash_batches']], ['rows_removed', ['rows_removed', 'slow_scan']],
    ['large_offset', ['disk_sort', 'large_offset']], ['lossy_bitmap', ['lossy_bitmap']], ['misestimate', ['rows_removed', 'misestimate', 'slow_scan']],
    ['slow_scan', ['slow_scan']], ['late_filter', ['slow_scan', 'late_filter', 'misestimate']], ['join_filter', ['join_filter', 'many_loops', 'misestimate']], ['jit', ['slow_jit']],
    ['index_only', ['heap_fetches']], ['limit', []], ['parallel', []], ['pagila_join', []], ['not_analyzed', []],
  ];
  it.each(said)('of %s are %j', (name, expected) => expect(new Set(rules(recorded(name)))).toEqual(new Set(expected)));

  it('name their node, the reason in numbers, and what to do', () => {
    const plan = recorded('rows_removed');
    const insight = insightsOf(plan).find((each) => each.rule === 'rows_removed');
    expect(insight).toMatchObject({ node: 0, severity: 'warning', title: '100 % of the rows were read in vain' });
    expect(insight?.reason).toMatch(/^flights: 200,000 rows were read and removed by \(.*tailnum.*\); 0 were left\.$/);
    expect(insight?.advice).toContain('index');
  });

  it('know of statistics that are old or missing, once for each table', () => {
    const facts = (change: Partial<TableFacts>): TableFacts[] => [{ schema: 'public', name: 'flights', estimated_rows: 200_000, pages: 3000, analyzed_at: '2026-01-01T00:00:00Z', changes_since_analyze: 0, ...change }];
    const plan = recorded('hash_batches');
    expect(rules(plan, facts({}))).not.toContain('stale_statistics');
    expect(rules(plan, facts({ changes_since_analyze: 60_000 })).filter((rule) => rule === 'stale_statistics')).toHaveLength(1);
    expect(rules(plan, facts({ analyzed_at: null, estimated_rows: -1 }))).toContain('stale_statistics');
    const twice = [...facts({ changes_since_analyze: 60_000 }), ...facts({ schema: 'other' })];
    expect(rules(plan, twice)).not.toContain('stale_statistics');
  });
});

describe('estimates', () => {
  it('are graded by 10, 100, 1000', () => {
    expect([5, 10, 0.1, 99, 100, 0.001, 5000].map((estimate) => estimateGrade({ estimate }))).toEqual([0, 1, 1, 1, 2, 3, 3]);
  });
  it('say nothing where LIMIT stopped early', () => {
    const plan = recorded('limit');
    expect(node(plan, 'Hash Join')).toMatchObject({ is_cut_short: true, estimate: null });
    expect(node(plan, 'Hash').estimate).toBe(1);
  });
});

describe('reading', () => {
  it('takes what psql prints, and refuses what is no plan', () => {
    const psql = ' QUERY PLAN\n------------\n [                +\n   {              +\n     "Plan": {    +\n       "Node Type": "Result", "Plan Rows": 1 +\n     }            +\n   }              +\n ]\n(1 row)\n';
    expect(readPlanText(psql).nodes[0]?.type).toBe('Result');
    for (const text of ['', 'Seq Scan on film', '[]', '{}', '{"Plan":{}}', '{"Plan":1}', '[{"Plan":{"Node Type":"x","Plans":[{}]}}]', '{"a"']) {
      expect(() => readPlanText(text), text).toThrow(PlanError);
    }
  });
  it('takes a deep plan without recursion, and refuses one that is too deep', () => {
    const deep = (depth: number): unknown => {
      let plan: object = { 'Node Type': 'Result' };
      for (let i = 1; i < depth; i += 1) plan = { 'Node Type': 'Append', Plans: [plan] };
      return [{ Plan: plan }];
    };
    expect(readPlan(deep(1500)).nodes).toHaveLength(1500);
    expect(() => readPlan(deep(3000))).toThrow(PlanError);
  });
  it('knows triggers, JIT, settings, WAL and what was never executed', () => {
    expect(recorded('update_trigger').triggers).toMatchObject([{ name: 'touches', calls: 3000 }]);
    expect(recorded('update_trigger').nodes[0]).toMatchObject({ type: 'Update', schema: 'public' });
    expect(recorded('update_trigger').nodes[0]?.counts?.wal_records).toBeGreaterThan(3000);
    expect(recorded('jit').jit?.functions).toBeGreaterThan(0);
    expect(recorded('jit').settings.jit_above_cost).toBe('0');
    expect(recorded('never_executed').nodes.at(-1)).toMatchObject({ is_never_executed: true, actual: null });
  });
  it('gives text as EXPLAIN does', () => {
    expect(planText(recorded('rows_removed'))).toMatch(/^Seq Scan on flights {2}\(cost=0\.00\.\.5667\.00 rows=6 width=72\) \(actual time=[\d.]+ rows=0 loops=1\)\n {2}Filter: .*\n {2}Rows Removed by Filter: 200000/);
  });
});

describe('comparing', () => {
  it('pairs the steps that both plans have, in order', () => {
    const pairs = pairNodes(recorded('cte'), recorded('cte'));
    expect(pairs.every((pair) => pair.left?.id === pair.right?.id)).toBe(true);
    const other = pairNodes(recorded('not_analyzed'), recorded('limit'));
    expect(other.map((pair) => [pair.left?.type ?? null, pair.right?.type ?? null])).toEqual([
      [null, 'Limit'], ['Hash Join', 'Hash Join'], ['Seq Scan', 'Seq Scan'], ['Hash', 'Hash'], ['Seq Scan', 'Seq Scan']]);
  });
});
