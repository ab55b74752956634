// What destructive statements would take along: rows, dependents, cascades, triggers, locks; and on request the exact counts of
// a run that is rolled back.

import { asStudioError } from '@studio-pg/client';
import type { DryRun, Parameters, StatementEffect } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { countText, durationText, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { databaseWords, dependentWords, cascadeWords, holderWords, roleWords, rowsWords, targetWords, triggerWords } from './effect-words.ts';

interface EffectViewProps {
  connection: string;
  sql: string;
  parameters: Parameters | undefined;
  /** Whose open transaction the text is about to run in. */
  session?: string | undefined;
}

export function EffectView({ connection, sql, parameters, session }: EffectViewProps): ReactNode {
  const body = { sql, ...(parameters === undefined ? {} : { parameters }), ...(session === undefined ? {} : { session }) };
  const attempt = useMutation({ mutationFn: () => client.effect(connection, { ...body, dry_run: true }) });
  const effect = useQuery({
    queryKey: ['effect', connection, body], retry: false, gcTime: 0, staleTime: 0,
    queryFn: ({ signal }) => client.effect(connection, body, { signal }),
  });
  const can_be_tried = effect.data?.statements.every((each) => each.runs_in_transaction && each.error === null) ?? true;
  return (
    <section aria-label="What it would do" className="grid gap-3 text-ink">
      <div className={box} tabIndex={0} role="group" aria-label="Effects" aria-busy={effect.isPending}>
        {effect.isPending && <div role="status" aria-label="Looking at what it would take along"><SkeletonLines lines={3} className="h-5" /></div>}
        {effect.isError && <ErrorPanel error={asStudioError(effect.error).fields} place={null} />}
        {effect.data?.statements.map((each) => <StatementView key={each.statement} effect={each} />)}
        {effect.data && effect.data.not_looked_into.length > 0 && (
          <p className="text-small text-muted">
            Not looked into: {effect.data.not_looked_into.map(({ tag }) => tag).join(', ')}. What code inside of it does is not known.
          </p>
        )}
        <DryRunOutcome attempt={attempt} />
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        {can_be_tried
          ? (
            <>
              <Button onClick={() => attempt.mutate()} disabled={!effect.data || attempt.isPending}>{attempt.isPending ? 'Trying' : 'Try it and roll back'}</Button>
              <span className="text-small text-muted">Waits a second for locks, takes five at most.</span>
            </>
          )
          : <p className="text-small text-muted">This text cannot be tried and rolled back.</p>}
      </div>
    </section>
  );
}

/** Of one height from the first moment on: what comes later must not push a button under somebody's finger. */
const box = 'flex h-44 flex-col gap-3 overflow-auto rounded-sm border border-line bg-surface-0 p-2.5';

function StatementView({ effect }: { effect: StatementEffect }): ReactNode {
  return (
    <div className="grid gap-1.5 border-b border-line pb-2.5 last:border-0 last:pb-0">
      <p className="font-medium">{effect.tag}{effect.is_cascade && ' … CASCADE'}{effect.databases.length + effect.roles.length === 0 && rowsWords(effect)}</p>
      {effect.error !== null && <ErrorPanel error={effect.error} place={null} />}
      <Lines title="Of" lines={ofLines(effect)} />
      {effect.dependents && <Lines title={dependentWords.title(effect)} lines={dependentWords.lines(effect.dependents)} />}
      <Lines title="Foreign keys" lines={effect.cascades.map(cascadeWords)} />
      <Lines title="Triggers" lines={effect.triggers.map(triggerWords)} />
      <Lines title="Locks in the way" lines={effect.lock_holders.map(holderWords)} />
      {effect.lock !== null && <p className="text-small text-muted">Takes {effect.lock}.</p>}
    </div>
  );
}

/** Databases and roles have facts of their own. */
function ofLines({ targets, databases, roles }: StatementEffect): string[] {
  return databases.length + roles.length > 0 ? [...databases.map(databaseWords), ...roles.map(roleWords)] : targets.map(targetWords);
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <div className="text-small">
      <p className="text-muted">{title}</p>
      <ul className="ml-3 list-disc wrap-anywhere">{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
    </div>
  );
}

function DryRunOutcome({ attempt }: { attempt: { error: unknown; data: { dry_run: DryRun | null } | undefined } }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { error, data } = attempt;
  useEffect(() => {
    if (error !== null || data !== undefined) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error, data]);
  return (
    <div ref={place}>
      {error !== null && <ErrorPanel error={asStudioError(error).fields} place={null} />}
      {data?.dry_run && <DryRunView dry_run={data.dry_run} />}
    </div>
  );
}

function DryRunView({ dry_run }: { dry_run: DryRun }): ReactNode {
  const counted = dry_run.statements.filter((each) => each.row_count !== null);
  return (
    <div role="status" className="grid gap-1.5 text-small">
      <p>Tried and rolled back in {durationText(dry_run.duration_ms)}.</p>
      <Lines title="Statements" lines={counted.map((each) => `${each.tag}: ${plural(each.row_count ?? 0, 'row')}`)} />
      <Lines title="Tables, with what triggers and cascades did" lines={dry_run.tables.map((table) =>
        `${table.schema}.${table.name}: ${countText(table.inserted)} inserted, ${countText(table.updated)} updated, ${countText(table.deleted)} deleted`)} />
      <p className="text-muted">
        A rollback does not undo sequences that were advanced, what functions did outside of this database, the space of the rows
        that were written until the next VACUUM, and that others waited for the locks meanwhile. Notifications were not sent.
      </p>
    </div>
  );
}
