// A saved query could not be saved. Where somebody else saved it meanwhile, theirs and mine stand side by side.

import type { SavedQuery, StudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { timeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiffView } from '../../ui/text-diff/diff-view.tsx';

interface NotSavedProps {
  mine: string;
  /** What stands there now; null where it is not known that somebody else saved. */
  theirs: SavedQuery | null;
  error: StudioError;
  onMine: (theirs: SavedQuery) => void;
  onTheirs: (theirs: SavedQuery) => void;
  onNew: () => void;
  onClose: () => void;
}

export function NotSaved({ mine, theirs, error, onMine, onTheirs, onNew, onClose }: NotSavedProps): ReactNode {
  if (theirs === null) {
    return (
      <Dialog label="Not saved" onClose={onClose}>
        <div className="grid gap-4 p-5">
          <h2 className="text-title font-semibold">The query is not saved</h2>
          <ErrorPanel error={error.fields} />
          <div className="flex justify-end gap-2">
            <Button className="h-8" onClick={onClose}>Cancel</Button>
            <Button look="primary" className="h-8" onClick={onNew}>Save as a new query</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const who = theirs.changed_by?.name ?? 'Somebody';
  return (
    <Dialog label="Somebody else saved" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <div className="grid gap-1 border-b border-line p-4">
          <h2 className="text-title font-semibold">{who} saved “{theirs.name}” meanwhile</h2>
          <p className="text-muted">
            Version {theirs.version}, {timeText(theirs.changed_at)}. Red lines are only in theirs, green ones only in mine.
          </p>
        </div>
        <div className="min-h-0 flex-1"><DiffView before={theirs.sql} after={mine} label="Theirs and mine" /></div>
        <div className="flex flex-wrap justify-end gap-2 border-t border-line p-3">
          <Button className="h-8" onClick={onClose}>Cancel</Button>
          <Button className="h-8" onClick={() => onTheirs(theirs)}>Take theirs</Button>
          <Button className="h-8" onClick={onNew}>Save mine as a new query</Button>
          <Button look="primary" className="h-8" onClick={() => onMine(theirs)}>Save mine over it</Button>
        </div>
      </div>
    </Dialog>
  );
}
