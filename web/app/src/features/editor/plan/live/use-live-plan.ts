// The plan of a run that is watched: shown when the server tells it, kept with the rows that were counted when the run is over.

import type { RunState } from '@studio-pg/react';
import { useEffect, useRef } from 'react';
import type { PlanShelf } from '../plan-shelf.ts';

/** Whether the run is under way, and has told the plan of its statement. */
export function isWatched({ phase, live_plans }: Pick<RunState, 'phase' | 'live_plans'>): boolean {
  return phase === 'running' && live_plans.length > 0;
}

export function useLivePlan(state: RunState, shelf: PlanShelf): void {
  const { started_at, phase, live_plans, sql } = state;
  const shown = useRef(started_at);
  const kept = useRef(live_plans.length > 0 && phase === 'done' ? started_at : -1);
  useEffect(() => {
    if (live_plans.length === 0) return;
    if (shown.current !== started_at) shelf.open(true);
    shown.current = started_at;
    if (phase !== 'done' || kept.current === started_at) return;
    kept.current = started_at;
    // What writes rows into plans is loaded with the view of plans.
    void import('@studio-pg/react/plan').then(({ withRows }) => {
      for (const { plan, nodes } of live_plans) shelf.addRun(sql, nodes === null ? plan : withRows(plan, nodes));
    });
  }, [started_at, phase, live_plans, sql, shelf]);
}
