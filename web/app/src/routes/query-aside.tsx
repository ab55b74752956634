// Beside the editor: saved queries or what was run, in one place, with one search.

import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { insertInto, replaceIn } from '../features/editor/open-editors.ts';
import { openSaved, openText } from '../features/editor/open-query.ts';
import { changeSearch } from '../lib/address.ts';
import { IconButton } from '../ui/button.tsx';
import { SegmentedChoice } from '../ui/choice.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { SkeletonLines } from '../ui/states.tsx';
import type { Aside, SplitSearch } from './split.ts';

const SavedPanel = lazy(async () => ({ default: (await import('../features/saved-query/saved-panel.tsx')).SavedPanel }));
const HistoryPanel = lazy(async () => ({ default: (await import('../features/history/history-panel.tsx')).HistoryPanel }));
const RecentPanel = lazy(async () => ({ default: (await import('../features/history/recent-panel.tsx')).RecentPanel }));

interface QueryAsideProps {
  connection: string;
  tab: string;
  shown: Aside;
  search: SplitSearch;
}

export function QueryAside({ connection, tab, shown, search }: QueryAsideProps): ReactNode {
  const navigate = useNavigate();
  const [needle, setNeedle] = useState('');
  const show = (aside: Aside | undefined): void => void navigate({
    to: '/c/$connection/sql/$tab', params: { connection, tab }, search: changeSearch(search, { aside }), replace: true });
  const go = (to: string): void => void navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab: to }, search });
  return (
    <aside aria-label="Saved queries and history" className="flex h-full flex-col bg-surface-0">
      <div className="grid shrink-0 gap-2 border-b border-line bg-surface-1 p-2">
        <div className="flex items-center gap-2">
          <SegmentedChoice label="What is listed" value={shown} onChange={show}
            options={[{ value: 'saved', label: 'Saved' }, { value: 'history', label: 'History' }, { value: 'runs', label: 'This tab' }]} />
          <IconButton label="Close the list" className="ml-auto" onClick={() => show(undefined)}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
        </div>
        <SearchBox label="Search the list" placeholder="Search names and texts" pause_ms={250} value={needle} onChange={setNeedle} />
      </div>
      <div className="min-h-0 flex-1">
        <Suspense fallback={<SkeletonLines lines={10} />}>
          {shown === 'saved'
            ? <SavedPanel search={needle} onInsert={(query) => insertInto(tab, query.sql)} onRun={(query) => go(openText(connection, query.sql, { runs: true }))}
                onOpen={(query) => go(openSaved(connection, { id: query.id, version: query.version, name: query.name, text: query.sql }))} />
            : shown === 'runs'
            ? <RecentPanel connection={connection} tab={tab} search={needle} onBack={(sql) => replaceIn(tab, sql)}
                onInsert={(sql) => insertInto(tab, sql)} onOpen={(sql) => go(openText(connection, sql))} />
            : <HistoryPanel search={needle} onInsert={(sql) => insertInto(tab, sql)} onOpen={(sql) => go(openText(connection, sql))}
                onRun={(sql) => go(openText(connection, sql, { runs: true }))} />}
        </Suspense>
      </div>
    </aside>
  );
}
