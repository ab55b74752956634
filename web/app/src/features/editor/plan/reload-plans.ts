// The plans of a query tab over a reload of the page: in the storage of this window, so that two windows never mix theirs. A plan
// is too long for an address.

import type { KeptPlan, PlanShelfState } from './plan-shelf.ts';

/** UTF-16 units of one tab's plans; the oldest are not kept beyond. */
const kept_units = 1_000_000;

const keyOf = (connection: string, tab: string): string => `studio.plans.${connection}.${tab}`;

/** What was kept; null where there is nothing, or nothing of this shape. */
export function readPlans(connection: string, tab: string): PlanShelfState | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(connection, tab)) ?? 'null') as Partial<PlanShelfState> | null;
    if (!Array.isArray(kept?.plans)) return null;
    const plans = kept.plans.filter(isPlan);
    const known = (id: unknown): number | null => (plans.some((plan) => plan.id === id) ? id as number : null);
    return {
      plans, shown: known(kept.shown), beside: known(kept.beside), is_open: kept.is_open === true && known(kept.shown) !== null,
      node: typeof kept.node === 'number' ? kept.node : null, missing: null,
    };
  } catch {
    return null;
  }
}

/** Keeps them; a full or forbidden storage is no error, a reload then forgets. */
export function writePlans(connection: string, tab: string, state: PlanShelfState): void {
  try {
    let units = 0;
    const plans = [...state.plans].reverse().filter((plan) => {
      units += JSON.stringify(plan).length;
      return units <= kept_units;
    }).reverse();
    sessionStorage.setItem(keyOf(connection, tab), JSON.stringify({ ...state, plans } satisfies PlanShelfState));
  } catch {
    forgetPlans(connection, tab);
  }
}

export function forgetPlans(connection: string, tab: string): void {
  try {
    sessionStorage.removeItem(keyOf(connection, tab));
  } catch {
    // Nothing was kept then.
  }
}

function isPlan(given: unknown): given is KeptPlan {
  const plan = given as Partial<Record<keyof KeptPlan, unknown>> | null;
  return typeof plan?.id === 'number' && typeof plan.key === 'string' && typeof plan.name === 'string' && typeof plan.given === 'object' && plan.given !== null;
}
