// One type that somebody has made: what it is made of, and its changes.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { shownName } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ChangeDialog } from './change/change-dialog.tsx';
import type { Quoting } from './change/quoting.ts';
import { Drop, Rename } from './change/relation-changes.tsx';
import { addLabel, dropType, renameLabel, renameType } from './change/routine.ts';
import { useQuoting } from './change/use-quoting.ts';
import { ObjectAbsent, ObjectPage } from './object-page.tsx';
import type { TypeRow } from './type-row.ts';
import { labelsOf } from './type-row.ts';

type Asked = { kind: 'rename' | 'drop' | 'add_label' } | { kind: 'rename_label'; label: string };

export function TypePage({ oid, onGone }: { oid: number; onGone: () => void }): ReactNode {
  const { id, is_read_only } = useConnection();
  const types = useQuery(catalogQuery(id, 'types'));
  const quote = useQuoting();
  const [asked, setAsked] = useState<Asked | null>(null);
  const type = types.data?.find((each) => each.oid === oid);
  if (!type) return <ObjectAbsent what="type" error={types.error} is_pending={types.isPending} refetch={() => void types.refetch()} />;
  const labels = labelsOf(type);
  return (
    <ObjectPage what={type.kind} schema={type.schema} name={shownName(type.name)} title={type.name}
      facts={[...(type.definition === null ? [] : [['Made of', <code key="made" className="font-mono text-small">{type.definition}</code>] as const]), ['Owner', type.owner], ['Comment', type.comment ?? '–']]}
      actions={!is_read_only && (
        <>
          {type.kind === 'enum' && <Button onClick={() => setAsked({ kind: 'add_label' })}>Add a label…</Button>}
          <Button onClick={() => setAsked({ kind: 'rename' })}>Rename…</Button>
          <Button onClick={() => setAsked({ kind: 'drop' })}>Drop…</Button>
        </>
      )}>
      {type.kind === 'enum' && (
        <ol aria-label="Labels" className="grid w-fit gap-0.5 border-t border-line px-3 py-2">
          {labels.map((label) => (
            <li key={label} className="flex min-h-7 items-center gap-3">
              <bdi className="whitespace-pre">{shownName(label)}</bdi>
              {!is_read_only && <Button look="quiet" aria-label={`Rename the label ${label}`} onClick={() => setAsked({ kind: 'rename_label', label })}>Rename…</Button>}
            </li>
          ))}
        </ol>
      )}
      {asked && quote && <TypeChange asked={asked} quote={quote} type={type} labels={labels} onGone={onGone} onClose={() => setAsked(null)} />}
    </ObjectPage>
  );
}

interface TypeChangeProps {
  asked: Asked;
  quote: Quoting;
  type: TypeRow;
  labels: readonly string[];
  onGone: () => void;
  onClose: () => void;
}

function TypeChange({ asked, quote, type, labels, onGone, onClose }: TypeChangeProps): ReactNode {
  switch (asked.kind) {
    case 'rename': return <Rename what={type.kind} name={type.name} statements={(next) => renameType(quote, type, next)} onClose={onClose} />;
    case 'drop': return <Drop what={type.kind} name={type.name} statements={(is_cascade) => dropType(quote, type, is_cascade)} onDone={onGone} onClose={onClose} />;
    case 'rename_label': return <Rename what="label" name={asked.label} statements={(next) => renameLabel(quote, type, asked.label, next)} onClose={onClose} />;
    case 'add_label': return <AddLabel quote={quote} type={type} labels={labels} onClose={onClose} />;
  }
}

function AddLabel({ quote, type, labels, onClose }: Omit<TypeChangeProps, 'asked' | 'onGone'>): ReactNode {
  const [label, setLabel] = useState('');
  const [before, setBefore] = useState('');
  return (
    <ChangeDialog title={`Add a label to ${type.name}`} verb="Add label" statements={addLabel(quote, type, label, before === '' ? null : before)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Label" value={label} spellCheck={false} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
        <SelectField label="Place" value={before} onChange={(event) => setBefore(event.target.value)}>
          <option value="">at the end</option>
          {labels.map((each) => <option key={each} value={each}>{`before ${each}`}</option>)}
        </SelectField>
      </div>
      <p className="text-small text-muted">A label cannot be dropped again: PostgreSQL knows no statement for that.</p>
    </ChangeDialog>
  );
}
