// The versions of a saved query: who saved them when, what differs from the present one, and the way back.

import type { SavedQuery } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../../lib/client.ts';
import { say } from '../../lib/notice.ts';
import { timeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { DiffView } from '../../ui/text-diff/diff-view.tsx';
import { forgetSaved, versionQuery, versionsQuery } from './queries.ts';

interface VersionsProps {
  query: SavedQuery;
  may_restore: boolean;
  chosen: number | undefined;
  onChoose: (version: number) => void;
}

export function Versions({ query, may_restore, chosen, onChoose }: VersionsProps): ReactNode {
  const queries = useQueryClient();
  const versions = useQuery(versionsQuery(query.id));
  const number = chosen ?? Math.max(1, query.version - 1);
  const version = useQuery(versionQuery(query.id, number));
  const restore = useMutation({
    mutationFn: (sql: string) => client.savedQueries.update(query.id, { sql, version: query.version }),
    onSuccess: async () => {
      await forgetSaved(queries);
      say(`Version ${number} of “${query.name}” is the present one again`);
    },
  });
  const error = versions.error ?? version.error ?? restore.error;
  return (
    <div className="flex h-full flex-col">
      <ul aria-label="Versions" className="max-h-[40%] shrink-0 overflow-auto border-b border-line py-1">
        {versions.isPending && <SkeletonLines lines={3} />}
        {versions.data?.map((each) => (
          <li key={each.version}>
            <button type="button" aria-pressed={each.version === number} onClick={() => onChoose(each.version)}
              className="flex h-7 w-full items-center gap-3 px-3 text-left hover:bg-surface-2 aria-pressed:bg-accent-soft">
              <span className="w-8 tabular-nums">{each.version}</span>
              <span className="tabular-nums">{timeText(each.saved_at)}</span>
              <span className="truncate text-muted">{each.saved_by?.name}</span>
              {each.version === query.version && <span className="ml-auto text-small text-muted">present</span>}
            </button>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorPanel error={asStudioError(error).fields} />}
      {version.data && (
        <>
          <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5 text-small text-muted">
            {number === query.version ? 'This is the present version.' : `From version ${number} to the present one`}
            {may_restore && number !== query.version && version.data.sql !== query.sql && (
              <Button className="ml-auto" disabled={restore.isPending} onClick={() => restore.mutate(version.data.sql)}>Restore version {number}</Button>
            )}
          </div>
          <div className="min-h-0 flex-1">
            {number === query.version
              ? <pre tabIndex={0} className="h-full overflow-auto px-3 py-2 font-mono text-[13px]/5 break-words whitespace-pre-wrap">{version.data.sql}</pre>
              : <DiffView before={version.data.sql} after={query.sql} label={`From version ${number} to the present one`} />}
          </div>
        </>
      )}
    </div>
  );
}
