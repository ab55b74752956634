// The filters of the history: whose, which connection, how it ended, how long it took, a text in it.

import type { Connection, HistoryStatus } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { changeSearch } from '../../lib/address.ts';
import { BarSelect } from '../../ui/field.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import type { HistorySearch } from './filter.ts';

interface HistoryBarProps {
  search: HistorySearch;
  connection: Connection;
  /** All that the account may use. */
  connections: readonly Connection[];
  /** The organization's name where this account may see what everybody ran; else null. */
  organization: string | null;
  onChange: (next: HistorySearch) => void;
}

const durations = [[100, '100 ms'], [1000, '1 s'], [10_000, '10 s'], [60_000, '1 min'], [600_000, '10 min']] as const;
const search_pause_ms = 250;

export function HistoryBar({ search, connection, connections, organization, onChange }: HistoryBarProps): ReactNode {
  const change = (part: { [Field in keyof HistorySearch]?: HistorySearch[Field] | undefined }): void =>
    onChange(changeSearch(search, { ...part, query: undefined }));
  const chosen = (value: string): string | undefined => (value === '' ? undefined : value);
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
      <SearchBox label="Search the history" placeholder="Search the SQL" value={search.search ?? ''} pause_ms={search_pause_ms}
        onChange={(text) => change({ search: chosen(text) })} className="w-64 max-sm:w-full" />
      {organization !== null && (
        <BarSelect label="Whose" value={search.whose ?? ''} onChange={(event) => change({ whose: event.target.value === '' ? undefined : 'everybody' })}>
          <option value="">Mine</option>
          <option value="everybody">Everybody’s in {organization}</option>
        </BarSelect>
      )}
      <BarSelect label="Connection" value={search.connection ?? ''} onChange={(event) => change({ connection: chosen(event.target.value) })}>
        <option value="">This connection</option>
        <option value="all">All connections</option>
        {connections.filter((each) => each.id !== connection.id).map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
      </BarSelect>
      <BarSelect label="How it ended" value={search.status ?? ''}
        onChange={(event) => change({ status: chosen(event.target.value) as HistoryStatus | undefined })}>
        <option value="">Any end</option>
        <option value="ok">Done</option>
        <option value="failed">Failed</option>
        <option value="cancelled">Canceled</option>
        <option value="timeout">Timed out</option>
      </BarSelect>
      <BarSelect label="How long it took" value={search.min_ms ?? ''}
        onChange={(event) => change({ min_ms: event.target.value === '' ? undefined : Number(event.target.value) })}>
        <option value="">Any time</option>
        {durations.map(([value, words]) => <option key={value} value={value}>{words} or longer</option>)}
        {search.min_ms !== undefined && !durations.some(([value]) => value === search.min_ms)
          && <option value={search.min_ms}>{search.min_ms} ms or longer</option>}
      </BarSelect>
    </div>
  );
}
