// Numbers as insights say them.

import type { PlanNode } from './plan-node.ts';

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Kilobytes of PostgreSQL's counting, as people write them. */
export function kilobytes(value: number): string {
  if (value < 1024) return `${count(value)} kB`;
  return value < 1024 * 1024 ? `${(value / 1024).toFixed(1)} MB` : `${(value / 1024 / 1024).toFixed(1)} GB`;
}

export function times(factor: number): string {
  return factor < 10 ? factor.toFixed(1) : count(factor);
}

export function share(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** The table of a node, as one would write it. */
export function tableOf(node: PlanNode): string {
  return node.relation === null ? 'the table' : node.schema === null || node.schema === 'public' ? node.relation : `${node.schema}.${node.relation}`;
}
