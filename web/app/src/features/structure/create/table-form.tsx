// The form of a new table.

import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { TypeField, value_labels } from '../change/column-form.tsx';
import type { ColumnValue } from '../change/column.ts';
import { ConstraintFields } from '../change/constraint-form.tsx';
import { empty_constraint } from '../change/constraint.ts';
import { PlaceFields } from './place-fields.tsx';
import { empty_new_column } from './table.ts';
import type { NewColumn, TableForm } from './table.ts';

interface TableFieldsProps {
  form: TableForm;
  onChange: (form: TableForm) => void;
}

export function TableFields({ form, onChange }: TableFieldsProps): ReactNode {
  const set = (change: Partial<TableForm>): void => onChange({ ...form, ...change });
  const names = form.columns.map(({ name }) => name).filter((name) => name !== '');
  return (
    <>
      <PlaceFields place={form} onChange={set}>
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      </PlaceFields>
      <Lines title="Columns" adds="Add a column" lines={form.columns} next={empty_new_column} onChange={(columns) => set({ columns })}
        draw={(column, at, change) => <ColumnLine place={at + 1} column={column} onChange={change} />} />
      <Lines title="Constraints" adds="Add a constraint" lines={form.constraints} next={empty_constraint} onChange={(constraints) => set({ constraints })}
        draw={(constraint, _, change) => <ConstraintFields form={constraint} columns={names} is_new_table onChange={change} />} />
      {form.constraints.some(({ kind }) => kind === 'foreign_key') && (
        <p className="text-small text-muted"><span className="font-medium text-ink">ShareRowExclusiveLock</span> on what a foreign key refers to: others may read that table meanwhile; writing waits.</p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="Partition by" value={form.partition_by} onChange={(event) => set({ partition_by: event.target.value as TableForm['partition_by'] })}>
          <option value="">Not partitioned</option>
          {['RANGE', 'LIST', 'HASH'].map((way) => <option key={way} value={way}>{way}</option>)}
        </SelectField>
        {form.partition_by !== '' && (
          <TextField label="Partition key (SQL)" value={form.partition_key} placeholder="created_at" spellCheck={false} autoComplete="off"
            onChange={(event) => set({ partition_key: event.target.value })} />
        )}
      </div>
      <CheckField label="Unlogged: quicker to write, empty after a crash, not on replicas" checked={form.persistence === 'unlogged'}
        onChange={(event) => set({ persistence: event.target.checked ? 'unlogged' : 'permanent' })} />
    </>
  );
}

interface LinesProps<Line> {
  title: string;
  adds: string;
  lines: readonly Line[];
  next: Line;
  onChange: (lines: readonly Line[]) => void;
  draw: (line: Line, at: number, change: (line: Line) => void) => ReactNode;
}

function Lines<Line>({ title, adds, lines, next, onChange, draw }: LinesProps<Line>): ReactNode {
  const one = title.slice(0, -1);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">{title}</legend>
      {lines.map((line, at) => (
        <div key={at} role="group" aria-label={`${one} ${at + 1}`} className="flex items-start gap-2 rounded-sm border border-line p-2">
          <div className="min-w-0 flex-1">{draw(line, at, (changed) => onChange(lines.map((each, index) => (index === at ? changed : each))))}</div>
          <IconButton label={`Remove ${one.toLowerCase()} ${at + 1}`} onClick={() => onChange(lines.filter((_, index) => index !== at))}><X size={16} strokeWidth={1.5} /></IconButton>
        </div>
      ))}
      <Button className="justify-self-start" onClick={() => onChange([...lines, next])}><Plus size={14} aria-hidden />{adds}</Button>
    </fieldset>
  );
}

function ColumnLine({ place, column, onChange }: { place: number; column: NewColumn; onChange: (column: NewColumn) => void }): ReactNode {
  const set = (change: Partial<NewColumn>): void => onChange({ ...column, ...change });
  const has_expression = column.value === 'default' || column.value === 'generated';
  return (
    <div className="grid gap-2 sm:grid-cols-3">
      <TextField label={`Column ${place}`} value={column.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
      <TypeField value={column.type} onChange={(type) => set({ type })} />
      <SelectField label="Value where none is given" value={column.value} onChange={(event) => set({ value: event.target.value as ColumnValue })}>
        {(Object.keys(value_labels) as ColumnValue[]).map((value) => <option key={value} value={value}>{value_labels[value]}</option>)}
      </SelectField>
      {has_expression && (
        <TextField label={column.value === 'default' ? 'Default (SQL)' : 'Expression (SQL)'} value={column.expression} spellCheck={false} autoComplete="off"
          placeholder={column.value === 'default' ? 'now()' : 'price * amount'} onChange={(event) => set({ expression: event.target.value })} />
      )}
      <TextField label="Comment on it" value={column.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      <div className="flex flex-wrap gap-x-4 gap-y-1 self-end pb-1.5">
        <CheckField label="Primary key" checked={column.is_key} onChange={(event) => set({ is_key: event.target.checked, ...(event.target.checked ? { is_nullable: false } : {}) })} />
        <CheckField label="May be null" checked={column.is_nullable} disabled={column.is_key} onChange={(event) => set({ is_nullable: event.target.checked })} />
      </div>
    </div>
  );
}
