// The form of a sequence that is there.

import type { CatalogRow } from '@studio-pg/client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { ChangeProps } from './column-changes.tsx';
import type { Quoting } from './quoting.ts';
import { changeSequence, isInteger } from './sequence.ts';
import type { SequenceForm } from './sequence.ts';

type SequenceRow = CatalogRow<'sequence'>;

export function ChangeSequence({ quote, target, sequence, onClose }: ChangeProps & { sequence: SequenceRow }): ReactNode {
  const [before] = useState<SequenceForm>(() => ({
    type: sequence.type, increment: sequence.increment, minimum: sequence.minimum, maximum: sequence.maximum, start: sequence.start, cache: sequence.cache,
    is_cyclic: sequence.is_cyclic, owned_by: ownerOf(quote, sequence), next: '',
  }));
  const [form, setForm] = useState(before);
  const set = (change: Partial<SequenceForm>): void => setForm({ ...form, ...change });
  const number = (label: string, name: 'increment' | 'minimum' | 'maximum' | 'start' | 'cache' | 'next', placeholder = ''): ReactNode => (
    <TextField label={label} value={form[name]} inputMode="numeric" placeholder={placeholder} autoComplete="off" onChange={(event) => set({ [name]: event.target.value })}
      problem={form[name].trim() !== '' && !isInteger(form[name]) ? 'This is no whole number.' : undefined} />
  );
  return (
    <ChangeDialog title={`Change sequence ${target.name}`} verb="Change" statements={changeSequence(quote, target, before, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label="Type" value={form.type} onChange={(event) => set({ type: event.target.value })}>
          {['smallint', 'integer', 'bigint'].map((type) => <option key={type} value={type}>{type}</option>)}
        </SelectField>
        {number('Increment', 'increment')}
        {number('Next value', 'next', 'as it goes on')}
        {number('Smallest', 'minimum')}
        {number('Largest', 'maximum')}
        {number('Begins anew with', 'start')}
        {number('Kept ready by each session', 'cache')}
        {sequence.is_identity !== true && (
          <TextField label="Dropped with the column (SQL)" value={form.owned_by} placeholder="none" spellCheck={false} autoComplete="off" onChange={(event) => set({ owned_by: event.target.value })} />
        )}
      </div>
      <CheckField label="Begins anew at its end" checked={form.is_cyclic} onChange={(event) => set({ is_cyclic: event.target.checked })} />
    </ChangeDialog>
  );
}

export function ownerOf(quote: Pick<Quoting, 'name' | 'full'>, { owner_schema, owner_relation, owner_column }: SequenceRow): string {
  if (owner_schema === null || owner_relation === null || owner_column === null) return '';
  return `${quote.full({ schema: owner_schema, name: owner_relation })}.${quote.name(owner_column)}`;
}
