// Rules about rows that were read and thrown away.

import { count, share, tableOf } from './insight-words.ts';
import type { NodeRule, RuleContext } from './insights.ts';
import { field, textField } from './plan-node.ts';
import type { PlanNode } from './plan-node.ts';

/** Fewer rows in vain are nobody's trouble. */
const rows_in_vain = 1000;
/** Of the rows that were read. */
const part_in_vain = 0.9;

interface Waste {
  removed: number;
  kept: number;
}

function wasteOf(node: PlanNode, name: string): Waste | null {
  const removed = field(node, name) * (node.actual?.loops ?? 0);
  const kept = node.actual?.total_rows ?? 0;
  return removed >= rows_in_vain && removed >= part_in_vain * (removed + kept) ? { removed, kept } : null;
}

const isScan = (node: PlanNode): boolean => node.relation !== null;

const rowsRemoved: NodeRule = (node) => {
  const waste = isScan(node) ? wasteOf(node, 'Rows Removed by Filter') : null;
  if (!waste) return null;
  const filter = textField(node, 'Filter') ?? 'its filter';
  return {
    rule: 'rows_removed', severity: 'warning', title: `${share(waste.removed / (waste.removed + waste.kept))} of the rows were read in vain`,
    reason: `${tableOf(node)}: ${count(waste.removed)} rows were read and removed by ${filter}; ${count(waste.kept)} were left.`,
    advice: node.type.includes('Index') ? 'An index that holds the columns of this filter too finds the rows at once.'
      : `An index on the columns of this filter finds the rows at once, where the filter is one that an index can serve.`,
  };
};

const joinFilter: NodeRule = (node) => {
  const waste = wasteOf(node, 'Rows Removed by Join Filter');
  if (!waste) return null;
  return {
    rule: 'join_filter', severity: 'warning', title: 'The join tried nearly all pairs in vain',
    reason: `${count(waste.removed)} pairs of rows were compared and dropped by ${textField(node, 'Join Filter') ?? 'its condition'}; ${count(waste.kept)} fit.`,
    advice: 'A condition with = lets PostgreSQL join by hash, merge or index. Where there is none, narrow one of the sides first.',
  };
};

const lateFilter: NodeRule = (node) => {
  const is_above = !isScan(node) && node.children.length > 0 && node.type !== 'Result';
  const waste = is_above ? wasteOf(node, 'Rows Removed by Filter') : null;
  if (!waste) return null;
  const is_having = node.type.includes('Aggregate') || node.type === 'Group';
  return {
    rule: 'late_filter', severity: 'hint', title: `Rows are removed late, after ${is_having ? 'grouping' : 'the work below'}`,
    reason: `${count(waste.removed)} of ${count(waste.removed + waste.kept)} rows were made by ${node.type} and then removed by ${textField(node, 'Filter') ?? 'a filter'}.`,
    advice: is_having ? 'What does not need the groups belongs into WHERE, before they are made.'
      : 'Say the condition nearer to the tables: a window, DISTINCT, LIMIT, volatile function or MATERIALIZED part keeps PostgreSQL from moving it.',
  };
};

const largeOffset: NodeRule = (node, { plan }: RuleContext) => {
  if (node.type !== 'Limit' || !node.actual) return null;
  const child = plan.nodes[node.children.find((id) => plan.nodes[id]?.part === null) ?? -1];
  const skipped = (child?.actual?.total_rows ?? 0) - node.actual.total_rows;
  if (skipped < rows_in_vain || skipped < 10 * node.actual.total_rows) return null;
  return {
    rule: 'large_offset', severity: 'warning', title: `OFFSET skips ${count(skipped)} rows`,
    reason: `All of them are made and thrown away for the ${count(node.actual.total_rows)} that follow; each further page costs more.`,
    advice: 'Page by key: WHERE (key) > (last key of the page before) ORDER BY key LIMIT n, with an index on the key.',
  };
};

const heapFetches: NodeRule = (node) => {
  const fetched = field(node, 'Heap Fetches');
  const rows = node.actual?.total_rows ?? 0;
  if (fetched < rows_in_vain || fetched < rows / 10) return null;
  return {
    rule: 'heap_fetches', severity: 'hint', title: 'The index alone was not enough',
    reason: `For ${count(fetched)} of ${count(rows)} rows the table had to be asked whether they are visible.`,
    advice: `VACUUM ${tableOf(node)}: it marks pages whose rows all can see. On a table that changes much, let autovacuum come more often.`,
  };
};

export const filter_rules: readonly NodeRule[] = [rowsRemoved, joinFilter, lateFilter, largeOffset, heapFetches];
