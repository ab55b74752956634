// The structure of one relation, from the catalog: columns, constraints, indexes, triggers.

import type { Cell, Row, StudioError } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { bytesText, DataGrid, ErrorPanel, RowList } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { asNumber, catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText, plural } from '../../lib/format.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

const text = (name: string, width: number): GridColumn => ({ name, type: 'text', note: '', width });
const number = (name: string, width: number): GridColumn => ({ name, type: 'int8', note: '', width });

/** The server waits for no lock: what cannot be read while another session holds the relation is null. */
const locked = 'locked by another session';

const column_columns = [text('column', 200), text('type', 200), text('null', 90), text('default', 300),
  text('key', 100), text('comment', 320)];
const constraint_columns = [text('name', 240), text('kind', 110), text('definition', 640), text('state', 120)];
const index_columns = [text('name', 240), text('method', 80), text('kind', 110), number('size', 90), number('scans', 90),
  text('definition', 520)];
const trigger_columns = [text('name', 220), text('enabled', 90), text('routine', 180), text('definition', 560)];

export function TableStructure({ oid }: { oid: number }): ReactNode {
  const { id } = useConnection();
  const columns = useQuery(catalogQuery(id, 'columns', { relation: oid }));
  const constraints = useQuery(catalogQuery(id, 'constraints', { relation: oid }));
  const indexes = useQuery(catalogQuery(id, 'indexes', { relation: oid }));
  const triggers = useQuery(catalogQuery(id, 'triggers', { relation: oid }));
  // All at once: sections that come one by one would push each other down.
  if ([columns, constraints, indexes, triggers].some((query) => query.isPending)) return <SkeletonLines lines={20} />;
  const counts = [plural(columns.data?.length ?? 0, 'column'), plural(constraints.data?.length ?? 0, 'constraint'),
    `${countText(indexes.data?.length ?? 0)} index${indexes.data?.length === 1 ? '' : 'es'}`, plural(triggers.data?.length ?? 0, 'trigger')];
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label="Structure">
      <StatusText>{counts.join(' · ')}</StatusText>
      <Section title="Columns" columns={column_columns} error={columns.error} rows={columns.data?.map((each): Row => [
        each.column, each.type, each.is_nullable ? 'null' : 'not null', defaultText(each),
        each.primary_key_position === null ? '' : `primary ${each.primary_key_position}`, each.comment ?? '',
      ])} />
      <Section title="Constraints" columns={constraint_columns} error={constraints.error}
        rows={constraints.data?.map((each): Row => [
          each.name, words(each.kind), each.definition ?? locked, each.is_validated ? 'valid' : 'not validated',
        ])} />
      <Section title="Indexes" columns={index_columns} error={indexes.error} rows={indexes.data?.map((each): Row => [
        each.name, each.method, each.is_primary ? 'primary' : each.is_unique ? 'unique' : each.is_valid ? '' : 'invalid',
        each.bytes === null ? locked : bytesText(asNumber(each.bytes)), countText(asNumber(each.scans)), each.definition ?? locked,
      ])} />
      <Section title="Triggers" columns={trigger_columns} error={triggers.error} rows={triggers.data?.map((each): Row => [
        each.name, String(each.enabled), each.routine, each.definition ?? locked,
      ])} />
    </div>
  );
}

interface SectionProps {
  title: string;
  columns: readonly GridColumn[];
  rows: readonly Row[] | undefined;
  error: Error | null;
}

function Section({ title, columns, rows, error }: SectionProps): ReactNode {
  const source = useMemo(() => new RowList(rows ?? []), [rows]);
  const failure: StudioError | null = error && asStudioError(error);
  return (
    <section className="border-b border-line">
      <h2 className="px-3 py-2 font-semibold">
        {title} {rows && <span className="font-normal text-faint tabular-nums">{rows.length}</span>}
      </h2>
      {failure && <ErrorPanel error={failure.fields} />}
      {rows?.length === 0 && <p className="px-3 pb-3 text-muted">None.</p>}
      {rows && rows.length > 0 && (
        <div className="border-t border-line" style={{ height: 34 + Math.min(rows.length, 40) * 28 }}>
          <DataGrid label={title} columns={columns} source={source} row_count={rows.length} render_cell={drawQuiet} />
        </div>
      )}
    </section>
  );
}

/** An empty text means that there is nothing to say here, not a value. */
function drawQuiet(row: Row, column: number): ReactNode {
  const cell: Cell = row[column] ?? null;
  return cell === '' ? <span /> : undefined;
}

function defaultText(column: { default: string | null; identity: string | null; is_generated: boolean }): string {
  if (column.identity !== null) return `generated ${words(column.identity)} as identity`;
  if (column.is_generated) return `generated always as (${column.default ?? ''}) stored`;
  return column.default ?? '';
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
