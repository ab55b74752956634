// Loads the palette when it is first opened, and hands it what it finds besides commands: tables, connections, saved queries
// and what was run.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useRecent } from '../features/explorer/marked.ts';
import { relationKey } from '../features/explorer/tree.ts';
import { openText } from '../features/editor/open-query.ts';
import { connectionsQuery } from '../lib/account-queries.ts';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { client } from '../lib/client.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { targetText } from '../lib/connection-words.ts';
import { latestRuns } from '../lib/recent-runs.ts';
import type { PaletteGroup, PaletteItem } from '../features/palette/palette.tsx';

const Palette = lazy(async () => ({ default: (await import('../features/palette/palette.tsx')).Palette }));

interface PaletteHostProps {
  /** Connections alone: the switcher. */
  lists: 'everything' | 'connections';
  onOpenTable: (schema: string, name: string) => void;
  onClose: () => void;
}

/** From so many letters on the server is asked too. */
const shortest_search = 2;
const asked_rows = 8;
const offered = 5;

export function PaletteHost({ lists, onOpenTable, onClose }: PaletteHostProps): ReactNode {
  const connection = useConnection();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const relations = useQuery(catalogQuery(connection.id, 'relations'));
  const schemas = useQuery(catalogQuery(connection.id, 'schemas'));
  const connections = useQuery(connectionsQuery).data ?? [connection];
  const needle = search.trim();
  const is_asking = lists === 'everything' && needle.length >= shortest_search;
  const found = useQuery({
    queryKey: ['palette', connection.id, needle], enabled: is_asking, placeholderData: keepPreviousData, retry: false,
    queryFn: async ({ signal }) => {
      const [saved, history] = await Promise.all([
        client.savedQueries.list({ organization_id: connection.organization_id, search: needle.slice(0, 200), limit: asked_rows }, null, signal),
        client.history.list({ connection_id: connection.id, search: needle.slice(0, 200), limit: asked_rows }, null, signal),
      ]);
      return { saved: saved.items, history: history.items };
    },
  }).data;
  const is_offering = lists === 'everything' && needle === '';
  const [latest] = useState(() => latestRuns(connection.id, offered));
  const recent = useRecent(connection.id);
  const toConnection = (id: string): void => void navigate({ to: '/c/$connection/tables', params: { connection: id } });
  const tables = (relations.data ?? []).filter((each) => each.kind !== 'sequence').map((each) => {
    const place = recent.indexOf(relationKey(each));
    return {
      id: `${each.schema}.${each.name}`, label: each.name, note: each.schema, place, recency: place < 0 ? 0 : 1 - place / recent.length,
      run: () => onOpenTable(each.schema, each.name),
    };
  });
  const queryItem = (each: { id: string; sql: string }): PaletteItem => ({
    id: each.id, label: each.sql.slice(0, 200).replace(/\s+/g, ' '), note: '',
    run: () => void navigate({ to: '/c/$connection/sql/$tab', params: { connection: connection.id, tab: openText(connection.id, each.sql) } }),
  });
  const groups: PaletteGroup[] = [
    ...(is_offering ? [
      { heading: 'Opened lately', is_found: true, items: tables.filter(({ place }) => place >= 0).sort((one, other) => one.place - other.place).slice(0, offered) },
      { heading: 'Run lately', is_found: true, items: latest.map((run) => queryItem({ id: run.started_at, sql: run.sql })) },
    ] : []),
    { heading: 'Connections', items: connections.map((each) => ({
      id: each.id, label: each.name, note: targetText(each), run: () => toConnection(each.id) })) },
    ...(lists === 'connections' ? [] : [
      { heading: 'Tables', items: tables },
      { heading: 'Schemas', items: (schemas.data ?? []).map((each) => ({
        id: each.schema, label: each.schema, note: 'schema', run: () => void navigate({ to: '/c/$connection/schemas/$schema', params: { connection: connection.id, schema: each.schema } }) })) },
    ]),
    ...(is_asking && found ? [
      { heading: 'Saved queries', is_found: true, items: found.saved.map((each) => ({
        id: each.id, label: each.name, note: each.description ?? '',
        run: () => void navigate({ to: '/c/$connection/saved', params: { connection: connection.id }, search: { query: each.id } }) })) },
      { heading: 'History', is_found: true, items: found.history.map(queryItem) },
    ] : []),
  ];
  return (
    <Suspense fallback={null}>
      <Palette groups={groups} search={search} onSearch={setSearch} onClose={onClose}
        {...(lists === 'connections' ? { only: 'Search for a connection' } : {})} />
    </Suspense>
  );
}
