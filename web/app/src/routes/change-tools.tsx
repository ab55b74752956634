// What forms that change the structure need of other features: the editor for their texts, the migration, what a text destroys.

import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { catalogReader } from '../features/editor/completion.ts';
import { openText } from '../features/editor/open-query.ts';
import type { ChangeToolset } from '../features/structure/change/change-tools.ts';
import { say } from '../lib/notice.ts';
import { addToMigration } from './migration.ts';

const ChangeProgress = lazy(async () => ({ default: (await import('../features/editor/running/live-progress.tsx')).ChangeProgress }));
const EffectView = lazy(async () => ({ default: (await import('../features/editor/run-gate/effect-view.tsx')).EffectView }));

export function useChangeTools(connection: string): ChangeToolset {
  const navigate = useNavigate();
  return useMemo(() => ({
    renderEffect: (sql: string) => <Suspense><EffectView connection={connection} sql={sql} parameters={undefined} /></Suspense>,
    renderProgress: (query_id: string, is_cancelling: boolean) => <Suspense><ChangeProgress query_id={query_id} is_cancelling={is_cancelling} /></Suspense>,
    openText: (sql: string) => void navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab: openText(connection, sql) } }),
    addToScript: (sql: string) => {
      addToMigration(connection, sql);
      say('Added to the tab Migration');
    },
    completion: catalogReader(connection),
  }), [connection, navigate]);
}
