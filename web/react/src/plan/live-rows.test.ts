import { describe, expect, it } from 'vitest';
import { withRows } from './live-rows.ts';
import { readPlan } from './read-plan.ts';

const plan = [{ Plan: { 'Node Type': 'Nested Loop', 'Plan Rows': 10, Plans: [
  { 'Node Type': 'Seq Scan', 'Plan Rows': 5, Plans: [{ 'Node Type': 'Result', 'Plan Rows': 1 }] },
  { 'Node Type': 'Index Scan', 'Plan Rows': 2 },
] } }];

describe('withRows', () => {
  it('writes rows and loops into the nodes in the order of EXPLAIN', () => {
    const { nodes } = readPlan(withRows(plan, [[8, 1], [4, 1], [0, 0], [8, 4]]));
    expect(nodes.map((node) => node.type)).toEqual(['Nested Loop', 'Seq Scan', 'Result', 'Index Scan']);
    expect(nodes.map((node) => node.actual?.total_rows ?? null)).toEqual([8, 4, null, 8]);
    expect(nodes[3]?.actual?.loops).toBe(4);
    expect(nodes[2]?.is_never_executed).toBe(true);
  });

  it('leaves what was not counted as it was planned, and the given plan alone', () => {
    const { nodes } = readPlan(withRows(plan, [[8, 1]]));
    expect(nodes[1]?.actual).toBeNull();
    expect(JSON.stringify(plan)).not.toContain('Actual');
    expect(withRows('no plan', [])).toBe('no plan');
  });
});
