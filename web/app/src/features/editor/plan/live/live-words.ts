// How far a node has come, against what the planner expected of it.

import type { PlanNode } from '@studio-pg/react/plan';
import { shortCount } from '../../../../lib/format.ts';

/** Rows so far as a part of those expected in the loops that have begun; above 1 where more came. */
export function shareOf({ actual, planned_rows }: Pick<PlanNode, 'actual' | 'planned_rows'>): number {
  return actual ? actual.total_rows / Math.max(1, planned_rows * actual.loops) : 0;
}

/** `42 %`; from twice as many on `3×`. */
export function shareText(share: number): string {
  return share >= 2 ? `${shortCount(Math.round(share))}×` : `${Math.floor(share * 100)} %`;
}
