// Everything that the active row points to by a foreign key, and everything that points to it, each with its rows counted up to a
// cap: what is counted is asked for one after the other, and a count that takes long is given up and said so.

import { asStudioError } from '@studio-pg/client';
import type { Column, Row } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { use, useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { client } from '../lib/client.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { countText, plural, shownName } from '../lib/format.ts';
import { keyFilter, keyText } from '../lib/row-key.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { SkeletonLines } from '../ui/states.tsx';
import { ReadAs } from './read-as.ts';
import { relationsOf } from './relations-of-row.ts';
import type { RelatedRows } from './relations-of-row.ts';

interface RelatedPanelProps {
  /** The row, and its columns as the server described them. */
  row: Row | undefined;
  index: number;
  wire_columns: readonly Column[];
  /** The active column: its table is meant. */
  column: number;
  onClose: () => void;
}

/** More rows are "more than". */
const most_counted = 1000;
const patience_ms = 3000;
/** Relations that are counted without being asked for. */
const counted_at_once = 30;

export function RelatedPanel({ row, index, wire_columns, column, onClose }: RelatedPanelProps): ReactNode {
  const { id } = useConnection();
  const oid = wire_columns[column]?.table_oid ?? 0;
  const known = { enabled: oid !== 0, staleTime: 60_000 };
  const columns = useQuery({ ...catalogQuery(id, 'columns', { relation: oid }), ...known });
  const keys = useQuery({ ...catalogQuery(id, 'foreign_keys', { relation: oid }), ...known });
  const relations = useQuery(catalogQuery(id, 'relations'));
  const related = useMemo(() => (row && columns.data && keys.data && relations.data
    ? relationsOf(oid, row, wire_columns, columns.data, keys.data, relations.data) : null), [oid, row, wire_columns, columns.data, keys.data, relations.data]);
  const error = columns.error ?? keys.error ?? relations.error;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <section aria-label={`Rows related to row ${index + 1}`} className="flex h-full flex-col bg-surface-0" onKeyDown={onKeyDown}>
      <header className="flex h-8 shrink-0 items-center border-b border-line bg-surface-1 pr-1 pl-3">
        <h2 className="mr-auto font-semibold">Related to row {countText(index + 1)}</h2>
        <IconButton label="Close the related rows" onClick={onClose}><X size={16} strokeWidth={1.5} aria-hidden /></IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-3" tabIndex={0} role="region" aria-label="Related rows">
        {error ? <ErrorPanel error={asStudioError(error).fields} />
          : oid === 0 ? <p className="text-muted">The column is computed: it is of no table.</p>
          : !related ? <SkeletonLines lines={6} />
          : <>
              <Part title="It points to" none="No foreign key of its table is in these columns." relations={related.filter((each) => each.is_outgoing)} />
              <Part title="What points to it" none="No foreign key refers to its table." relations={related.filter((each) => !each.is_outgoing)} />
            </>}
      </div>
    </section>
  );
}

function Part({ title, none, relations }: { title: string; none: string; relations: readonly RelatedRows[] }): ReactNode {
  return (
    <section aria-label={title} className="mb-4 grid gap-1">
      <h3 className="font-medium text-muted">{title}</h3>
      {relations.length === 0 && <p className="text-small text-muted">{none}</p>}
      <ul className="grid gap-1">
        {relations.map((each, at) => <Related key={`${each.constraint} ${each.schema} ${each.name}`} related={each} is_counted={at < counted_at_once} />)}
      </ul>
    </section>
  );
}

function Related({ related, is_counted }: { related: RelatedRows; is_counted: boolean }): ReactNode {
  const { id } = useConnection();
  const [is_wanted, setWanted] = useState(is_counted);
  const { schema, name, key, columns } = related;
  const count = useQuery({ ...countQuery(id, related, use(ReadAs)), enabled: is_wanted && key !== null });
  return (
    <li className="rounded-md border border-line px-2.5 py-1.5">
      <p className="flex items-baseline gap-2">
        {key === null ? <span className="min-w-0 truncate">{shownName(schema)}.<bdi>{shownName(name)}</bdi></span>
          : <Link to="/c/$connection/tables/$schema/$name" params={{ connection: id, schema, name }} search={{ key: keyText(key) }}
              className="min-w-0 truncate text-accent hover:underline">{shownName(schema)}.<bdi>{shownName(name)}</bdi></Link>}
        <span className="ml-auto shrink-0 tabular-nums">
          {key === null ? <span className="text-muted">no row: NULL</span>
            : count.error ? <span className="text-muted" title={asStudioError(count.error).message}>not counted: {asStudioError(count.error).code === '57014' ? 'it took too long' : asStudioError(count.error).message}</span>
            : count.data !== undefined ? (count.data > most_counted ? `more than ${countText(most_counted)} rows` : plural(count.data, 'row'))
            : is_wanted ? <span className="text-muted">counting …</span> : <Button look="quiet" onClick={() => setWanted(true)}>Count</Button>}
        </span>
      </p>
      <p className="truncate font-mono text-small text-muted" title={related.constraint}>{columns.join(', ')}</p>
    </li>
  );
}

function countQuery(connection: string, { schema, name, key }: RelatedRows, as_role: string | null) {
  return queryOptions({
    queryKey: ['related-count', connection, schema, name, key, as_role],
    staleTime: 15_000, retry: false,
    queryFn: async ({ signal }) => {
      const run = client.selectRows(connection, { relation: { schema, name }, filter: keyFilter(key ?? {}), count_up_to: most_counted, ...(as_role === null ? {} : { as_role }) });
      const given_up = setTimeout(() => run.cancel(), patience_ms);
      signal.addEventListener('abort', () => run.cancel());
      const { results } = await run.collect().finally(() => clearTimeout(given_up));
      return Number(results[0]?.rows[0]?.[0] ?? 0);
    },
  });
}

