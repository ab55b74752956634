// The state of a QueryRunner, as React reads it.

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { QueryRunner, RunState } from './query-runner.ts';

export function useQueryRunner(runner: QueryRunner): RunState {
  return useSyncExternalStore(runner.subscribe, () => runner.state);
}

/** Milliseconds since the run began, told ten times a second while it runs. */
export function useElapsed(state: RunState): number {
  const is_running = state.phase === 'waiting' || state.phase === 'running';
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!is_running) return undefined;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, [is_running]);
  return Math.max(0, now - state.started_at);
}
