// What stands in the place of the results while plans are shown: the plan, what is asked, or why there is none. The view
// itself is loaded with the first plan, that of a plan at work likewise.

import { ErrorPanel } from '@studio-pg/react';
import type { RunState } from '@studio-pg/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { elapsedText } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../../ui/states.tsx';
import type { Explain } from './use-explain.ts';
import { isWatched } from './live/use-live-plan.ts';
import { MissingPlanNote } from './missing-plan.tsx';

const PlanView = lazy(async () => ({ default: (await import('./plan-view.tsx')).PlanView }));

const LivePlanView = lazy(async () => ({ default: (await import('./live/live-plan-view.tsx')).LivePlanView }));

export function PlanSlot({ explain, state: run, has_text }: { explain: Explain; state: RunState; has_text: boolean }): ReactNode {
  const { shelf, state, asked, error } = explain;
  const shown = state.plans.find((plan) => plan.id === state.shown);
  if (isWatched(run)) return <Suspense fallback={<SkeletonLines lines={6} />}><LivePlanView state={run} onResults={() => shelf.open(false)} /></Suspense>;
  if (asked) return <Asked explain={explain} since={asked.since} />;
  return (
    <div className="flex h-full flex-col">
      {error && <ErrorPanel error={error} actions={<>
        {error.code === '42P02' && <Button onClick={() => explain.explain('generic')}>Explain for any value</Button>}
        <Button onClick={() => shelf.open(false)}>Back to the results</Button>
      </>} />}
      <div className="min-h-0 flex-1">
        {state.missing !== null ? <MissingPlanNote explain={explain} missing={state.missing} has_text={has_text} /> : shown ? (
          <Suspense fallback={<SkeletonLines lines={6} />}><PlanView explain={explain} kept={shown} key={shown.id} /></Suspense>
        ) : !error && <EmptyState title="No plan yet"><p>Explain a statement to see how PostgreSQL would run it.</p></EmptyState>}
      </div>
    </div>
  );
}

function Asked({ explain, since }: { explain: Explain; since: number }): ReactNode {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const is_run = explain.asked?.way === 'analyze';
  return (
    <EmptyState title={is_run ? 'Running the statement, to be rolled back' : 'Asking for the plan'}>
      <p className="tabular-nums">{elapsedText(Math.max(0, now - since))}</p>
      <Button onClick={explain.cancel}>Cancel</Button>
    </EmptyState>
  );
}
