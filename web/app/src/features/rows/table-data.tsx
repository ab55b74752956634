// The data of one table: the bar that says what is looked at, and the rows. It knows no address: what is looked at is given, and a
// change is asked for.

import type { CatalogRow } from '@studio-pg/client';
import type { DataGridHandle } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Download, RotateCw } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ReadAs } from '../../grid/read-as.ts';
import { asNumber, catalogQuery } from '../../lib/catalog-queries.ts';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { askExport } from '../../lib/exports.ts';
import { say } from '../../lib/notice.ts';
import { IconButton } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { activeCellFilter, CellFilterItems } from './cell-filters.tsx';
import { useDetail } from './detail-below/use-detail.tsx';
import { noteCondition, unknownConditions } from './known-conditions.ts';
import { ForeignConditions } from './foreign-conditions.tsx';
import { rowsSql } from './rows-sql.ts';
import { RelatedColumnsItem, useRelatedChoice } from './related/use-related-choice.tsx';
import { useRelatedColumns } from './related/use-related-columns.ts';
import { isKnownRole, noteRole } from './row-security/known-roles.ts';
import { ForeignRole, RoleStrip } from './row-security/role-strip.tsx';
import { RowSecurityBadge } from './row-security/row-security-badge.tsx';
import { RowsView } from './rows-view.tsx';
import { filterOf } from './table-view.ts';
import type { TableView } from './table-view.ts';
import { useGridColumns, useSame } from './use-grid-columns.ts';
import { useRowCount } from './use-row-count.ts';
import { useTableRows } from './use-table-rows.ts';
import { usePlaceColumns } from './without-key.tsx';
import type { EditedFilter } from './view-bar.tsx';

const ViewsOfRows = lazy(async () => ({ default: (await import('./named-views/views-of-rows.tsx')).ViewsOfRows }));
const Unseen = lazy(async () => ({ default: (await import('./row-security/unseen.tsx')).Unseen }));
const ViewBar = lazy(async () => ({ default: (await import('./view-bar.tsx')).ViewBar }));

interface TableDataProps {
  relation: CatalogRow<'relations'>;
  view: TableView;
  /** With `replaces` Back does not lead to what was looked at before. */
  onView: (view: TableView, replaces?: boolean) => void;
}

export function TableData(props: TableDataProps): ReactNode {
  const { view, onView, relation } = props;
  const connection = useConnection();
  const columns = useQuery({ ...catalogQuery(connection.id, 'columns', { relation: relation.oid }), enabled: view.search !== '' });
  const [accepted, setAccepted] = useState(0);
  const unknown = useMemo(() => (accepted < 0 ? [] : unknownConditions(connection.id, view.filters)), [connection.id, view.filters, accepted]);
  if (unknown.length > 0) {
    return (
      <ForeignConditions conditions={unknown} onLeaveOut={() => onView({ ...view, filters: [] }, true)} onAccept={() => {
        for (const condition of unknown) noteCondition(connection.id, condition);
        setAccepted(accepted + 1);
      }} />
    );
  }
  const { as_role } = view;
  if (as_role !== undefined && !isKnownRole(connection.id, as_role)) {
    return (
      <ForeignRole role={as_role} onLeaveOut={() => onView({ ...view, as_role: undefined }, true)} onAccept={() => {
        noteRole(connection.id, as_role);
        setAccepted(accepted + 1);
      }} />
    );
  }
  if (view.search !== '' && columns.isPending) return <SkeletonLines lines={24} />;
  return <Rows {...props} searched={columns.data?.map((each) => each.column) ?? no_names} />;
}

const no_names: readonly string[] = [];

