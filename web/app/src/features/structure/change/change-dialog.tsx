// A change of the structure: its form, the SQL that comes of it, what that means; run here, or taken along as a text.

import { asStudioError } from '@studio-pg/client';
import type { QueryRun } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { use, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogKey } from '../../../lib/catalog-queries.ts';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { say } from '../../../lib/notice.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { ChangeReview, useReview } from './change-review.tsx';
import { ChangeTools } from './change-tools.ts';
import { script } from './quoting.ts';

interface ChangeDialogProps {
  title: string;
  /** What the button does: a verb. */
  verb: string;
  look?: 'primary' | 'danger';
  /** Empty while the form lacks something. */
  statements: readonly string[];
  /** Asked before it is run; throws where that must not be. */
  check?: () => Promise<void>;
  /** False where the form itself shows the text. */
  shows_sql?: boolean;
  onDone?: () => void;
  onClose: () => void;
  children?: ReactNode;
}

export function ChangeDialog({ title, verb, look = 'primary', statements, check, shows_sql = true, onDone, onClose, children }: ChangeDialogProps): ReactNode {
  const connection = useConnection();
  const tools = use(ChangeTools);
  const sql = script(statements);
  const review = useReview(sql);
  const run = useRun(title, check, () => {
    onDone?.();
    onClose();
  });
  const [typed, setTyped] = useState('');
  const wants_name = connection.environment === 'production' && look === 'danger';
  const may_run = sql !== '' && !run.isPending && !(wants_name && typed !== connection.name);
  return (
    <Dialog label={title} place="wide" onClose={onClose}>
      <form className="flex h-full flex-col" noValidate onSubmit={(event) => {
        event.preventDefault();
        if (may_run) run.mutate(sql);
      }}>
        <h2 className="px-5 pt-4 pb-3 text-title font-semibold">{title}</h2>
        <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto px-5 pb-4" tabIndex={-1}>
          {children}
          <ChangeReview sql={sql} review={review} shows_sql={shows_sql} />
          {look === 'danger' && sql !== '' && tools.renderEffect(sql)}
          {wants_name && (
            <TextField label={<>This is production. Type <span className="font-semibold select-all">{connection.name}</span> to go on</>} value={typed}
              autoComplete="off" autoCapitalize="none" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
          )}
          {run.error !== null && <ErrorPanel error={asStudioError(run.error).fields} place={null} />}
        </div>
        {run.isPending && run.running !== null && <div className="max-h-44 shrink-0 overflow-auto border-t border-line px-5 py-2">{tools.renderProgress(run.running, run.is_stopping)}</div>}
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
          <Button className="mr-auto h-8" disabled={sql === ''} onClick={() => tools.addToScript(sql)}>Add to the migration</Button>
          <Button className="h-8" disabled={sql === ''} onClick={() => tools.openText(sql)}>Open in the editor</Button>
          {run.isPending ? <Button className="h-8" disabled={run.is_stopping} onClick={run.stop}>{run.is_stopping ? 'Stopping' : 'Stop'}</Button>
            : <Button className="h-8" onClick={onClose}>Cancel</Button>}
          <Button className="h-8" look={look} type="submit" aria-disabled={!may_run || connection.is_read_only}
            title={connection.is_read_only ? 'This connection is read-only' : undefined}>
            {run.isPending ? 'Running' : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useRun(title: string, check: (() => Promise<void>) | undefined, onDone: () => void) {
  const { id } = useConnection();
  const queries = useQueryClient();
  /** The id by which the server can be asked about it, once it has run for half a second. */
  const [running, setRunning] = useState<string | null>(null);
  const [is_stopping, setStopping] = useState(false);
  const present = useRef<QueryRun | null>(null);
  const mutation = useMutation({
    mutationFn: async (sql: string) => {
      setRunning(null);
      setStopping(false);
      await check?.();
      present.current = client.query(id, sql);
      return await present.current.collect((event) => {
        if (event.type === 'running') setRunning(event.query_id);
      });
    },
    // What has failed may have left something: an index that was to be built concurrently is there, and invalid.
    onError: async () => await queries.invalidateQueries({ queryKey: catalogKey(id) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: catalogKey(id) });
      say(`Done: ${title}`);
      onDone();
    },
  });
  const stop = (): void => {
    setStopping(true);
    present.current?.cancel();
  };
  return { ...mutation, running, is_stopping, stop };
}
