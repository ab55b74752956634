// The forms of new schemas, views, sequences, types and routines.

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CheckField, SelectField, TextAreaField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { TypeField } from '../change/column-form.tsx';
import type { Quoting } from '../change/quoting.ts';
import { createComposite, createDomain, createEnum, createRoutine, createSchema, createSequence, createView, isInteger } from './objects.ts';
import type { RoutineForm, SequenceForm } from './objects.ts';
import { PlaceFields } from './place-fields.tsx';

export interface CreateProps {
  quote: Quoting;
  /** Where the person is, or else where new objects go. */
  schema: string;
  onCreated: (place: { schema: string; name: string }) => void;
  onClose: () => void;
}

const plain = { spellCheck: false, autoComplete: 'off' } as const;

export function CreateSchema({ quote, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState({ name: '', owner: '', comment: '' });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title="New schema" verb="Create schema" statements={createSchema(quote, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField label="Name" value={form.name} {...plain} onChange={(event) => set({ name: event.target.value })} />
        <TextField label="Owner" value={form.owner} placeholder="you" {...plain} onChange={(event) => set({ owner: event.target.value })} />
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      </div>
    </ChangeDialog>
  );
}

export function CreateView({ quote, schema, is_materialized, onCreated, onClose }: CreateProps & { is_materialized: boolean }): ReactNode {
  const [form, setForm] = useState({ schema, name: '', is_materialized, query: '', has_data: true, is_checked: false });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const what = is_materialized ? 'materialized view' : 'view';
  return (
    <ChangeDialog title={`New ${what}`} verb={`Create ${what}`} statements={createView(quote, form)} onDone={() => onCreated(form)} onClose={onClose}>
      <PlaceFields place={form} onChange={set} />
      <TextAreaField label="Query (SQL)" className="font-mono" rows={8} value={form.query} spellCheck={false} onChange={(event) => set({ query: event.target.value })} />
      {is_materialized
        ? <CheckField label="Fill it at once" checked={form.has_data} onChange={(event) => set({ has_data: event.target.checked })} />
        : <CheckField label="With check option: what is written through it must be seen through it" checked={form.is_checked} onChange={(event) => set({ is_checked: event.target.checked })} />}
    </ChangeDialog>
  );
}

export function CreateSequence({ quote, schema, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState<SequenceForm>({ schema, name: '', type: 'bigint', increment: '', minimum: '', maximum: '', start: '', is_cyclic: false });
  const set = (change: Partial<SequenceForm>): void => setForm({ ...form, ...change });
  const number = (label: string, key: 'increment' | 'minimum' | 'maximum' | 'start', placeholder: string): ReactNode => (
    <TextField label={label} inputMode="numeric" value={form[key]} placeholder={placeholder} {...plain}
      problem={form[key].trim() === '' || isInteger(form[key]) ? undefined : 'A whole number.'} onChange={(event) => set({ [key]: event.target.value })} />
  );
  return (
    <ChangeDialog title="New sequence" verb="Create sequence" statements={createSequence(quote, form)} onClose={onClose}>
      <PlaceFields place={form} onChange={set}>
        <SelectField label="Type" value={form.type} onChange={(event) => set({ type: event.target.value as SequenceForm['type'] })}>
          {['bigint', 'integer', 'smallint'].map((type) => <option key={type} value={type}>{type}</option>)}
        </SelectField>
      </PlaceFields>
      <div className="grid gap-3 sm:grid-cols-4">
        {number('Starts with', 'start', '1')}{number('Step', 'increment', '1')}{number('Smallest', 'minimum', '1')}{number('Greatest', 'maximum', "the type's")}
      </div>
      <CheckField label="Begins anew at its end" checked={form.is_cyclic} onChange={(event) => set({ is_cyclic: event.target.checked })} />
    </ChangeDialog>
  );
}

export function CreateEnum({ quote, schema, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState({ schema, name: '', labels: '' });
  return (
    <ChangeDialog title="New enum" verb="Create enum" statements={createEnum(quote, form)} onClose={onClose}>
      <PlaceFields place={form} onChange={(change) => setForm({ ...form, ...change })} />
      <TextAreaField label="Labels, one a line, in their order" rows={6} value={form.labels} spellCheck={false} onChange={(event) => setForm({ ...form, labels: event.target.value })} />
    </ChangeDialog>
  );
}

export function CreateDomain({ quote, schema, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState({ schema, name: '', type: 'text', default: '', is_nullable: true, check: '' });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title="New domain" verb="Create domain" statements={createDomain(quote, form)} onClose={onClose}>
      <PlaceFields place={form} onChange={set}><TypeField value={form.type} onChange={(type) => set({ type })} /></PlaceFields>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Condition (SQL)" value={form.check} placeholder="value > 0" {...plain} onChange={(event) => set({ check: event.target.value })} />
        <TextField label="Default (SQL)" value={form.default} {...plain} onChange={(event) => set({ default: event.target.value })} />
      </div>
      <CheckField label="May be null" checked={form.is_nullable} onChange={(event) => set({ is_nullable: event.target.checked })} />
    </ChangeDialog>
  );
}

export function CreateComposite({ quote, schema, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState({ schema, name: '', attributes: [{ name: '', type: 'text' }] });
  const setAttribute = (at: number, change: Partial<{ name: string; type: string }>): void =>
    setForm({ ...form, attributes: form.attributes.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  return (
    <ChangeDialog title="New composite type" verb="Create type" statements={createComposite(quote, form)} onClose={onClose}>
      <PlaceFields place={form} onChange={(change) => setForm({ ...form, ...change })} />
      {form.attributes.map((attribute, at) => (
        <div key={at} role="group" aria-label={`Attribute ${at + 1}`} className="grid gap-3 sm:grid-cols-2">
          <TextField label={`Attribute ${at + 1}`} value={attribute.name} {...plain} onChange={(event) => setAttribute(at, { name: event.target.value })} />
          <TypeField value={attribute.type} onChange={(type) => setAttribute(at, { type })} />
        </div>
      ))}
      <Button className="justify-self-start" onClick={() => setForm({ ...form, attributes: [...form.attributes, { name: '', type: 'text' }] })}><Plus size={14} aria-hidden />Add an attribute</Button>
    </ChangeDialog>
  );
}

export function CreateRoutine({ quote, schema, kind, onClose }: CreateProps & { kind: RoutineForm['kind'] }): ReactNode {
  const [form, setForm] = useState<RoutineForm>({ schema, name: '', kind, arguments: '', returns: 'void', language: 'plpgsql', volatility: 'VOLATILE', is_security_definer: false,
    body: 'BEGIN\n  \nEND' });
  const set = (change: Partial<RoutineForm>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`New ${kind}`} verb={`Create ${kind}`} statements={createRoutine(quote, form)} onClose={onClose}>
      <PlaceFields place={form} onChange={set}>
        <TextField label="Language" value={form.language} {...plain} onChange={(event) => set({ language: event.target.value })} />
        <TextField label="Arguments (SQL)" value={form.arguments} placeholder="amount numeric, at date" {...plain} onChange={(event) => set({ arguments: event.target.value })} />
        {kind === 'function' && (
          <>
            <TextField label="Returns (SQL)" value={form.returns} placeholder="trigger" {...plain} onChange={(event) => set({ returns: event.target.value })} />
            <SelectField label="Volatility" value={form.volatility} onChange={(event) => set({ volatility: event.target.value as RoutineForm['volatility'] })}>
              {['VOLATILE', 'STABLE', 'IMMUTABLE'].map((each) => <option key={each} value={each}>{each}</option>)}
            </SelectField>
          </>
        )}
      </PlaceFields>
      <TextAreaField label="Body" className="font-mono" rows={8} value={form.body} spellCheck={false} onChange={(event) => set({ body: event.target.value })} />
      <CheckField label="Security definer: runs with the rights of its owner" checked={form.is_security_definer} onChange={(event) => set({ is_security_definer: event.target.checked })} />
    </ChangeDialog>
  );
}
