// One saved query: its text or its versions, and what can be done with it.

import type { Connection, SavedQuery } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel, writeClipboard } from '@studio-pg/react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, Download, Pencil, SquareTerminal, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { isAdmin, isEditor, meQuery, useMembership } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { download } from '../../lib/download.ts';
import { say } from '../../lib/notice.ts';
import { momentText, timeText } from '../../lib/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { QueryForm } from './query-form.tsx';
import { forgetSaved, savedQueryQuery } from './queries.ts';
import { fileName, fileText } from './sql-files.ts';
import type { SavedSearch } from './search.ts';
import { Versions } from './versions.tsx';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

interface QueryDetailProps {
  id: string;
  connection: Connection;
  /** The name of the connection that it belongs to; null where there is none that is known. */
  nameOf: (connection: string | null) => string | null;
  search: SavedSearch;
  onSearch: (part: Partial<SavedSearch>) => void;
  onOpen: (query: SavedQuery) => void;
  onClose: () => void;
}

export function QueryDetail(props: QueryDetailProps): ReactNode {
  const found = useQuery(savedQueryQuery(props.id));
  return (
    <section aria-label="Saved query" className="flex h-full flex-col bg-surface-0">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-1 pl-3">
        <h2 className="truncate font-semibold">{found.data?.name}</h2>
        <IconButton label="Close" className="ml-auto" onClick={props.onClose}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      </header>
      {found.error !== null && <ErrorPanel error={asStudioError(found.error).fields}
        actions={<Button onClick={() => void found.refetch()}>Try again</Button>} />}
      {found.isPending && <SkeletonLines lines={8} />}
      {found.data && <Shown {...props} query={found.data} />}
    </section>
  );
}

function Shown({ query, connection, nameOf, search, onSearch, onOpen, onClose }: QueryDetailProps & { query: SavedQuery }): ReactNode {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'change' | 'delete' | null>(null);
  const membership = useMembership(query.organization_id);
  const is_mine = useQuery(meQuery).data?.account.id === query.created_by?.id;
  const may_change = query.is_shared ? isEditor(membership) : is_mine;
  const may_delete = isAdmin(membership) || (is_mine && (!query.is_shared || isEditor(membership)));
  const remove = async (): Promise<void> => {
    await client.savedQueries.delete(query.id);
    onClose();
    await forgetSaved(queries);
  };
  const copy = (): void => void writeClipboard(query.sql).then((is_copied) =>
    say(is_copied ? 'The query is copied' : 'The browser refused to copy'));
  const has_versions = search.view === 'versions';
  return (
    <>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3 py-2">
        <Button look="primary" onClick={() => onOpen(query)}><SquareTerminal aria-hidden size={14} strokeWidth={1.5} />Open in the editor</Button>
        {may_change && <Button onClick={() => setAsking('change')}><Pencil aria-hidden size={14} strokeWidth={1.5} />Rename or move</Button>}
        <Button onClick={copy}><Copy aria-hidden size={14} strokeWidth={1.5} />Copy</Button>
        <Button onClick={() => download(`${fileName(query.name)}.sql`, new Blob([fileText(query)], { type: 'application/sql' }))}>
          <Download aria-hidden size={14} strokeWidth={1.5} />.sql
        </Button>
        {may_delete && <Button onClick={() => setAsking('delete')}><Trash2 aria-hidden size={14} strokeWidth={1.5} />Delete</Button>}
      </div>
      <Facts facts={[
        ['Seen by', query.is_shared ? 'all members of the organization' : 'me'],
        ['Connection', nameOf(query.connection_id) ?? 'any'],
        ['Changed', <span key="changed" title={momentText(query.changed_at)}>{timeText(query.changed_at)}{query.changed_by === null ? '' : ` by ${query.changed_by.name}`}</span>],
      ]} />
      {query.description !== null && (
        <div tabIndex={0} role="group" aria-label="Description" className="max-h-[40%] shrink-0 overflow-auto border-t border-line px-3 py-2">
          <Suspense fallback={<p className="whitespace-pre-wrap">{query.description}</p>}><Markdown text={query.description} /></Suspense>
        </div>
      )}
      <div role="tablist" aria-label="What is shown" className="flex h-8 shrink-0 items-stretch gap-1 border-y border-line bg-surface-1 px-2">
        <Tab is_chosen={!has_versions} onChoose={() => onSearch({})}>Text</Tab>
        <Tab is_chosen={has_versions} onChoose={() => onSearch({ view: 'versions' })}>Versions <span className="ml-1 text-muted">{query.version}</span></Tab>
      </div>
      <div role="tabpanel" aria-label={has_versions ? 'Versions' : 'Text'} className="min-h-0 flex-1">
        {has_versions
          ? <Versions query={query} may_restore={may_change} chosen={search.version}
              onChoose={(version) => onSearch({ view: 'versions', version })} />
          : <pre tabIndex={0} className="h-full overflow-auto px-3 py-2 font-mono text-[13px]/5 break-words whitespace-pre-wrap">{query.sql}</pre>}
      </div>
      {asking === 'change' && <QueryForm connection={connection} of={query} onClose={() => setAsking(null)} onSaved={() => setAsking(null)} />}
      {asking === 'delete' && (
        <Confirm title={`Delete ${query.name}?`} verb="Delete" pending="Deleting …" onConfirm={remove} onClose={() => setAsking(null)}>
          <p>Its versions go too.{query.is_shared && ' All members lose it.'} A tab that shows it keeps its text.</p>
        </Confirm>
      )}
    </>
  );
}

function Tab({ is_chosen, onChoose, children }: { is_chosen: boolean; onChoose: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" role="tab" aria-selected={is_chosen} onClick={onChoose}
      className="shrink-0 border-b-2 border-transparent px-2 text-small font-medium text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink">
      {children}
    </button>
  );
}
