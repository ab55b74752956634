// Saved queries beside the editor: found, opened, run, put into the text.

import { asStudioError } from '@studio-pg/client';
import type { SavedQuery } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { CornerDownLeft, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '../../lib/connection-context.tsx';
import { say } from '../../lib/notice.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { foldersQuery, savedQueriesQuery, savedQueryQuery } from './queries.ts';
import { folderPaths } from './tree.ts';

interface SavedPanelProps {
  search: string;
  onOpen: (query: SavedQuery) => void;
  onRun: (query: SavedQuery) => void;
  onInsert: (query: SavedQuery) => void;
}

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.5 } as const;

export function SavedPanel({ search, onOpen, onRun, onInsert }: SavedPanelProps): ReactNode {
  const { organization_id } = useConnection();
  const cache = useQueryClient();
  const queries = useQuery({ ...savedQueriesQuery(organization_id, search === '' ? undefined : search), placeholderData: keepPreviousData });
  const paths = new Map(folderPaths(useQuery(foldersQuery(organization_id)).data ?? []).map(({ id, path }) => [id, path]));
  const withQuery = (id: string, act: (query: SavedQuery) => void): void =>
    void cache.query(savedQueryQuery(id)).then(act, (thrown: unknown) => say(asStudioError(thrown).message));
  if (queries.error !== null) return <ErrorPanel error={asStudioError(queries.error).fields} actions={<Button onClick={() => void queries.refetch()}>Try again</Button>} />;
  if (!queries.data) return <SkeletonLines lines={10} />;
  if (queries.data.length === 0) return <EmptyState title={search === '' ? 'No saved queries yet' : 'No saved query fits'} />;
  return (
    <ul aria-label="Saved queries" className="h-full overflow-auto py-1">
      {queries.data.map((query) => (
        <li key={query.id} className="flex items-start gap-1 px-2 py-1 hover:bg-surface-2">
          <button type="button" onClick={() => withQuery(query.id, onOpen)} className="min-w-0 flex-1 text-left">
            <span className="block truncate font-medium">{query.name}</span>
            <span className="block truncate text-small text-muted">{paths.get(query.folder_id ?? '') ?? query.sql_head.replace(/\s+/g, ' ')}</span>
          </button>
          <IconButton label={`Put ${query.name} into the text`} onClick={() => withQuery(query.id, onInsert)}><CornerDownLeft {...icon} /></IconButton>
          <IconButton label={`Run ${query.name} in a new tab`} onClick={() => withQuery(query.id, onRun)}><Play {...icon} /></IconButton>
        </li>
      ))}
    </ul>
  );
}
