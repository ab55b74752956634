// The shown plan and its chosen node in the address of the page, so that a reload, a step back and a bookmark lead to them. The plan itself
// stays where it is kept (reload-plans.ts): an address that was copied elsewhere names a plan that is missing there.

import { useEffect, useRef } from 'react';
import type { PlanShelf, PlanShelfState } from './plan-shelf.ts';

/** What the address says; nothing where no plan is shown. */
export interface PlanPlace {
  plan?: string | undefined;
  node?: number | undefined;
}

/** The address of a pane: what it said when the page was opened, and how it is changed. */
export interface PlanAddress extends PlanPlace {
  onChange: (place: PlanPlace) => void;
}

/** `address` is undefined for a pane whose tab is not that of the address. */
export function usePlanAddress(shelf: PlanShelf, state: PlanShelfState, address: PlanAddress | undefined): void {
  const is_read = useRef(false);
  useEffect(() => {
    if (address === undefined) return;
    if (!is_read.current) {
      is_read.current = true;
      if (address.plan !== undefined) shelf.goTo(address.plan, address.node ?? null);
    }
    const place = placeOf(shelf.state);
    if (place.plan !== address.plan || place.node !== address.node) address.onChange(place);
  }, [shelf, state, address]);
}

function placeOf({ plans, shown, node, missing, is_open }: PlanShelfState): PlanPlace {
  if (!is_open) return {};
  if (missing !== null) return { plan: missing.key, node: missing.node ?? undefined };
  const plan = plans.find((each) => each.id === shown)?.key;
  return plan === undefined ? {} : { plan, node: node ?? undefined };
}
