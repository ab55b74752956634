// The review of what is staged: each change with the value that stands there, the SQL, conflicts to be decided, and then the one
// transaction that saves it. On production this is the deliberate act.

import { ErrorPanel } from '@studio-pg/react';
import { countChanges, statementOf } from '@studio-pg/react/staged-changes';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { targetText } from '../../lib/connection-words.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ConflictView } from './conflict-view.tsx';
import type { TabEdits } from './edit-store.ts';
import { mayBePolicies, PolicyVerdict } from './policy-verdict.tsx';
import { ReviewedRow } from './reviewed-row.tsx';
import { saveEdits, tryEdits } from './save-edits.ts';

interface ReviewProps {
  edits: TabEdits;
  session: string | undefined;
  onClose: () => void;
}

/** Of rows and of statements; more are counted. */
const shown_rows = 200;
const pending = { rest: '', saving: 'Saving', trying: 'Trying', asking: 'The connection broke; asking PostgreSQL what became of the changes' };

export function Review({ edits, session, onClose }: ReviewProps): ReactNode {
  const connection = useConnection();
  const { rows } = useSyncExternalStore(edits.changes.subscribe, () => edits.changes.state);
  const { phase, failure, conflicts } = useSyncExternalStore(edits.subscribe, () => edits.state);
  const is_production = connection.environment === 'production';
  const count = countChanges(rows);
  const is_busy = phase !== 'rest';
  const shown = rows.slice(0, shown_rows);
  const failed = failure !== null && mayBePolicies(failure.error) ? rows.find((each) => each.id === failure.id) : undefined;
  return (
    <Dialog label="Review of the staged changes" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <header className="grid gap-1 border-b border-line px-4 py-3">
          <h2 className="text-title font-semibold">{plural(count.changes, 'change')} in {plural(count.rows, 'row')}</h2>
          <p className="text-muted">
            {is_production && <strong className="text-danger">production · </strong>}
            <span className="font-medium text-ink">{connection.name}</span> · {targetText(connection)}
            {' · '}{session === undefined ? 'one transaction: all is saved, or nothing' : 'part of the transaction that is open in this tab; an error fails it'}
          </p>
        </header>
        <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Changes">
          {failure !== null && <ErrorPanel error={failure.error} place={null} actions={null} />}
          {failed !== undefined && <PolicyVerdict row={failed} />}
          {conflicts.map((conflict) => {
            const row = rows.find((each) => each.id === conflict.id);
            return row && <ConflictView key={conflict.id} edits={edits} row={row} conflict={conflict} />;
          })}
          <ul className="grid gap-2 p-4">
            {shown.map((row) => <ReviewedRow key={row.id} row={row} failure={failure?.id === row.id ? failure : null} />)}
          </ul>
          <section className="grid gap-1 px-4 pb-4">
            <h3 className="font-semibold">SQL</h3>
            <p className="text-small text-muted">
              Written here for reading. The server binds the values as parameters, and changes a row only while it is as it was read.
            </p>
            <pre tabIndex={0} aria-label="SQL" className="max-h-60 overflow-auto rounded-sm border border-line bg-surface-0 p-2 font-mono text-small">
              {shown.map(statementOf).join('\n')}
            </pre>
            {rows.length > shown.length && <p className="text-small text-muted">and {plural(rows.length - shown.length, 'more row')}.</p>}
          </section>
        </div>
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
          <p role="status" className="mr-auto text-small text-muted">{conflicts.length > 0 ? 'Decide the conflicts first.' : pending[phase]}</p>
          <Button className="h-8" onClick={onClose}>Close</Button>
          {session === undefined && <Button className="h-8" disabled={is_busy} onClick={() => void tryEdits(edits, connection.id)}
            title="Does it all, looks at every constraint, and rolls back">Try</Button>}
          <Button className="h-8" look={is_production ? 'danger' : 'primary'} disabled={is_busy || conflicts.length > 0}
            onClick={() => void saveEdits(edits, connection.id, session)}>{is_production ? 'Save to production' : 'Save'}</Button>
        </footer>
      </div>
    </Dialog>
  );
}
