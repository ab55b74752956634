// Rules about work that did not fit into memory.

import { count, kilobytes } from './insight-words.ts';
import type { NodeRule } from './insights.ts';
import { field } from './plan-node.ts';
import type { PlanNode } from './plan-node.ts';

const work_mem_advice = (kb: number): string =>
  `Give this query more work_mem (SET LOCAL work_mem = '${Math.max(4, Math.ceil(kb / 1024))}MB' before it), or let it have fewer or narrower rows.`;

/** What one process wrote at most, workers included. */
function sortedOnDisk(node: PlanNode): number {
  const workers = Array.isArray(node.fields.Workers) ? node.fields.Workers as Record<string, unknown>[] : [];
  const sizes = [node.fields, ...workers].filter((each) => each['Sort Space Type'] === 'Disk')
    .map((each) => (typeof each['Sort Space Used'] === 'number' ? each['Sort Space Used'] : 0));
  return Math.max(0, ...sizes);
}

const diskSort: NodeRule = (node) => {
  const kb = sortedOnDisk(node);
  if (kb === 0) return null;
  return {
    rule: 'disk_sort', severity: 'warning', title: 'The sort went to disk',
    reason: `${count(node.actual?.total_rows ?? 0)} rows did not fit into work_mem: ${kilobytes(kb)} were written to temporary files.`,
    // In memory a sort takes about twice to three times what it writes.
    advice: `${work_mem_advice(kb * 2.5)} An index in this order saves the sort.`,
  };
};

const hashBatches: NodeRule = (node) => {
  const join = field(node, 'Hash Batches');
  if (join > 1) {
    return {
      rule: 'hash_batches', severity: 'warning', title: `The hash table was split into ${count(join)} batches`,
      reason: `It did not fit into memory (${kilobytes(field(node, 'Peak Memory Usage'))} at a time), so both sides of the join went through temporary files.`,
      advice: work_mem_advice(field(node, 'Peak Memory Usage') * join),
    };
  }
  const grouped = field(node, 'HashAgg Batches');
  if (grouped <= 1) return null;
  return {
    rule: 'hash_batches', severity: 'warning', title: 'The groups did not fit into memory',
    reason: `${count(grouped)} batches, ${kilobytes(field(node, 'Disk Usage'))} of temporary files.`,
    advice: work_mem_advice(field(node, 'Disk Usage') + field(node, 'Peak Memory Usage')),
  };
};

const lossyBitmap: NodeRule = (node) => {
  const lossy = field(node, 'Lossy Heap Blocks');
  if (lossy === 0) return null;
  return {
    rule: 'lossy_bitmap', severity: 'warning', title: 'The bitmap was too large to be exact',
    reason: `Of ${count(lossy)} pages only the page was noted, so ${count(field(node, 'Rows Removed by Index Recheck') * (node.actual?.loops ?? 1))} rows were read and checked in vain.`,
    advice: 'Give this query more work_mem: the bitmap then notes each row.',
  };
};

export const memory_rules: readonly NodeRule[] = [diskSort, hashBatches, lossyBitmap];
