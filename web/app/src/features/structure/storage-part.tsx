// How a relation lies on disk, what happened to it, and what is known of its columns' values.

import type { CatalogRow } from '@studio-pg/client';
import { bytesText } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asNumber, catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText } from '../../lib/format.ts';
import { PartView } from './part-view.tsx';
import { StructureTable } from './structure-table.tsx';

type Storage = CatalogRow<'storage'>;

export function StoragePart({ relation }: { relation: CatalogRow<'relations'> }): ReactNode {
  return (
    <PartView title="Storage" question="storage" narrowing={{ relation: relation.oid }} is_counted={false}>
      {([storage]) => storage && (
        <div className="grid grid-cols-1 gap-6 p-4">
          <div className="grid gap-x-10 gap-y-6 md:grid-cols-3">
            <Facts title="On disk" facts={diskFacts(storage)} />
            <Facts title="Rows" facts={rowFacts(storage)} />
            <Facts title="Upkeep" facts={upkeepFacts(storage)} />
          </div>
          <ColumnStatistics oid={relation.oid} />
        </div>
      )}
    </PartView>
  );
}

type Fact = readonly [label: string, value: string | null];

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactNode {
  return (
    <div className="grid content-start gap-1">
      <h3 className="font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {facts.filter(([, value]) => value !== null && value !== '').map(([label, value]) => (
          <div key={label} className="contents"><dt className="text-muted">{label}</dt><dd className="text-right tabular-nums">{value}</dd></div>
        ))}
      </dl>
    </div>
  );
}

const size = (bytes: string | null): string | null => (bytes === null ? null : bytesText(asNumber(bytes)));
const count = (number: string | number | null): string | null => (number === null ? null : countText(asNumber(number)));
const time = (text: string | null): string => (text === null ? 'never' : new Date(text).toLocaleString());

function diskFacts(storage: Storage): Fact[] {
  return [
    ['Rows', size(storage.heap_bytes)], ['TOAST', size(storage.toast_bytes)], ['Indexes', size(storage.index_bytes)],
    ['Persistence', storage.persistence], ['Access method', storage.access_method], ['Tablespace', storage.tablespace],
    ['Partition key', storage.partition_key], ['Partition of', storage.partition_bound],
    ['Options', (JSON.parse(storage.options) as string[]).join(', ')], ['Replica identity', storage.replica_identity],
  ];
}

function rowFacts(storage: Storage): Fact[] {
  return [
    ['Live, counted', count(storage.live_rows)], ['Dead, counted', count(storage.dead_rows)], ['Inserted', count(storage.rows_inserted)],
    ['Updated', count(storage.rows_updated)], ['… in place (HOT)', count(storage.rows_hot_updated)], ['Deleted', count(storage.rows_deleted)],
    ['Sequential scans', count(storage.sequential_scans)], ['Index scans', count(storage.index_scans)],
  ];
}

function upkeepFacts(storage: Storage): Fact[] {
  if (storage.live_rows === null) return [];
  return [
    ['Vacuumed', time(storage.vacuumed_at)], ['Analyzed', time(storage.analyzed_at)], ['Changed since', count(storage.changes_since_analyze)],
    ['Pages', count(storage.pages)], ['… all visible', count(storage.all_visible_pages)], ['Age in transactions', count(storage.transaction_age)],
  ];
}

function ColumnStatistics({ oid }: { oid: number }): ReactNode {
  const { id } = useConnection();
  const { data } = useQuery(catalogQuery(id, 'column_statistics', { relation: oid }));
  if (!data || data.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-1">
      <h3 className="font-semibold">Values, by ANALYZE</h3>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Values, by ANALYZE"><StructureTable label="Column statistics" rows={data} nameOf={(row) => row.column} columns={[
        { head: 'Column', cell: (row) => row.column },
        { head: 'Null', cell: (row) => percent(row.null_fraction), look: 'number' },
        { head: 'Distinct', cell: ({ distinct_values }) => distinctText(distinct_values), look: 'number' },
        { head: 'Bytes, average', cell: (row) => row.average_bytes, look: 'number' },
        { head: 'Order on disk', cell: ({ correlation }) => correlation?.toFixed(2), look: 'number' },
        { head: 'Stored', cell: (row) => [row.storage, row.compression].filter((word) => word !== null).join(', ') },
      ]} /></div>
    </div>
  );
}

const percent = (part: number | null): string => (part === null ? '' : `${(part * 100).toFixed(part > 0 && part < 0.01 ? 2 : 0)} %`);

function distinctText(distinct: number | null): string {
  if (distinct === null) return '';
  return distinct < 0 ? (distinct === -1 ? 'all' : `${(-distinct * 100).toFixed(0)} % of the rows`) : countText(distinct);
}
