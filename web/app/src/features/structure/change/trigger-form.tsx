// The form of a new trigger. What cannot be at the chosen time is not offered.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { ChangeProps } from './column-changes.tsx';
import { NameList } from './name-list.tsx';
import { createTrigger, empty_trigger, eventsOf, isConstraint, isForEachRow, mayHaveColumns, mayHaveTables, mayHaveWhen, setTrigger, timingsOf } from './trigger.ts';
import type { TriggerForm, TriggerState } from './trigger.ts';

export function CreateTrigger({ quote, target, columns, onClose }: ChangeProps & { columns: readonly string[] }): ReactNode {
  const [form, setForm] = useState<TriggerForm>({ ...empty_trigger, timing: timingsOf(target.kind)[0] ?? 'BEFORE' });
  const set = (change: Partial<TriggerForm>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Create a trigger on ${target.name}`} verb="Create trigger" statements={createTrigger(quote, target, form)} onClose={onClose}>
      <div className="grid gap-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
          <SelectField label="When" value={form.timing} onChange={(event) => set({ timing: event.target.value as TriggerForm['timing'] })}>
            {timingsOf(target.kind).map((timing) => <option key={timing} value={timing}>{timing}</option>)}
          </SelectField>
        </div>
        <NameList label="Of which changes" names={eventsOf(form, target.kind)} chosen={form.events} onChange={(events) => set({ events })} />
        {mayHaveColumns(form) && <NameList label="Only where these columns are set (none: any)" names={columns} chosen={form.columns} onChange={(chosen) => set({ columns: chosen })} />}
        <RoutineFields form={form} set={set} />
        {mayHaveWhen(form) && (
          <TextField label="Only where (SQL)" value={form.when} placeholder="OLD.price IS DISTINCT FROM NEW.price" spellCheck={false} autoComplete="off" onChange={(event) => set({ when: event.target.value })} />
        )}
        {mayHaveTables(form, target.kind) && <TableNames form={form} set={set} />}
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <CheckField label="For each row" checked={isForEachRow(form)} disabled={form.timing === 'INSTEAD OF' || isConstraint(form)} onChange={(event) => set({ is_for_each_row: event.target.checked })} />
          {form.timing === 'AFTER' && target.kind !== 'view' && <CheckField label="A constraint trigger" checked={form.is_constraint} onChange={(event) => set({ is_constraint: event.target.checked })} />}
          {isConstraint(form) && <CheckField label="Deferrable" checked={form.is_deferrable} onChange={(event) => set({ is_deferrable: event.target.checked })} />}
          {isConstraint(form) && form.is_deferrable && <CheckField label="Runs at the commit" checked={form.is_deferred} onChange={(event) => set({ is_deferred: event.target.checked })} />}
        </div>
      </div>
    </ChangeDialog>
  );
}

interface PartProps {
  form: TriggerForm;
  set: (change: Partial<TriggerForm>) => void;
}

/** Which function it runs: of those that return `trigger`. */
function RoutineFields({ form, set }: PartProps): ReactNode {
  const { id } = useConnection();
  const own = useQuery(catalogQuery(id, 'routines'));
  const system = useQuery(catalogQuery(id, 'routines', { schema: 'pg_catalog' }));
  const routines = [...own.data ?? [], ...system.data ?? []].filter(({ kind, returns }) => kind === 'function' && returns === 'trigger');
  const chosen = routines.find(({ schema, name }) => schema === form.routine?.schema && name === form.routine.name);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField label="Function" value={chosen?.oid ?? ''} hint={own.data && routines.every(({ schema }) => schema === 'pg_catalog') ? 'Make one that RETURNS trigger first.' : undefined}
        onChange={(event) => {
          const next = routines.find(({ oid }) => String(oid) === event.target.value);
          set({ routine: next ? { schema: next.schema, name: next.name } : null });
        }}>
        <option value="">Choose a function</option>
        {routines.map(({ oid, schema, name }) => <option key={oid} value={oid}>{schema}.{name}</option>)}
      </SelectField>
      <TextField label="Arguments (SQL)" value={form.arguments} placeholder="'a text', 1" spellCheck={false} autoComplete="off" onChange={(event) => set({ arguments: event.target.value })} />
    </div>
  );
}

function TableNames({ form, set }: PartProps): ReactNode {
  const [event] = form.events;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {event !== 'INSERT' && <TextField label="Old rows as a table named" value={form.old_table} placeholder="not" spellCheck={false} autoComplete="off" onChange={(changed) => set({ old_table: changed.target.value })} />}
      {event !== 'DELETE' && <TextField label="New rows as a table named" value={form.new_table} placeholder="not" spellCheck={false} autoComplete="off" onChange={(changed) => set({ new_table: changed.target.value })} />}
    </div>
  );
}

const states: Record<TriggerState, string> = {
  origin: 'In ordinary sessions', always: 'Always, also while rows are replicated', replica: 'Only while rows are replicated', disabled: 'Never',
};

/** When a trigger that is there runs. */
export function SwitchTrigger({ quote, target, name, state, onClose }: ChangeProps & { name: string; state: TriggerState }): ReactNode {
  const [next, setNext] = useState(state);
  return (
    <ChangeDialog title={`Switch trigger ${name}`} verb="Switch" statements={next === state ? [] : setTrigger(quote, target, name, next)} onClose={onClose}>
      <SelectField label="It runs" value={next} onChange={(event) => setNext(event.target.value as TriggerState)}>
        {(Object.keys(states) as TriggerState[]).map((each) => <option key={each} value={each}>{states[each]}</option>)}
      </SelectField>
    </ChangeDialog>
  );
}
