// All relations of the connection, in the one grid: kind, estimated rows, size, owner.

import type { CatalogRow, Row } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { bytesText, DataGrid, ErrorPanel, plainText, RowList } from '@studio-pg/react';
import type { GridColumn, GridSort } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { asNumber, catalogQuery } from '../../lib/catalog-queries.ts';
import { runCommand } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText, plural, shownName } from '../../lib/format.ts';
import { nextSort } from '../../lib/sort.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { RelationIcon } from './lines.tsx';
import { relationSizes } from './sizes.ts';
import type { RelationSize } from './sizes.ts';
import { isListed } from './tree.ts';

const columns: readonly GridColumn[] = [
  { name: 'name', type: 'text', note: '', width: 240 },
  { name: 'rows', type: 'int8', note: 'estimated', width: 140 },
  { name: 'size', type: 'int8', note: 'total', width: 110 },
  { name: 'indexes', type: 'int8', note: 'size', width: 120 },
  { name: 'schema', type: 'text', note: '', width: 120 },
  { name: 'kind', type: 'text', note: '', width: 140 },
  { name: 'owner', type: 'text', note: '', width: 120 },
  { name: 'comment', type: 'text', note: '', width: 320 },
];

/** What fits a telephone; the rest is one scroll away on a wider window. */
const narrow_columns: readonly GridColumn[] = [
  { name: 'name', type: 'text', note: '', width: 180 },
  { name: 'rows', type: 'int8', note: '', width: 80 },
  { name: 'size', type: 'int8', note: '', width: 92 },
];
const narrow_below_px = 600;

/** A relation with its size; undefined where it has no storage, and while sizes are on their way. */
type Line = CatalogRow<'relations'> & { size: RelationSize | undefined };

interface TablesPageProps {
  sort: readonly GridSort[];
  onSort: (sort: readonly GridSort[]) => void;
  onOpen: (schema: string, name: string) => void;
  onNewQuery: () => void;
}

export function TablesPage({ sort, onSort, onOpen, onNewQuery }: TablesPageProps): ReactNode {
  const connection = useConnection();
  const relations = useQuery(catalogQuery(connection.id, 'relations'));
  const is_wide = useWide(narrow_below_px);
  const schemas = useQuery(catalogQuery(connection.id, 'schemas'));
  // They come when they come: the names are shown at once.
  const sizes = useQuery(catalogQuery(connection.id, 'sizes')).data;
  const shown = useMemo(() => {
    const system = new Set((schemas.data ?? []).filter((each) => each.is_system).map((each) => each.schema));
    const listed = (relations.data ?? []).filter((each) => isListed(each) && !system.has(each.schema));
    const sizeOf = relationSizes(sizes ?? [], relations.data ?? []);
    return sorted(listed.map((each) => ({ ...each, size: sizeOf(each) })), sort[0]);
  }, [relations.data, schemas.data, sizes, sort]);
  const source = useMemo(() => new RowList(shown.map(rowOf)), [shown]);
  const drawCell = useCallback((_: Row, column: number, index: number) => {
    const relation = shown[index];
    return relation ? cellOf(relation, column, connection.id) : null;
  }, [shown, connection.id]);

  const error = relations.error ?? schemas.error;
  if (error) {
    return <ErrorPanel error={asStudioError(error).fields}
      actions={<Button onClick={() => { void relations.refetch(); void schemas.refetch(); }}>Try again</Button>} />;
  }
  if (!relations.data || !schemas.data) return <SkeletonLines lines={20} />;
  if (shown.length === 0) {
    return (
      <EmptyState title={`${connection.database} has no tables yet`}>
        <p>Create one by a form or in SQL, restore a dump with psql, or connect to another database.</p>
        <div className="flex flex-wrap justify-center gap-2">
          {!connection.is_read_only && <Button look="primary" onClick={() => runCommand('create.table')}>New table</Button>}
          <Button onClick={onNewQuery}>New query</Button>
        </div>
      </EmptyState>
    );
  }
  return (
    <>
      <title>{`Tables · ${connection.name}`}</title>
      <h1 className="sr-only">Tables of {connection.database}</h1>
      <DataGrid label={`Tables of ${connection.database}`} columns={is_wide ? columns : narrow_columns} source={source}
        row_count={source.row_count} sort={sort} render_cell={drawCell}
        onSort={(column) => onSort(nextSort(sort, column))}
        onOpen={(index) => {
          const relation = shown[index];
          if (relation) onOpen(relation.schema, relation.name);
        }} />
      <StatusText>{plural(shown.length, 'relation')}</StatusText>
    </>
  );
}

function cellOf(relation: Line, column: number, connection: string): ReactNode {
  switch (columns[column]?.name) {
    case 'name':
      return (
        <Link to="/c/$connection/tables/$schema/$name" className="flex min-w-0 items-center gap-2 hover:underline"
          tabIndex={-1} params={{ connection, schema: relation.schema, name: relation.name }}>
          <RelationIcon kind={relation.kind} /><bdi className="truncate font-medium">{shownName(relation.name)}</bdi>
        </Link>
      );
    case 'kind':
      return <span className="text-muted">{relation.kind.replaceAll('_', ' ')}</span>;
    case 'rows':
      return hasStorage(relation) ? <Count count={asNumber(relation.estimated_rows)} /> : <span />;
    case 'size':
      return <Size size={relation.size} of="total_bytes" />;
    case 'indexes':
      return <Size size={relation.size} of="index_bytes" />;
    case 'comment':
      return <span className="truncate text-muted">{relation.comment}</span>;
    default:
      return undefined;
  }
}

function Count({ count }: { count: number }): ReactNode {
  return count < 0
    ? <span className="text-faint" title="Never analyzed">unknown</span>
    : <span className="tabular-nums">{countText(count)}</span>;
}

/** Empty where there is no storage, where its size cannot be read for a lock, and where it is not known. */
function Size({ size, of }: { size: RelationSize | undefined; of: 'total_bytes' | 'index_bytes' }): ReactNode {
  const bytes = size?.[of] ?? null;
  if (bytes === null) return <span />;
  return size?.is_exact === true ? <span className="tabular-nums">{bytesText(bytes)}</span>
    : <span className="tabular-nums" title="As the last VACUUM or ANALYZE found it">{`≈ ${bytesText(bytes)}`}</span>;
}

function hasStorage({ kind }: CatalogRow<'relations'>): boolean {
  return kind === 'table' || kind === 'materialized_view' || kind === 'partitioned_table';
}

function rowOf(relation: Line): Row {
  return [relation.name, asNumber(relation.estimated_rows), relation.size?.total_bytes ?? 0, relation.size?.index_bytes ?? 0,
    relation.schema, relation.kind.replaceAll('_', ' '), relation.owner, relation.comment];
}

function sorted(relations: Line[], sort: GridSort | undefined): Line[] {
  if (!sort) return relations;
  const column = columns.findIndex((each) => each.name === sort.column);
  const direction = sort.direction === 'asc' ? 1 : -1;
  return [...relations].sort((a, b) => {
    const left = rowOf(a)[column] ?? null;
    const right = rowOf(b)[column] ?? null;
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * direction;
    return plainText(left).localeCompare(plainText(right)) * direction;
  });
}
