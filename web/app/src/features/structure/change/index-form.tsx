// The form of a new index.

import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { empty_key, index_methods } from './index-statements.ts';
import type { IndexForm, IndexKey } from './index-statements.ts';
import { NameList } from './name-list.tsx';

interface IndexFieldsProps {
  form: IndexForm;
  columns: readonly string[];
  onChange: (form: IndexForm) => void;
}

export function IndexFields({ form, columns, onChange }: IndexFieldsProps): ReactNode {
  const set = (change: Partial<IndexForm>): void => onChange({ ...form, ...change });
  const setKey = (at: number, change: Partial<IndexKey>): void => set({ keys: form.keys.map((key, index) => (index === at ? { ...key, ...change } : key)) });
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} placeholder="PostgreSQL finds one" spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <SelectField label="Method" value={form.method} onChange={(event) => set({ method: event.target.value })}>
          {index_methods.map((method) => <option key={method} value={method}>{method}</option>)}
        </SelectField>
      </div>
      {form.keys.map((key, at) => (
        <KeyFields key={at} place={at + 1} of={form} value={key} columns={columns} onChange={(change) => setKey(at, change)}
          {...(form.keys.length > 1 ? { onRemove: () => set({ keys: form.keys.filter((_, index) => index !== at) }) } : {})} />
      ))}
      <Button className="justify-self-start" onClick={() => set({ keys: [...form.keys, empty_key] })}><Plus size={14} aria-hidden />Add a key</Button>
      {(form.method === 'btree' || form.method === 'gist' || form.method === 'spgist') && (
        <NameList label="Include" names={columns} chosen={form.include} onChange={(include) => set({ include })} />
      )}
      <TextField label="Only rows where (SQL)" value={form.where} spellCheck={false} autoComplete="off" placeholder="deleted_at is null" onChange={(event) => set({ where: event.target.value })} />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <CheckField label="Unique" checked={form.is_unique} disabled={form.method !== 'btree'} onChange={(event) => set({ is_unique: event.target.checked })} />
        <CheckField label="Concurrently: without holding up writing" checked={form.is_concurrent} onChange={(event) => set({ is_concurrent: event.target.checked })} />
      </div>
    </div>
  );
}

interface KeyFieldsProps {
  place: number;
  of: IndexForm;
  value: IndexKey;
  columns: readonly string[];
  onChange: (change: Partial<IndexKey>) => void;
  onRemove?: () => void;
}

function KeyFields({ place, of, value, columns, onChange, onRemove }: KeyFieldsProps): ReactNode {
  return (
    <fieldset className="flex flex-wrap items-end gap-2">
      <legend className="sr-only">Key {place}</legend>
      <div className="min-w-40 flex-1">
        <SelectField label={`Key ${place}`} value={value.column} onChange={(event) => onChange({ column: event.target.value })}>
          <option value="">An expression</option>
          {columns.map((name) => <option key={name} value={name}>{name}</option>)}
        </SelectField>
      </div>
      {value.column === '' && (
        <div className="min-w-48 flex-1"><TextField label="Expression (SQL)" value={value.expression} placeholder="lower(name)" spellCheck={false} autoComplete="off"
          onChange={(event) => onChange({ expression: event.target.value })} /></div>
      )}
      {of.method === 'btree' && (
        <>
          <SelectField label="Order" value={value.order} onChange={(event) => onChange({ order: event.target.value as IndexKey['order'] })}>
            <option value="">Ascending</option><option value="DESC">Descending</option>
          </SelectField>
          <SelectField label="Nulls" value={value.nulls} onChange={(event) => onChange({ nulls: event.target.value as IndexKey['nulls'] })}>
            <option value="">{value.order === 'DESC' ? 'First' : 'Last'}</option>
            {value.order === 'DESC' ? <option value="NULLS LAST">Last</option> : <option value="NULLS FIRST">First</option>}
          </SelectField>
        </>
      )}
      {of.method !== 'btree' && (
        <div className="w-44"><TextField label="Operator class" value={value.operator_class} placeholder="the type's own" spellCheck={false} autoComplete="off"
          onChange={(event) => onChange({ operator_class: event.target.value })} /></div>
      )}
      {onRemove && <IconButton label={`Remove key ${place}`} className="mb-0.5" onClick={onRemove}><X size={16} strokeWidth={1.5} /></IconButton>}
    </fieldset>
  );
}
