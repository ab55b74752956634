// The form of a column, new or there already.

import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import type { ColumnForm, ColumnValue } from './column.ts';

interface ColumnFieldsProps {
  form: ColumnForm;
  /** As it is now; absent of a new one. */
  before?: ColumnForm;
  onChange: (form: ColumnForm) => void;
}

export const value_labels: Record<ColumnValue, string> = {
  none: 'No default', default: 'A default', generated: 'Generated from other columns', identity_always: 'Identity, always', identity_by_default: 'Identity, by default',
};
const common_types = ['bigint', 'boolean', 'bytea', 'date', 'double precision', 'inet', 'integer', 'interval', 'jsonb', 'numeric', 'numeric(12, 2)', 'smallint',
  'text', 'text[]', 'time', 'timestamp', 'timestamptz', 'uuid', 'varchar(255)'];

export function ColumnFields({ form, before, onChange }: ColumnFieldsProps): ReactNode {
  const set = (change: Partial<ColumnForm>): void => onChange({ ...form, ...change });
  const has_expression = form.value === 'default' || form.value === 'generated';
  const offered = (Object.keys(value_labels) as ColumnValue[]).filter((value) => before === undefined || value !== 'generated' || before.value === 'generated');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
      <TypeField value={form.type} onChange={(type) => set({ type })} />
      {before !== undefined && before.type !== form.type && (
        <TextField label="Conversion (USING)" className="font-mono" value={form.conversion} spellCheck={false} autoComplete="off"
          placeholder={`${before.name}::${form.type}`} hint="Empty: as an assignment would convert it." onChange={(event) => set({ conversion: event.target.value })} />
      )}
      <SelectField label="Value where none is given" value={form.value} onChange={(event) => set({ value: event.target.value as ColumnValue })}>
        {offered.map((value) => <option key={value} value={value}>{value_labels[value]}</option>)}
      </SelectField>
      {has_expression && (
        <TextField label={form.value === 'default' ? 'Default (SQL)' : 'Expression (SQL)'} value={form.expression} spellCheck={false} autoComplete="off"
          readOnly={before?.value === 'generated' && form.value === 'generated'} placeholder={form.value === 'default' ? 'now()' : 'price * amount'}
          hint={form.value === 'default' ? 'A text stands in quotes: \'new\'' : before ? 'It cannot be changed; drop the column and add it anew.' : undefined}
          onChange={(event) => set({ expression: event.target.value })} />
      )}
      <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      <div className="self-end pb-1.5"><CheckField label="May be null" checked={form.is_nullable} onChange={(event) => set({ is_nullable: event.target.checked })} /></div>
    </div>
  );
}

/** Any type that PostgreSQL knows, the common ones and the database's own offered. */
export function TypeField({ value, onChange }: { value: string; onChange: (type: string) => void }): ReactNode {
  const { id } = useConnection();
  const list = useId();
  const types = useQuery(catalogQuery(id, 'types'));
  const own = types.data?.filter(({ kind }) => kind !== 'multirange').map(({ schema, name }) => (schema === 'public' ? name : `${schema}.${name}`)) ?? [];
  return (
    <>
      <TextField label="Type" list={list} value={value} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>{[...new Set([...common_types, ...own])].map((type) => <option key={type} value={type} />)}</datalist>
    </>
  );
}
