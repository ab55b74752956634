// Below a table's rows those that point to the active one: of a table that is chosen among the foreign keys that refer to it. They
// follow the active row.

import { asStudioError } from '@studio-pg/client';
import type { CatalogRow, Column, Row } from '@studio-pg/client';
import { DataGrid, ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { tableColumns } from '../../../grid/column-store.ts';
import { relationsOf } from '../../../grid/relations-of-row.ts';
import type { RelatedRows } from '../../../grid/relations-of-row.ts';
import { StudioGrid } from '../../../grid/studio-grid.tsx';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { plural, shownName } from '../../../lib/format.ts';
import { keyFilter, keyText } from '../../../lib/row-key.ts';
import { nextSort } from '../../../lib/sort.ts';
import type { Sort } from '../../../lib/sort.ts';
import { IconButton } from '../../../ui/button.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../../ui/states.tsx';
import { useGridColumns, useSame } from '../use-grid-columns.ts';
import { useTableRows } from '../use-table-rows.ts';
import { detailText, isSamePlace, parseDetail } from './detail-place.ts';

interface DetailBelowProps {
  /** Of the rows above. */
  relation: number;
  row: Row | undefined;
  wire_columns: readonly Column[];
  /** As the address has it. */
  detail: string;
  as_role: string | undefined;
  /** Undefined: closes it. */
  onDetail: (detail: string | undefined) => void;
}

/** Who runs through rows asks for those that he stays at. */
const settle_ms = 120;

export function DetailBelow({ relation, row, wire_columns, detail, as_role, onDetail }: DetailBelowProps): ReactNode {
  const { id } = useConnection();
  const columns = useQuery(catalogQuery(id, 'columns', { relation }));
  const keys = useQuery(catalogQuery(id, 'foreign_keys', { relation }));
  const relations = useQuery(catalogQuery(id, 'relations'));
  const incoming = useMemo(() => (columns.data && keys.data && relations.data
    ? relationsOf(relation, row ?? [], wire_columns, columns.data, keys.data, relations.data).filter((each) => !each.is_outgoing) : null), [relation, row, wire_columns, columns.data, keys.data, relations.data]);
  const place = parseDetail(detail);
  const shown = place && incoming?.find((each) => isSamePlace(each, place));
  const other = shown && relations.data?.find((each) => each.schema === shown.schema && each.name === shown.name);
  const error = columns.error ?? keys.error ?? relations.error;
  return (
    <section aria-label="Related rows below" className="flex h-full flex-col bg-surface-0">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-1 pl-2">
        <select aria-label="Which related rows" className="h-7 min-w-0 max-w-80 rounded-sm border border-line bg-surface-0 px-2" value={shown ? detailText(shown) : ''} onChange={(event) => onDetail(event.target.value)}>
          {!shown && <option value="">Choose a table</option>}
          {incoming?.map((each) => <option key={detailText(each)} value={detailText(each)}>{shownName(each.schema)}.{shownName(each.name)} by {each.columns.join(', ')}</option>)}
        </select>
        {shown && shown.key !== null && (
          <Link to="/c/$connection/tables/$schema/$name" params={{ connection: id, schema: shown.schema, name: shown.name }} search={{ key: keyText(shown.key) }}
            className="shrink-0 px-1 text-accent hover:underline">Open as a table</Link>
        )}
        <IconButton label="Close the related rows" className="ml-auto" onClick={() => onDetail(undefined)}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      </header>
      <div className="relative min-h-0 flex-1">
        {error ? <ErrorPanel error={asStudioError(error).fields} />
          : !incoming ? <SkeletonLines lines={6} />
          : incoming.length === 0 ? <EmptyState title="No foreign key refers to this table" />
          : !shown || !other ? <EmptyState title="Choose which related rows are shown" />
          : row === undefined || shown.key === null ? <EmptyState title={row === undefined ? 'No row is active' : 'No row can point to it'}>{row !== undefined && <p>Its {shown.columns.length === 1 ? 'value' : 'values'} for {shown.columns.join(', ')} would be NULL.</p>}</EmptyState>
          : <DetailRows key={other.oid} related={shown} relation={other} as_role={as_role} />}
      </div>
    </section>
  );
}

function DetailRows({ related, relation: { oid, schema, name }, as_role }: { related: RelatedRows; relation: CatalogRow<'relations'>; as_role: string | undefined }): ReactNode {
  const { id } = useConnection();
  const [sort, setSort] = useState<readonly Sort[]>([]);
  const wanted = keyText(related.key ?? {});
  const [settled, setSettled] = useState({ wanted, filter: keyFilter(related.key ?? {}) });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ wanted, filter: keyFilter(related.key ?? {}) }), settle_ms);
    return () => clearTimeout(timer);
    // The key is what it says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  const rows = useTableRows({ connection: id, schema, name, order: sort, filter: settled.filter, as_role, estimate: -1, can_seek: false });
  const { table, state } = rows;
  const wire_columns = useSame(state.first?.columns ?? []);
  const columns = useGridColumns(oid, wire_columns);
  const onShown = useCallback((end: number, first: number) => table.show(first, end), [table]);
  if (rows.error !== null) return <ErrorPanel error={asStudioError(rows.error).fields} />;
  if (state.first === null) return <SkeletonLines lines={6} />;
  const is_busy = state.is_reading || rows.is_stale || settled.wanted !== wanted;
  const label = `Rows of ${schema}.${name} that point to the row`;
  return (
    <div className="flex h-full flex-col">
      {is_busy && <BusyBar label="Loading related rows" />}
      <div className="min-h-0 flex-1">
        {state.row_count === 0 ? <><div className="h-8"><DataGrid label={`Columns of ${schema}.${name}`} columns={columns} source={table} row_count={0} /></div><EmptyState title="No rows point to it" /></> : (
          <StudioGrid label={label} columns={columns} source={table} sort={sort} wire_columns={wire_columns} column_store={tableColumns(id, schema, name)}
            time_zone={state.first.time_zone} row_count={state.row_count} is_about={!state.is_exact} onShown={onShown} onSort={(column, adds) => setSort(nextSort(sort, column, adds))} />
        )}
      </div>
      <p role="status" className="h-6 shrink-0 border-t border-line px-2 text-small leading-6 text-muted">{state.is_exact ? plural(state.row_count, 'row') : `${plural(state.loaded, 'row')} so far`}</p>
    </div>
  );
}
