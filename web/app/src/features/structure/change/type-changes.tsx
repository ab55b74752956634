// Dialogs that change a type: as a whole, an enum's labels, a domain's checks, a composite's attributes.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import type { TypeRow } from '../type-row.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { TypeField } from './column-form.tsx';
import type { Quoting } from './quoting.ts';
import { Drop, Plain, Rename } from './relation-changes.tsx';
import { addAttribute, addCheck, addLabel, changeAttribute, changeDomain, changeType, dropAttribute, dropCheck, dropType, renameCheck, renameLabel, validateCheck } from './type.ts';
import type { DomainFacts } from './type.ts';

export interface DomainCheck { name: string; definition: string; is_validated: boolean }
interface Attribute { name: string; type: string }

export type AskedOfType =
  | { kind: 'change' | 'drop' | 'add_label' | 'add_attribute' | 'add_check' }
  | { kind: 'rename_label'; label: string }
  | { kind: 'change_attribute'; attribute: Attribute }
  | { kind: 'drop_attribute' | 'validate_check' | 'rename_check' | 'drop_check'; name: string }
  | { kind: 'change_domain'; before: DomainFacts };

interface TypeChangeProps {
  quote: Quoting;
  type: TypeRow;
  onClose: () => void;
}

export function TypeChange({ asked, labels, onGone, ...base }: TypeChangeProps & { asked: AskedOfType; labels: readonly string[]; onGone: () => void }): ReactNode {
  const { quote, type, onClose } = base;
  switch (asked.kind) {
    case 'change': return <ChangeType {...base} />;
    case 'drop': return <Drop what={type.kind} name={type.name} statements={(is_cascade) => dropType(quote, type, is_cascade)} onDone={onGone} onClose={onClose} />;
    case 'add_label': return <AddLabel {...base} labels={labels} />;
    case 'rename_label': return <Rename what="label" name={asked.label} statements={(next) => renameLabel(quote, type, asked.label, next)} onClose={onClose} />;
    case 'add_attribute': return <ChangeAttribute {...base} />;
    case 'change_attribute': return <ChangeAttribute {...base} before={asked.attribute} />;
    case 'drop_attribute': return <Drop what="attribute" name={asked.name} statements={(is_cascade) => dropAttribute(quote, type, asked.name, is_cascade)} onClose={onClose} />;
    case 'change_domain': return <ChangeDomain {...base} before={asked.before} />;
    case 'add_check': return <AddCheck {...base} />;
    case 'validate_check': return <Plain title={`Validate check ${asked.name}`} verb="Validate" statements={validateCheck(quote, type, asked.name)} onClose={onClose} />;
    case 'rename_check': return <Rename what="check" name={asked.name} statements={(next) => renameCheck(quote, type, asked.name, next)} onClose={onClose} />;
    case 'drop_check': return <Drop what="check" name={asked.name} statements={(is_cascade) => dropCheck(quote, type, asked.name, is_cascade)} onClose={onClose} />;
  }
}

function ChangeType({ quote, type, onClose }: TypeChangeProps): ReactNode {
  const { id } = useConnection();
  const schemas = useQuery(catalogQuery(id, 'schemas')).data ?? [];
  const [before] = useState({ name: type.name, schema: type.schema, owner: type.owner, comment: type.comment ?? '' });
  const [form, setForm] = useState(before);
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Change ${type.kind} ${type.name}`} verb="Change" statements={changeType(quote, type, before, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <SelectField label="Schema" value={form.schema} onChange={(event) => set({ schema: event.target.value })}>
          {[type.schema, ...schemas.filter((each) => !each.is_system && each.schema !== type.schema).map(({ schema }) => schema)].map((schema) => <option key={schema} value={schema}>{schema}</option>)}
        </SelectField>
        <TextField label="Owner" value={form.owner} spellCheck={false} autoComplete="off" onChange={(event) => set({ owner: event.target.value })} />
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      </div>
    </ChangeDialog>
  );
}

function AddLabel({ quote, type, labels, onClose }: TypeChangeProps & { labels: readonly string[] }): ReactNode {
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

/** Of a new attribute, or of one that is there. */
function ChangeAttribute({ quote, type, before, onClose }: TypeChangeProps & { before?: Attribute }): ReactNode {
  const [form, setForm] = useState({ name: '', type: 'text', ...before, is_cascade: false });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const statements = before ? changeAttribute(quote, type, { ...before, is_cascade: false }, form) : addAttribute(quote, type, form);
  return (
    <ChangeDialog title={before ? `Change attribute ${before.name}` : `Add an attribute to ${type.name}`} verb={before ? 'Change attribute' : 'Add attribute'} statements={statements} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <TypeField value={form.type} onChange={(next) => set({ type: next })} />
      </div>
      <CheckField label="Cascade: with the tables that are made of this type" checked={form.is_cascade} onChange={(event) => set({ is_cascade: event.target.checked })} />
      <p className="text-small text-muted">PostgreSQL refuses where a column of a table has this type.</p>
    </ChangeDialog>
  );
}

function ChangeDomain({ quote, type, before, onClose }: TypeChangeProps & { before: DomainFacts }): ReactNode {
  const [form, setForm] = useState(before);
  return (
    <ChangeDialog title={`Change domain ${type.name}`} verb="Change" statements={changeDomain(quote, type, before, form)} onClose={onClose}>
      <TextField label="Default (SQL)" value={form.default} placeholder="none" spellCheck={false} autoComplete="off" onChange={(event) => setForm({ ...form, default: event.target.value })} />
      <CheckField label="May be null" checked={form.is_nullable} onChange={(event) => setForm({ ...form, is_nullable: event.target.checked })} />
    </ChangeDialog>
  );
}

function AddCheck({ quote, type, onClose }: TypeChangeProps): ReactNode {
  const [form, setForm] = useState({ name: '', condition: '', is_not_valid: false });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Add a check to ${type.name}`} verb="Add check" statements={addCheck(quote, type, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} placeholder="PostgreSQL finds one" spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <TextField label="Condition (SQL)" value={form.condition} placeholder="VALUE > 0" spellCheck={false} autoComplete="off" onChange={(event) => set({ condition: event.target.value })} />
      </div>
      <CheckField label="Not valid: without looking at the values that are there" checked={form.is_not_valid} onChange={(event) => set({ is_not_valid: event.target.checked })} />
    </ChangeDialog>
  );
}
