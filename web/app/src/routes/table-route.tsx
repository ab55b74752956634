// /c/<connection>/tables/<schema>/<name>?view=&part=&sort=&filter=&search=&key=&as=: one relation, its rows or its structure.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { createRoute, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { ImportButton } from '../features/import/import-button.tsx';
import { AddRowButton } from '../features/rows/add-row-button.tsx';
import { TableData } from '../features/rows/table-data.tsx';
import { readViewSearch, searchOf, viewOf } from '../features/rows/table-view.ts';
import type { TableView, ViewSearch } from '../features/rows/table-view.ts';
import { isPart } from '../features/structure/parts.ts';
import type { Part } from '../features/structure/parts.ts';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { shownName } from '../lib/format.ts';
import { fromPathName, toPathName } from '../lib/path-name.ts';
import { openTab } from '../lib/tabs.ts';
import { readsAlone } from '../lib/read-search.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { connectionRoute } from './connection-route.tsx';
import { TableShape } from './table-shape.tsx';

interface TableSearch extends ViewSearch {
  view?: 'structure';
  /** Of the structure. */
  part?: Part;
}

export const tableRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/tables/$schema/$name',
  params: {
    parse: ({ schema, name }) => ({ schema: fromPathName(schema), name: fromPathName(name) }),
    stringify: ({ schema, name }) => ({ schema: toPathName(schema), name: toPathName(name) }),
  },
  validateSearch: readsAlone((search): TableSearch => ({
    ...(search['view'] === 'structure' ? { view: 'structure' as const } : {}),
    ...(isPart(search['part']) ? { part: search['part'] } : {}),
    ...readViewSearch(search),
  })),
  component: Table,
});

function Table(): ReactNode {
  const { connection, schema, name } = tableRoute.useParams();
  const search = tableRoute.useSearch();
  const { name: connection_name } = useConnection();
  const navigate = useNavigate();
  const relations = useQuery(catalogQuery(connection, 'relations'));
  const relation = relations.data?.find((each) => each.schema === schema && each.name === name);
  const view = useMemo(() => viewOf(search), [search]);
  useEffect(() => {
    if (relation) openTab(connection, { kind: 'table', schema, name });
  }, [relation, connection, schema, name]);

  const { key } = search;
  const onView = useCallback((next: TableView, replaces = false): void => void navigate({
    to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name }, search: searchOf(next, key), replace: replaces,
  }), [navigate, connection, schema, name, key]);
  return (
    <div className="flex h-full flex-col">
      <title>{`${name} · ${connection_name}`}</title>
      <div className="flex h-9 shrink-0 items-stretch gap-1 border-b border-line bg-surface-1 px-2">
        <h1 className="mr-3 flex min-w-0 items-center font-semibold">
          <span className="truncate font-normal text-muted max-sm:hidden">{shownName(schema)}.</span><bdi className="truncate">{shownName(name)}</bdi>
        </h1>
        <ViewLink search={searchOf(view, key)}>Data</ViewLink>
        <ViewLink search={{ ...search, view: 'structure' }}>Structure</ViewLink>
        {relation && search.view === undefined && search.as === undefined && <AddRowButton />}
        {relation && search.view === undefined && search.as === undefined && <ImportButton schema={schema} name={name} oid={relation.oid} />}
      </div>
      <div className="min-h-0 flex-1">
        {relations.error && <ErrorPanel error={asStudioError(relations.error).fields}
          actions={<Button onClick={() => void relations.refetch()}>Try again</Button>} />}
        {relations.isPending && <SkeletonLines lines={24} />}
        {relations.data && !relation && (
          <EmptyState title={`There is no relation ${schema}.${name}`}>
            <p>It may have been dropped or renamed since this address was made.</p>
            <Button onClick={() => void relations.refetch()}>Look again</Button>
          </EmptyState>
        )}
        {relation && search.view === 'structure' && (
          <TableShape key={relation.oid} connection={connection} relation={relation} part={search.part} 
            onPart={(part) => void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name }, search: { ...search, part }, replace: true })} />
        )}
        {relation && search.view === undefined && (
          <TableData key={relation.oid} relation={relation} view={view} onView={onView} />
        )}
      </div>
    </div>
  );
}

function ViewLink(props: { search: TableSearch; children: ReactNode }): ReactNode {
  const params = tableRoute.useParams();
  return (
    <Link to="/c/$connection/tables/$schema/$name" params={params} search={props.search} replace
      activeOptions={{ exact: true, includeSearch: true }}
      className="flex items-center border-b-2 border-transparent px-2 font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink">
      {props.children}
    </Link>
  );
}
