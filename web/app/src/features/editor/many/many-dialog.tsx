// Runs a text on many connections: they are chosen, what destroys on production is confirmed, and the results stand together.

import type { AnalyzedStatement, Connection, Parameters } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../../../lib/account-queries.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { EffectView } from '../run-gate/effect-view.tsx';
import { look, needsAnswer } from '../run-gate/use-run-gate.tsx';
import { ChooseConnections } from './choose-connections.tsx';
import { ManyResults, useManyRun } from './many-results.tsx';
import { ManyRun } from './many-run.ts';

interface ManyDialogProps {
  connection: Connection;
  sql: string;
  parameters: Parameters | undefined;
  onClose: () => void;
}

/** What is typed where the text destroys on production. */
const word = 'production';

export function ManyDialog({ connection, sql, parameters, onClose }: ManyDialogProps): ReactNode {
  const [run, setRun] = useState<ManyRun | null>(null);
  const close = (): void => {
    run?.cancel();
    onClose();
  };
  return (
    <Dialog label="Run on many connections" place="wide" onClose={close}>
      <div className="flex h-full flex-col">
        <h2 className="shrink-0 border-b border-line px-4 py-3 text-title font-semibold">Run on many connections</h2>
        {run ? <Running run={run} onClose={close} />
          : <Choosing connection={connection} sql={sql} parameters={parameters} onClose={close}
              onRun={(connections) => setRun(new ManyRun(connections, sql, parameters))} />}
      </div>
    </Dialog>
  );
}

interface ChoosingProps extends ManyDialogProps {
  onRun: (connections: readonly Connection[]) => void;
}

function Choosing({ connection, sql, parameters, onRun, onClose }: ChoosingProps): ReactNode {
  const all = useQuery(connectionsQuery).data?.filter((each) => each.organization_id === connection.organization_id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([connection.id]));
  const [typed, setTyped] = useState('');
  const statements = useLook(connection.id, sql);
  if (!all || statements === undefined) return <SkeletonLines lines={6} />;
  const picked = all.filter(({ id }) => chosen.has(id));
  const guarded = picked.filter((each) => each.environment === 'production' && needsAnswer(statements, each.kind));
  const may_run = picked.length > 0 && (guarded.length === 0 || typed === word);
  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={(event) => {
      event.preventDefault();
      if (may_run) onRun(picked);
    }}>
      <div className="grid min-h-0 flex-1 content-start gap-3 overflow-auto p-4">
        <ChooseConnections connections={all} chosen={chosen} onChange={setChosen} />
        {guarded.length > 0 && (
          <section aria-label="On production" className="grid gap-3">
            <p className="text-danger">{statements === null ? 'It could not be checked what this text does.' : `This text destroys data or objects on ${plural(guarded.length, 'production connection')}.`}</p>
            {guarded.filter(({ kind }) => kind === 'local').slice(0, 3).map((each) => (
              <div key={each.id} className="grid gap-1"><p className="font-medium">{each.name}</p><EffectView connection={each.id} sql={sql} parameters={parameters} /></div>
            ))}
            <TextField label={<>Type <span className="font-semibold select-all">{word}</span> to go on</>} value={typed}
              onChange={(event) => setTyped(event.target.value)} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </section>
        )}
      </div>
      <div className="flex shrink-0 justify-end gap-2 border-t border-line p-3">
        <Button className="h-8" onClick={onClose}>Cancel</Button>
        <Button className="h-8" type="submit" look={guarded.length > 0 ? 'danger' : 'primary'} disabled={!may_run}>Run on {plural(picked.length, 'connection')}</Button>
      </div>
    </form>
  );
}

function Running({ run, onClose }: { run: ManyRun; onClose: () => void }): ReactNode {
  useManyRun(run);
  return (
    <>
      <ManyResults run={run} />
      <div className="flex shrink-0 justify-end gap-2 border-t border-line p-3">
        {run.is_running && <Button className="h-8" look="danger" onClick={() => run.cancel()}>Cancel all</Button>}
        <Button className="h-8" onClick={onClose}>Close</Button>
      </div>
    </>
  );
}

/** What the text is; undefined until it is known, null where the server did not say. */
function useLook(connection: string, sql: string): readonly AnalyzedStatement[] | null | undefined {
  const [statements, setStatements] = useState<readonly AnalyzedStatement[] | null>();
  useEffect(() => void look(connection, sql).then(setStatements), [connection, sql]);
  return statements;
}
