// Dialogs about the relation as a whole, and those that only say what will be run.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { CascadeField } from './column-changes.tsx';
import type { ChangeProps } from './column-changes.tsx';
import { changeOwner, commentOnRelation, dropRelation, moveRelation, refreshView, renameRelation, truncate } from './relation.ts';

interface RelationFacts {
  owner: string;
  comment: string;
}

/** Name, schema, owner, comment. `onMoved` hears of its new place. */
export function ChangeRelation({ quote, target, facts, onMoved, onClose }: ChangeProps & { facts: RelationFacts; onMoved: (place: { schema: string; name: string }) => void }): ReactNode {
  const { id } = useConnection();
  const schemas = useQuery(catalogQuery(id, 'schemas'));
  const [form, setForm] = useState({ name: target.name, schema: target.schema, ...facts });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const statements = [
    ...(form.comment === facts.comment ? [] : commentOnRelation(quote, target, form.comment)),
    ...(form.owner === facts.owner ? [] : changeOwner(quote, target, form.owner)),
    ...renameRelation(quote, target, form.name),
    ...moveRelation(quote, { ...target, name: form.name === '' ? target.name : form.name }, form.schema),
  ];
  return (
    <ChangeDialog title={`Change ${target.name}`} verb="Change" statements={statements} onClose={onClose} onDone={() => {
      if (form.name !== target.name || form.schema !== target.schema) onMoved({ schema: form.schema, name: form.name });
    }}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <SelectField label="Schema" value={form.schema} onChange={(event) => set({ schema: event.target.value })}>
          {[target.schema, ...(schemas.data ?? []).filter((each) => !each.is_system && each.schema !== target.schema).map(({ schema }) => schema)].map((schema) => <option key={schema} value={schema}>{schema}</option>)}
        </SelectField>
        <TextField label="Owner" value={form.owner} spellCheck={false} autoComplete="off" onChange={(event) => set({ owner: event.target.value })} />
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      </div>
    </ChangeDialog>
  );
}

export function DropRelation({ quote, target, onGone, onClose }: ChangeProps & { onGone: () => void }): ReactNode {
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={`Drop ${target.kind.replaceAll('_', ' ')} ${target.name}`} verb="Drop" look="danger" statements={dropRelation(quote, target, is_cascade)} onClose={onClose} onDone={onGone}>
      <CascadeField value={is_cascade} onChange={setCascade} />
    </ChangeDialog>
  );
}

export function Truncate({ quote, target, onClose }: ChangeProps): ReactNode {
  const [form, setForm] = useState({ restarts: false, is_cascade: false });
  return (
    <ChangeDialog title={`Empty ${target.name}`} verb="Truncate" look="danger" statements={truncate(quote, target, form)} onClose={onClose}>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <CheckField label="Its sequences begin anew" checked={form.restarts} onChange={(event) => setForm({ ...form, restarts: event.target.checked })} />
        <CascadeField value={form.is_cascade} onChange={(is_cascade) => setForm({ ...form, is_cascade })} />
      </div>
    </ChangeDialog>
  );
}

export function Refresh({ quote, target, onClose }: ChangeProps): ReactNode {
  const [is_concurrent, setConcurrent] = useState(false);
  return (
    <ChangeDialog title={`Refresh ${target.name}`} verb="Refresh" statements={refreshView(quote, target, is_concurrent)} onClose={onClose}>
      <CheckField label="Concurrently: readers go on; it wants a unique index" checked={is_concurrent} onChange={(event) => setConcurrent(event.target.checked)} />
    </ChangeDialog>
  );
}

interface PlainProps {
  title: string;
  verb: string;
  look?: 'primary' | 'danger';
  statements: readonly string[];
  onClose: () => void;
}

/** What needs no form. */
export function Plain(props: PlainProps): ReactNode {
  return <ChangeDialog {...props} />;
}

/** What has a new name and nothing else. */
export function Rename({ what, name, statements, onClose }: { what: string; name: string; statements: (next: string) => string[]; onClose: () => void }): ReactNode {
  const [next, setNext] = useState(name);
  return (
    <ChangeDialog title={`Rename ${what} ${name}`} verb="Rename" statements={statements(next)} onClose={onClose}>
      <TextField label="New name" value={next} spellCheck={false} autoComplete="off" onChange={(event) => setNext(event.target.value)} />
    </ChangeDialog>
  );
}

interface DropProps {
  what: string;
  name: string;
  statements: (is_cascade: boolean) => string[];
  onDone?: () => void;
  onClose: () => void;
}

/** What is dropped, with or without what depends on it. */
export function Drop({ what, name, statements, onDone, onClose }: DropProps): ReactNode {
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={`Drop ${what} ${name}`} verb={`Drop ${what}`} look="danger" statements={statements(is_cascade)} onClose={onClose} {...(onDone && { onDone })}>
      <CascadeField value={is_cascade} onChange={setCascade} />
    </ChangeDialog>
  );
}
