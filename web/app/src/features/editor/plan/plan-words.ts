// Numbers of a plan as the views say them.

import { estimateFactor, estimateGrade } from '@studio-pg/react/plan';
import type { Plan, PlanNode } from '@studio-pg/react/plan';
import { countText, durationText, shortCount } from '../../../lib/format.ts';

/** What a node weighs: its own time, or its own cost where nothing was measured. */
export function ownWeight(plan: Plan, node: PlanNode): number {
  return hasTimes(plan) ? node.actual?.exclusive_ms ?? 0 : node.exclusive_cost;
}

/** The same with what is below. */
export function wholeWeight(plan: Plan, node: PlanNode): number {
  return hasTimes(plan) ? node.actual?.inclusive_ms ?? 0 : node.total_cost;
}

export function totalWeight(plan: Plan): number {
  const top = plan.nodes[0];
  return top ? wholeWeight(plan, top) : 0;
}

export function hasTimes(plan: Plan): boolean {
  return plan.nodes[0]?.actual?.inclusive_ms != null;
}

export function weightText(plan: Plan, weight: number): string {
  return hasTimes(plan) ? durationText(weight) : countText(Math.round(weight));
}

export function nodeName(node: PlanNode): string {
  return node.subject === '' ? node.type : `${node.type} · ${node.subject}`;
}

/** `↑ 120×`: so many times more rows than planned; empty where the estimate was good. */
export function estimateText(node: PlanNode): string {
  if (estimateGrade(node) === 0) return '';
  return `${(node.estimate ?? 1) > 1 ? '↑' : '↓'} ${shortCount(Math.round(estimateFactor(node)))}×`;
}

/** By how much the planner was wrong: 10, 100, 1000 times. Words and arrow say the same. */
export const grade_classes = ['', 'text-warning', 'text-danger', 'bg-danger-soft text-danger font-semibold'] as const;

export function estimateTitle(node: PlanNode): string {
  if (!node.actual) return node.is_never_executed ? 'never executed' : `${countText(node.planned_rows)} rows planned`;
  const words = `${countText(node.actual.rows)} rows came, ${countText(node.planned_rows)} were planned${node.actual.loops > 1 ? ', in each loop' : ''}`;
  return node.is_cut_short ? `${words}; what is above stopped early` : words;
}

export function rowsText(node: PlanNode): string {
  if (node.is_never_executed) return 'never';
  return node.actual ? countText(node.actual.total_rows) : `~${countText(node.planned_rows)}`;
}
