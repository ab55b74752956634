// A plan in a link: what goes into one, and what comes out of one that somebody else may have made. It reads no plan.

import type { LinkedPlan, PlanShelfState } from './plan-shelf.ts';

/** The plan that is shown, to go into a link; undefined where none is. */
export function linkedPlan({ plans, shown, node, missing, is_open }: PlanShelfState): LinkedPlan | undefined {
  const plan = is_open && missing === null ? plans.find((each) => each.id === shown) : undefined;
  return plan && { name: plan.name, sql: plan.sql, node, rolled_back: plan.answer?.rolled_back === true, given: plan.given };
}

/** A plan as a link brought it; null where it brought none, or none of this shape. */
export function checkLinkedPlan(brought: unknown): LinkedPlan | null {
  const plan = brought as Partial<Record<keyof LinkedPlan, unknown>> | null | undefined;
  if (plan == null || typeof plan !== 'object' || typeof plan.name !== 'string') return null;
  return {
    name: plan.name.slice(0, 200), sql: typeof plan.sql === 'string' ? plan.sql : null,
    node: Number.isInteger(plan.node) && Number(plan.node) >= 0 ? Number(plan.node) : null,
    rolled_back: plan.rolled_back === true, given: checkGiven(plan.given),
  };
}

function checkGiven(brought: unknown): LinkedPlan['given'] {
  const given = brought as { json?: unknown; text?: unknown } | null | undefined;
  if (given == null || typeof given !== 'object') return null;
  if (typeof given.text === 'string') return { text: given.text };
  return given.json === undefined ? null : { json: given.json };
}
