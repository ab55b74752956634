// What a text gave on many connections: a summary with a line each, and the rows.

import { ErrorPanel, RowList } from '@studio-pg/react';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { StudioGrid } from '../../../grid/studio-grid.tsx';
import { countText, durationText, plural } from '../../../lib/format.ts';
import { connectionColor } from '../../../lib/connection-color.ts';
import { merge } from './many-run.ts';
import type { ConnectionOutcome, ManyRun, MergedResult } from './many-run.ts';

export function useManyRun(run: ManyRun): readonly ConnectionOutcome[] {
  return useSyncExternalStore(run.subscribe, () => run.outcomes);
}

export function ManyResults({ run }: { run: ManyRun }): ReactNode {
  const outcomes = useManyRun(run);
  const merged = useMemo(() => merge(outcomes), [outcomes]);
  const [chosen, setChosen] = useState<string>('Summary');
  const shown = merged.find(({ title }) => title === chosen);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div role="tablist" aria-label="Results of all connections" className="flex h-8 shrink-0 items-stretch gap-1 overflow-x-auto border-b border-line px-2">
        {['Summary', ...merged.map(({ title }) => title)].map((title) => (
          <button key={title} type="button" role="tab" aria-selected={shown ? title === chosen : title === 'Summary'} onClick={() => setChosen(title)}
            className="shrink-0 border-b-2 border-transparent px-2 text-small font-medium text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink">
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={shown?.title ?? 'Summary'} className="min-h-0 flex-1 overflow-auto">
        {shown ? <MergedGrid key={shown.title} result={shown} /> : <Summary outcomes={outcomes} />}
      </div>
    </div>
  );
}

function MergedGrid({ result }: { result: MergedResult }): ReactNode {
  const source = useMemo(() => new RowList(result.rows), [result.rows]);
  const columns = useMemo(() => result.columns.map(({ name, type }) => ({ name, type })), [result.columns]);
  return <StudioGrid label={result.title} columns={columns} source={source} row_count={result.rows.length} wire_columns={[]} time_zone={null} />;
}

const words = { waiting: 'waits', running: 'runs', ok: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

function Summary({ outcomes }: { outcomes: readonly ConnectionOutcome[] }): ReactNode {
  const rows = outcomes.reduce((sum, { results }) => sum + rowsOf(results), 0);
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  return (
    <div className="grid gap-2 p-3" tabIndex={0} role="group" aria-label="Summary">
      <p role="status">
        {plural(outcomes.length, 'connection')} · {plural(rows, 'row')}{failed > 0 && <span className="text-danger"> · {countText(failed)} failed</span>}
      </p>
      <ul className="grid gap-1.5" aria-label="Connections">
        {outcomes.map(({ connection, status, results, error, duration_ms }) => (
          <li key={connection.id} className="grid gap-1 border-l-4 pl-2" style={{ borderColor: connectionColor(connection) }}>
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium wrap-anywhere">{connection.name}</span>
              <span className={status === 'failed' ? 'text-danger' : 'text-muted'}>{words[status]}</span>
              {status === 'ok' && <span className="text-muted tabular-nums">{plural(rowsOf(results), 'row')} · {results.map(({ tag }) => tag).join(', ')}</span>}
              {duration_ms !== null && <span className="text-muted tabular-nums">{durationText(duration_ms)}</span>}
              {results.some(({ truncated }) => truncated) && <span className="text-warning">the row limit was reached</span>}
            </p>
            {error !== null && status === 'failed' && <ErrorPanel error={error} place={null} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function rowsOf(results: ConnectionOutcome['results']): number {
  return results.reduce((sum, { row_count }) => sum + (row_count ?? 0), 0);
}
