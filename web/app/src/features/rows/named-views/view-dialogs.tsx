// What is asked about a named view: whether it is to be deleted, and what holds where somebody else changed it meanwhile.

import { asStudioError } from '@studio-pg/client';
import type { NamedView } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { forgetNamedViews } from './queries.ts';

interface DeleteViewProps {
  view: NamedView;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteView({ view, onDeleted, onClose }: DeleteViewProps): ReactNode {
  const queries = useQueryClient();
  const deletion = useMutation({
    mutationFn: async () => await client.namedViews.delete(view.id),
    onSuccess: async () => {
      await forgetNamedViews(queries);
      onDeleted();
    },
  });
  return (
    <Dialog label="Delete the view" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">Delete “<bdi>{view.name}</bdi>”?</h2>
        <p className="text-muted">{view.is_shared ? 'Nobody in the organization has it any more. No row is touched.' : 'No row is touched.'}</p>
        {deletion.error && <ErrorPanel error={asStudioError(deletion.error).fields} />}
        <div className="flex justify-end gap-2">
          <Button className="h-8" onClick={onClose}>Cancel</Button>
          <Button className="h-8" look="danger" disabled={deletion.isPending} onClick={() => deletion.mutate()}>Delete</Button>
        </div>
      </div>
    </Dialog>
  );
}

interface NotSavedProps {
  error: unknown;
  /** As it is now; null where the changes of others are not the cause. */
  theirs: NamedView | null;
  onMine: (theirs: NamedView) => void;
  onTheirs: (theirs: NamedView) => void;
  onNew: () => void;
  onClose: () => void;
}

export function ViewNotSaved({ error, theirs, onMine, onTheirs, onNew, onClose }: NotSavedProps): ReactNode {
  return (
    <Dialog label="The view is not saved" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">The view is not saved</h2>
        {theirs === null
          ? <ErrorPanel error={asStudioError(error).fields} />
          : <p>{theirs.changed_by?.name ?? 'Somebody who is gone'} has changed “<bdi>{theirs.name}</bdi>” since you opened it.</p>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button className="h-8" onClick={onClose}>Cancel</Button>
          <Button className="h-8" onClick={onNew}>Save as a new view</Button>
          {theirs && <Button className="h-8" onClick={() => onTheirs(theirs)}>Open theirs</Button>}
          {theirs && <Button className="h-8" look="danger" onClick={() => onMine(theirs)}>Save mine over theirs</Button>}
        </div>
      </div>
    </Dialog>
  );
}
