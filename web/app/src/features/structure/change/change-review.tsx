// What a change will do before it is run: its SQL, the lock that it takes, what PostgreSQL and the rules of the house say of it.

import { asStudioError } from '@studio-pg/client';
import type { AnalyzedStatement } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { lockWords } from './lock-words.ts';

const pause_ms = 200;

export interface Review {
  /** Null until the server has answered, and where it cannot say. */
  statements: readonly AnalyzedStatement[] | null;
  error: unknown;
}

/** What the server says of the text, a moment after it was last changed. */
export function useReview(sql: string): Review {
  const { id } = useConnection();
  const [asked, setAsked] = useState(sql);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(sql), pause_ms);
    return () => clearTimeout(timer);
  }, [sql]);
  const { data, error } = useQuery({
    queryKey: ['change review', id, asked], enabled: asked !== '', retry: false, gcTime: 0, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => client.analyze(id, asked, { signal }),
  });
  return { statements: asked === '' ? null : data ?? null, error };
}

export function ChangeReview({ sql, review, shows_sql }: { sql: string; review: Review; shows_sql: boolean }): ReactNode {
  const { kind } = useConnection();
  const { statements, error } = review;
  const locks = [...new Set(statements?.flatMap(({ lock }) => (lock === null ? [] : [lock])))];
  const marks = statements?.flatMap(({ diagnostics }) => diagnostics) ?? [];
  return (
    <section aria-label="What will be run" className="grid content-start gap-2">
      {shows_sql && <pre tabIndex={0} aria-label="SQL" className="max-h-48 min-h-20 overflow-auto rounded-sm border border-line bg-surface-1 p-2 font-mono text-small whitespace-pre-wrap">
        {sql === '' ? <span className="text-faint">Nothing to change yet.</span> : sql}
      </pre>}
      {sql !== '' && (
        <div role="status" aria-label="What it does"><ul className="grid gap-1 text-small text-muted">
          {locks.map((lock) => <li key={lock}><span className="font-medium text-ink">{lock}</span>: {lockWords(lock)}</li>)}
          {statements !== null && kind === 'local' && isAltered(statements) && !marks.some(({ rule }) => rule === 'rewrites_table') && <li>The table is not rewritten.</li>}
          {marks.map((mark, index) => (
            <li key={index} className={mark.severity === 'error' ? 'text-danger' : mark.severity === 'warning' ? 'text-warning' : ''}>
              {mark.message}{mark.detail !== null && <span className="text-muted"> {mark.detail}</span>}{mark.hint !== null && <span className="text-muted"> {mark.hint}</span>}
            </li>
          ))}
          {statements !== null && kind !== 'local' && isAltered(statements) && <li>Whether the table is rewritten, that server alone knows.</li>}
        </ul></div>
      )}
      {error !== null && error !== undefined && <ErrorPanel error={asStudioError(error).fields} place={null} />}
    </section>
  );
}

function isAltered(statements: readonly AnalyzedStatement[]): boolean {
  return statements.some(({ tag, diagnostics }) => tag?.startsWith('ALTER TABLE') === true && !diagnostics.some(({ severity }) => severity === 'error'));
}
