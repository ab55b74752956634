// Two results compared: rows that were added, removed and changed, with the older value beside the newer. The key is
// suggested from the primary key of the table that the columns come from; the person may choose another, or none.

import { CellContent, DataGrid, diffRows, DiffSource, pairColumns, plainText } from '@studio-pg/react';
import type { CellRenderer, Difference, GridColumn } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { countText } from '../../../lib/format.ts';
import { BusyBar, EmptyState } from '../../../ui/states.tsx';
import type { Comparison, KeptResult } from './result-shelf.ts';

const no_names: ReadonlySet<string> = new Set();
const no_columns: NonNullable<KeptResult['result']['columns']> = [];

export function ComparisonPanel({ comparison }: { comparison: Comparison }): ReactNode {
  const { left, right } = comparison;
  const suggested = useSuggestedKey(left, right);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [only_changes, setOnlyChanges] = useState(true);
  const key = chosen ?? suggested;
  const pairs = useMemo(() => pairColumns(left.result.columns ?? [], right.result.columns ?? [], key), [left.result.columns, right.result.columns, key]);
  const { difference, progress } = useDifference(left, right, pairs);
  const source = useMemo(() => new DiffSource(left.result.source, right.result.source, pairs,
    difference?.rows.filter((row) => !only_changes || row.kind !== 'same') ?? []), [left, right, pairs, difference, only_changes]);
  const columns = useMemo((): GridColumn[] => [{ name: 'difference', type: 'text', note: '', key: 'difference' },
    ...pairs.map(({ name, type, is_key, left: at, right: other }, index): GridColumn => ({
      name, type, key: String(index), ...(is_key ? { icon: 'primary_key' as const } : {}),
      ...(at < 0 ? { note: 'only right' } : other < 0 ? { note: 'only left' } : {}),
    }))], [pairs]);
  const render_cell = useMemo((): CellRenderer => (row, column, index) => {
    if (column === 0) return <DiffWord kind={plainText(row[0])} />;
    const before = source.before(index, column - 1);
    if (before === undefined) return undefined;
    const type = columns[column]?.type ?? 'text';
    return <><del className="sg-diff-removed"><CellContent cell={before} type={type} /></del><ins className="sg-diff-added"><CellContent cell={row[column] ?? null} type={type} /></ins></>;
  }, [source, columns]);
  if (left.result.source.is_let_go || right.result.source.is_let_go) return <EmptyState title="One of the results was let go to save memory" />;
  return (
    <div className="relative flex h-full flex-col">
      {progress !== null && <BusyBar label="Comparing" />}
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface-1 px-3 py-1 text-small">
        <span role="status" className="tabular-nums">{difference ? countsText(difference) : `comparing, ${Math.round((progress ?? 0) * 100)} %`}</span>
        <label className="flex items-center gap-1.5"><input type="checkbox" checked={only_changes} onChange={(event) => setOnlyChanges(event.target.checked)} /> Only differences</label>
        <fieldset className="flex flex-wrap items-center gap-x-2">
          <legend className="sr-only">Columns by which rows belong together</legend>
          <span aria-hidden className="text-muted">Key:</span>
          {pairs.filter((pair) => pair.left >= 0 && pair.right >= 0).slice(0, 40).map((pair) => (
            <label key={`${pair.left}`} className="flex items-center gap-1"><input type="checkbox" checked={pair.is_key}
              onChange={(event) => setChosen(changed(key, pair.name, event.target.checked))} /> {pair.name}</label>
          ))}
          {key.size === 0 && <span className="text-muted">none: whole rows are compared</span>}
        </fieldset>
      </div>
      <div className="min-h-0 flex-1">
        {difference && source.row_count === 0 ? <EmptyState title={only_changes ? 'No difference' : 'No rows'} />
          : <DataGrid label="Differences" columns={columns} source={source} row_count={source.row_count} render_cell={render_cell} />}
      </div>
    </div>
  );
}

function DiffWord({ kind }: { kind: string }): ReactNode {
  return <span className={`sg-diff sg-diff-${kind}`}>{kind}</span>;
}

function changed(key: ReadonlySet<string>, name: string, is_in: boolean): ReadonlySet<string> {
  const next = new Set(key);
  if (is_in) next.add(name);
  else next.delete(name);
  return next;
}

function countsText({ counts }: Difference): string {
  return `${countText(counts.added)} added · ${countText(counts.removed)} removed · ${countText(counts.changed)} changed · ${countText(counts.same)} the same`;
}

function useDifference(left: KeptResult, right: KeptResult, pairs: ReturnType<typeof pairColumns>) {
  const [state, setState] = useState<{ difference: Difference | null; progress: number | null }>({ difference: null, progress: 0 });
  const [a, b] = [left.result.source, right.result.source];
  const [a_count, b_count] = [a.row_count, b.row_count];
  useEffect(() => {
    const controller = new AbortController();
    setState({ difference: null, progress: 0 });
    diffRows(a, b, pairs, { signal: controller.signal, onProgress: (progress) => setState({ difference: null, progress }) })
      .then((difference) => setState({ difference, progress: null }), (thrown: unknown) => { if (!controller.signal.aborted) throw thrown; });
    return () => controller.abort();
  }, [a, b, a_count, b_count, pairs]);
  return state;
}

/** The primary key of the first table whose key both results hold whole. */
function useSuggestedKey(left: KeptResult, right: KeptResult): ReadonlySet<string> {
  const connection = useConnection();
  const wire = left.result.columns ?? no_columns;
  const oid = wire.find((column) => column.table_oid !== 0)?.table_oid ?? 0;
  const catalog = useQuery({ ...catalogQuery(connection.id, 'columns', { relation: oid }), enabled: oid !== 0 }).data;
  return useMemo(() => {
    const key = catalog?.filter((each) => each.primary_key_position !== null) ?? [];
    const names = key.map((part) => wire.find((column) => column.table_oid === oid && column.column_number === part.column_number)?.name);
    const is_whole = key.length > 0 && names.every((name) => name !== undefined && right.result.columns?.some((column) => column.name === name) === true);
    return is_whole ? new Set(names.filter((name) => name !== undefined)) : no_names;
  }, [catalog, wire, oid, right.result.columns]);
}
