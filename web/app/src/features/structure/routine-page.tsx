// One function, procedure or aggregate: what it is, and its source, which can be changed.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { shownName } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Drop } from './change/relation-changes.tsx';
import { dropRoutine } from './change/routine.ts';
import { SourceForm } from './change/source-form.tsx';
import { ObjectAbsent, ObjectPage, ObjectText } from './object-page.tsx';

interface RoutinePageProps {
  oid: number;
  onGone: () => void;
}

export function RoutinePage({ oid, onGone }: RoutinePageProps): ReactNode {
  const { id, is_read_only } = useConnection();
  const queries = useQueryClient();
  const routines = useQuery(catalogQuery(id, 'routines'));
  const sources = useQuery(catalogQuery(id, 'routine_source', { relation: oid }));
  const [asked, setAsked] = useState<'source' | 'drop' | null>(null);
  const routine = routines.data?.find((each) => each.oid === oid);
  const source = sources.data?.[0];
  if (!routine || !source) {
    return <ObjectAbsent what="function" error={routines.error ?? sources.error} is_pending={routines.isPending || sources.isPending}
      refetch={() => { void routines.refetch(); void sources.refetch(); }} />;
  }
  const readAgain = async (): Promise<string | null> => (await client.catalog.ask(id, 'routine_source', { relation: oid }))[0]?.source ?? null;
  const close = (): void => setAsked(null);
  return (
    <ObjectPage what={routine.kind} schema={routine.schema} name={`${shownName(routine.name)}(${shownName(routine.arguments)})`} title={routine.name} facts={[
      ...(routine.returns === null ? [] : [['Returns', routine.returns] as const]), ['Language', routine.language], ['Volatility', routine.volatility],
      ['Security', routine.is_security_definer ? 'definer: it runs with the rights of its owner' : 'invoker'], ['Owner', routine.owner], ['Comment', routine.comment ?? '–'],
    ]} actions={!is_read_only && (
      <>
        {source.source !== null && <Button onClick={() => setAsked('source')}>Change the source…</Button>}
        <Button onClick={() => setAsked('drop')}>Drop…</Button>
      </>
    )}>
      {source.source === null ? <p className="px-3 py-2 text-muted">An aggregate has no source: it is made of the functions that it names.</p> : <ObjectText text={source.source} />}
      {asked === 'source' && source.source !== null && (
        <SourceForm title={`Source of ${routine.name}`} source={source.source} readAgain={readAgain} onClose={() => { close(); void queries.invalidateQueries(catalogQuery(id, 'routine_source', { relation: oid })); }} />
      )}
      {asked === 'drop' && <Drop what={routine.kind} name={routine.name} statements={(is_cascade) => dropRoutine(source, is_cascade)} onDone={onGone} onClose={close} />}
    </ObjectPage>
  );
}