function Rows({ relation, view, onView, searched }: TableDataProps & { searched: readonly string[] }): ReactNode {
  const { schema, name, oid } = relation;
  const connection = useConnection();
  const filter = useMemo(() => filterOf(view, searched), [view, searched]);
  const { as_role } = view;
  const onRole = useCallback((role: string | undefined) => onView({ ...view, as_role: role }), [view, onView]);
  const estimate = hasRowsOfItsOwn(relation.kind) ? asNumber(relation.estimated_rows) : -1;
  const rows = useTableRows({ connection: connection.id, schema, name, order: view.sort, filter, as_role, estimate, columns: usePlaceColumns(relation), can_seek: hasRowsOfItsOwn(relation.kind) });
  const { table, state } = rows;
  const count = useRowCount({ connection: connection.id, relation: { schema, name }, filter, as_role, estimate: filter || as_role !== undefined ? -1 : estimate, state });
  useEffect(() => {
    if (count.count >= 0 && !rows.is_stale) table.setCount(count.count, count.is_exact);
  }, [table, rows.is_stale, count.count, count.is_exact, state.first]);
  const wire_columns = useSame(state.first?.columns ?? []);
  const columns = useGridColumns(oid, wire_columns);
  const chooser = useRelatedChoice(relation, columns);
  const related = useRelatedColumns({ connection: connection.id, relation: oid, as_role, table, columns, wire_columns, choice: chooser.choice });
  const onDetail = useCallback((next: string | undefined) => onView({ ...view, detail: next }, true), [view, onView]);
  const detail = useDetail({ relation, wire_columns, detail: view.detail, as_role, onDetail });
  const grid = useRef<DataGridHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState<EditedFilter | null>(null);
  const { filters } = view;

  // Other rows are looked at from their beginning.
  const is_first = useRef(true);
  useEffect(() => {
    if (!is_first.current) grid.current?.goTo({ row: 0, column: grid.current.active().column }, false);
    is_first.current = false;
  }, [table]);

  const filterBy = useCallback((column: number) => (columns[column] === undefined ? say('It is a column of another table: filter there.')
    : setEdited({ place: { at: filters.length, part: 0 }, column: columns[column].name })), [columns, filters.length]);
  const filterByCell = useCallback((is_not: boolean) => {
    const made = activeCellFilter(grid.current, table, columns, is_not);
    if (made) onView({ ...view, filters: [...filters, made] });
  }, [table, columns, view, filters, onView]);
  const askFile = useCallback(() => askExport({
    connection: connection.id, sql: rowsSql({ schema, name, filter, sort: view.sort }), parameters: undefined, session: undefined, loaded: null,
  }), [connection.id, schema, name, filter, view.sort]);
  const { refresh: readAgain } = rows;
  const { forget } = related;
  const refresh = useCallback(() => {
    forget();
    readAgain();
  }, [forget, readAgain]);
  useCommands(useMemo(() => [
    { id: 'rows.search', label: 'Search the rows of the table', group: 'Rows', shortcut: 'mod+f', run: () => search.current?.focus() },
    { id: 'rows.filter', label: 'Filter the rows by the active column', group: 'Rows', shortcut: 'alt+f', run: () => filterBy(grid.current?.active().column ?? 0) },
    { id: 'rows.filter_value', label: 'Only rows with the value of the cell', group: 'Rows', shortcut: 'alt+v', run: () => filterByCell(false) },
    { id: 'rows.filter_others', label: 'Only rows without the value of the cell', group: 'Rows', run: () => filterByCell(true) },
    { id: 'rows.clear', label: 'Show all rows of the table', group: 'Rows', run: () => onView({ ...view, filters: [], search: '', key: undefined }) },
    { id: 'rows.refresh', label: 'Read the rows again', group: 'Rows', run: refresh },
    { id: 'rows.export', label: 'Export the rows as a file …', group: 'Rows', run: askFile, is_enabled: as_role === undefined },
  ], [as_role, filterBy, filterByCell, view, onView, refresh, askFile]));
  return (
    <div className="flex h-full flex-col">
      {as_role !== undefined && <RoleStrip role={as_role} onBack={() => onRole(undefined)} />}
      <Suspense fallback={<div className="min-h-9 shrink-0 border-b border-line bg-surface-1" />}>
        <ViewBar connection={connection.id} relation={{ schema, name }} columns={columns} view={view} onView={onView} edited={edited} onEdited={setEdited} search={search}>
          <Suspense fallback={<span className="inline-block h-7 w-20 max-sm:w-9" />}><ViewsOfRows relation={relation} view={view} onView={onView} chooser={chooser} /></Suspense>
          <RowSecurityBadge relation={relation} as_role={as_role} onRole={onRole} />
          <IconButton label="Read the rows again" onClick={refresh}><RotateCw aria-hidden size={15} strokeWidth={1.5} /></IconButton>
          <IconButton label="Export…" disabled={as_role !== undefined} onClick={askFile}><Download aria-hidden size={15} strokeWidth={1.5} /></IconButton>
        </ViewBar>
      </Suspense>
      <div className="min-h-0 flex-1">
        <ReadAs value={as_role ?? null}>
          {detail.around(<RowsView schema={schema} name={name} oid={oid} rows={rows} source={related.source} count={count} columns={related.columns} wire_columns={related.wire_columns}
            view={view} onView={onView} grid={grid} onFilter={filterBy} unseen={relation.has_rls && <Suspense fallback={null}><Unseen relation={relation} as_role={as_role} onRole={onRole} /></Suspense>}
            onRow={detail.onRow} menu={<><CellFilterItems onFilter={filterByCell} /><RelatedColumnsItem chooser={chooser} />{detail.menu}</>} />)}
        </ReadAs>
        {chooser.dialog}
      </div>
    </div>
  );
}

/** Others have no key that PostgreSQL keeps statistics of. */
function hasRowsOfItsOwn(kind: CatalogRow<'relations'>['kind']): boolean {
  return kind === 'table' || kind === 'partitioned_table' || kind === 'materialized_view';
}
