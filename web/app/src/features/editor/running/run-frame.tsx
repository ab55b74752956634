// What stands around the results: over them the session of a tab in transaction mode; at their foot, without moving them, the
// progress of what runs.

import type { QueryRunner, RunState } from '@studio-pg/react';
import type { ReactNode } from 'react';
import type { QueryDocument } from '../query-document.ts';
import { LiveProgress } from './live-progress.tsx';
import { SessionStrip } from './session-strip.tsx';

interface RunFrameProps {
  tab: string;
  mode: QueryDocument['mode'];
  runner: QueryRunner;
  state: RunState;
  children: ReactNode;
}

export function RunFrame({ tab, mode, runner, state, children }: RunFrameProps): ReactNode {
  return (
    <div className="relative flex h-full flex-col">
      {mode === 'transaction' && <SessionStrip tab={tab} runner={runner} state={state} />}
      <div className="min-h-0 flex-1">{children}</div>
      <LiveProgress state={state} />
    </div>
  );
}
