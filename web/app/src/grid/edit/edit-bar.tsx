// Above the results of a tab: what is staged in it and not yet saved, whether its rows are on the screen or not.

import { countChanges } from '@studio-pg/react/staged-changes';
import { lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { shortcutText, useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { editsOf } from './edit-store.ts';

const Review = lazy(async () => ({ default: (await import('./review.tsx')).Review }));

interface EditBarProps {
  tab: string;
  /** The session whose open transaction holds the rows; the changes become part of it. */
  session: string | undefined;
}

/** So many changes are asked about before they are thrown away; fewer are put back by undo. */
const many_changes = 20;

export function EditBar({ tab, session }: EditBarProps): ReactNode {
  const connection = useConnection();
  const edits = editsOf(connection.id, tab);
  const { rows } = useSyncExternalStore(edits.changes.subscribe, () => edits.changes.state);
  const { phase, is_reviewed, conflicts, failure } = useSyncExternalStore(edits.subscribe, () => edits.state);
  const [is_asking, setAsking] = useState(false);
  const count = countChanges(rows);
  const has_changes = rows.length > 0;
  const commands = useMemo(() => {
    const discard = (): void => {
      edits.changes.discard();
      say(`Discarded. ${shortcutText('mod+z')} in the grid brings the changes back.`);
    };
    return {
      discard,
      list: [
        { id: 'edit.review', label: 'Review and save the staged changes', group: 'Edit rows', key_hint: 'mod+s', is_enabled: has_changes,
          run: () => edits.change({ is_reviewed: true }) },
        { id: 'edit.discard', label: 'Discard the staged changes', group: 'Edit rows', is_enabled: has_changes, run: () => setAsking(true) },
      ],
    };
  }, [edits, has_changes]);
  useCommands(commands.list);
  if (!has_changes) return null;
  const words = `${plural(count.changes, 'change')} in ${plural(count.rows, 'row')}`;
  return (
    <>
      <div role="region" aria-label="Staged changes" className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface-1 px-3 py-1 text-small">
        <span className="inline-block size-2 rounded-full bg-warning" aria-hidden />
        <span role="status" className="font-medium tabular-nums">{words}</span>
        <span className="text-muted">not saved</span>
        {conflicts.length > 0 && <span className="text-danger">{plural(conflicts.length, 'row')} changed by somebody else</span>}
        {failure !== null && <span className="max-w-96 truncate text-danger" title={failure.error.message}>{failure.error.message}</span>}
        <span className="ml-auto flex gap-2">
          <Button look="primary" disabled={phase !== 'rest'} onClick={() => edits.change({ is_reviewed: true })}>Review</Button>
          <Button disabled={phase !== 'rest'} onClick={() => (count.changes > many_changes ? setAsking(true) : commands.discard())}>Discard</Button>
        </span>
      </div>
      {is_reviewed && <Suspense fallback={null}><Review edits={edits} session={session} onClose={() => edits.change({ is_reviewed: false })} /></Suspense>}
      {is_asking && (
        <Confirm title={`Discard ${words}?`} verb="Discard" pending="Discarding" onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            commands.discard();
            return Promise.resolve();
          }}>
          <p>Nothing in the database changes. Undo in the grid brings the changes back, until the page is left.</p>
        </Confirm>
      )}
    </>
  );
}
