// Asks before something is destroyed on production, and shows what would go: it wants the connection's name typed, because the
// commonest accident is to be on the wrong one.

import type { AnalyzedStatement, Connection, Parameters } from '@studio-pg/client';
import { characterOffset } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { Confirm } from '../../../form/confirm.tsx';
import { plural } from '../../../lib/format.ts';
import { targetText } from '../../../lib/connection-words.ts';
import { EffectView } from './effect-view.tsx';

interface GuardDialogProps {
  connection: Connection;
  sql: string;
  parameters: Parameters | undefined;
  /** Whose open transaction it is about to run in. */
  session: string | undefined;
  /** Null where the server did not say what the text is. */
  statements: readonly AnalyzedStatement[] | null;
  onAnswer: (goes_on: boolean) => void;
}

export function GuardDialog({ connection, sql, parameters, session, statements, onAnswer }: GuardDialogProps): ReactNode {
  const destructive = statements?.filter((each) => each.is_destructive) ?? [];
  return (
    <Confirm title="Run this on production?" verb="Run on production" pending="Running" name={connection.name}
      onConfirm={() => {
        onAnswer(true);
        return Promise.resolve();
      }}
      onClose={() => onAnswer(false)}>
      <p>
        <span className="font-semibold text-danger">{connection.name}</span> · {targetText(connection)}
      </p>
      {destructive.length === 0
        ? <p className="text-ink">It could not be checked what this text does.</p>
        : <p className="text-ink">{plural(destructive.length, 'statement')} of this text {destructive.length === 1 ? 'destroys' : 'destroy'} data or objects.</p>}
      <pre tabIndex={0} aria-label="SQL" className="max-h-28 overflow-auto rounded-sm border border-line bg-surface-0 p-2 font-mono text-small text-ink">
        {destructive.length === 0 ? sql : destructive.map(({ begin, end }) => sql.slice(characterOffset(sql, begin + 1), characterOffset(sql, end + 1))).join(';\n')}
      </pre>
      {destructive.length > 0 && <EffectView connection={connection.id} sql={sql} parameters={parameters} session={session} />}
    </Confirm>
  );
}
