// Saved queries: folders and queries in a tree, and beside it the one that is chosen.

import type { SavedQuery } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, FolderPlus, Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery, useMembership } from '../../lib/account-queries.ts';
import { changeSearch } from '../../lib/address.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { client } from '../../lib/client.ts';
import { download } from '../../lib/download.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { readStored, writeStored } from '../../lib/storage.ts';
import { Button } from '../../ui/button.tsx';
import { ListAndDetail } from '../../ui/list-and-detail.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { FolderDetail } from './folder-detail.tsx';
import { FolderForm } from './folder-form.tsx';
import { QueryDetail } from './query-detail.tsx';
import { foldersQuery, savedQueriesQuery, savedQueryQuery } from './queries.ts';
import { SavedTree } from './saved-tree.tsx';
import type { SavedSearch } from './search.ts';
import { fileName } from './sql-files.ts';
import { filesOf } from './transfer.ts';
import { folderPaths } from './tree.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

interface SavedPageProps {
  search: SavedSearch;
  onSearch: (next: SavedSearch) => void;
  onOpen: (query: SavedQuery) => void;
  onNewQuery: () => void;
}

export function SavedPage({ search, onSearch, onOpen, onNewQuery }: SavedPageProps): ReactNode {
  const connection = useConnection();
  const organization = connection.organization_id;
  const membership = useMembership(organization);
  const cache = useQueryClient();
  const queries = useQuery({ ...savedQueriesQuery(organization, search.search), placeholderData: keepPreviousData });
  const folders = useQuery(foldersQuery(organization));
  const connections = useQuery(connectionsQuery).data ?? [connection];
  const [has_form, setForm] = useState(false);
  const show = (part: SavedSearch): void => onSearch(changeSearch<SavedSearch>({}, { search: search.search, ...part }));
  const openById = (id: string): void => void cache.query(savedQueryQuery(id)).then(onOpen, () => undefined);
  const close = (): void => show({});
  const [importing, setImport] = useState<'top' | 'folder' | null>(null);
  const exportFrom = (under: string | null): void => void exportQueries(organization, under);
  const error = queries.error ?? folders.error;
  const is_searching = search.search !== undefined;
  const folder = folders.data?.find((each) => each.id === search.folder);
  const shown_folders = is_searching ? [] : folders.data ?? [];
  const is_empty = queries.data?.length === 0 && shown_folders.length === 0;
  const list = (
    <div className="relative flex h-full flex-col">
      {(queries.isFetching || folders.isFetching) && <BusyBar label="Loading saved queries" />}
      {error !== null && <ErrorPanel error={asStudioError(error).fields}
        actions={<Button onClick={() => { void queries.refetch(); void folders.refetch(); }}>Try again</Button>} />}
      {error === null && (!queries.data || !folders.data) && <SkeletonLines lines={12} />}
      {error === null && is_empty && (is_searching
        ? <EmptyState title="No saved query fits"><Button onClick={() => onSearch({})}>Clear the search</Button></EmptyState>
        : <EmptyState title="No saved queries yet">
            <p>Write one and save it: it stays here, with all its versions, for you or for everybody in {membership?.name ?? 'the organization'}.</p>
            <Button look="primary" onClick={onNewQuery}>New query</Button>
          </EmptyState>)}
      {queries.data && folders.data && !is_empty && (
        <div className="min-h-0 flex-1">
          <SavedTree folders={shown_folders} queries={queries.data} current={search.query ?? search.folder} onOpen={openById}
            onFolder={(id) => show({ folder: id })} onQuery={(id) => show({ query: id })} />
        </div>
      )}
    </div>
  );
  return (
    <div className="flex h-full flex-col">
      <title>{`Saved queries · ${connection.name}`}</title>
      <h1 className="sr-only">Saved queries</h1>
      <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
        <SearchBox label="Search saved queries" placeholder="Search names and texts" pause_ms={250} className="w-64 min-w-0 max-sm:flex-1"
          value={search.search ?? ''} onChange={(text) => onSearch(text === '' ? {} : { search: text })} />
        <Button className="ml-auto" onClick={() => setImport('top')}><Upload aria-hidden size={14} strokeWidth={1.5} /><span className="max-sm:sr-only">Import</span></Button>
        <Button onClick={() => exportFrom(null)} disabled={!queries.data?.length}><Download aria-hidden size={14} strokeWidth={1.5} /><span className="max-sm:sr-only">Export</span></Button>
        <Button onClick={() => setForm(true)}><FolderPlus aria-hidden size={14} strokeWidth={1.5} />New folder</Button>
      </div>
      <div className="min-h-0 flex-1">
        <ListAndDetail list={list} label={search.query === undefined ? 'Folder' : 'Saved query'} initial_px={storedWidth()} onClose={close}
          onSize={(width) => writeStored('saved.width', width)}
          detail={search.query !== undefined
            ? <QueryDetail key={search.query} id={search.query} connection={connection} search={search} onOpen={onOpen} onClose={close}
                nameOf={(id) => connections.find((each) => each.id === id)?.name ?? null}
                onSearch={(part) => show({ query: search.query, ...part } as SavedSearch)} />
            : folder !== undefined && (
              <FolderDetail folder={folder} path={folderPaths(folders.data ?? []).find((each) => each.id === folder.id)?.path ?? folder.name}
                onFolder={(id) => show({ folder: id })} onClose={close} onImport={() => setImport('folder')} onExport={() => exportFrom(folder.id)} />
            )} />
      </div>
      {queries.data && <StatusText><span>{plural(queries.data.length, 'saved query', 'saved queries')}</span></StatusText>}
      {importing !== null && <Suspense fallback={null}>
        <ImportDialog organization={organization} into={importing === 'folder' ? folder ?? null : null} onClose={() => setImport(null)} />
      </Suspense>}
      {has_form && <FolderForm organization={organization} folder={null} parent={search.folder} onClose={() => setForm(false)}
        onSaved={(made) => { setForm(false); show({ folder: made.id }); }} />}
    </div>
  );
}

/** All queries that this account sees, or those of a folder, as a zip; the search does not narrow it. */
async function exportQueries(organization: string, under: string | null): Promise<void> {
  try {
    const [{ zipOf }, folders, heads] = await Promise.all([
      import('./zip.ts'), client.folders.list(organization), client.savedQueries.all({ organization_id: organization }),
    ]);
    const files = await filesOf(folders, heads, under, (done, all) => say(`Exporting: ${done} of ${all}`));
    const name = folders.find((each) => each.id === under)?.name ?? 'saved queries';
    download(`${fileName(name)}.zip`, new Blob([zipOf(files)], { type: 'application/zip' }));
    say(`${plural(files.length, 'query is', 'queries are')} exported`);
  } catch (thrown) {
    say(`Not exported: ${asStudioError(thrown).message}`);
  }
}

function storedWidth(): number {
  const kept = readStored('saved.width');
  return typeof kept === 'number' ? kept : 560;
}
