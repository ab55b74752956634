// Dialogs that add, change and drop columns.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { CheckField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { ColumnRow } from './change.ts';
import { addColumn, changeColumn, dropColumn, empty_column } from './column.ts';
import type { ColumnForm } from './column.ts';
import { ColumnFields } from './column-form.tsx';
import type { Quoting } from './quoting.ts';
import type { Target } from './relation.ts';

export interface ChangeProps {
  quote: Quoting;
  target: Target;
  onClose: () => void;
}

export function AddColumn({ quote, target, onClose }: ChangeProps): ReactNode {
  const [form, setForm] = useState(empty_column);
  return (
    <ChangeDialog title={`Add a column to ${target.name}`} verb="Add column" statements={addColumn(quote, target, form)} onClose={onClose}>
      <ColumnFields form={form} onChange={setForm} />
    </ChangeDialog>
  );
}

export function ChangeColumn({ quote, target, column, onClose }: ChangeProps & { column: ColumnRow }): ReactNode {
  const [before] = useState(() => formOf(column));
  const [form, setForm] = useState(before);
  return (
    <ChangeDialog title={`Change column ${column.column}`} verb="Change column" statements={changeColumn(quote, target, before, form)} onClose={onClose}>
      <ColumnFields form={form} before={before} onChange={setForm} />
    </ChangeDialog>
  );
}

export function DropColumn({ quote, target, column, onClose }: ChangeProps & { column: ColumnRow }): ReactNode {
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={`Drop column ${column.column}`} verb="Drop column" look="danger" statements={dropColumn(quote, target, column.column, is_cascade)} onClose={onClose}>
      <CascadeField value={is_cascade} onChange={setCascade} />
    </ChangeDialog>
  );
}

export function CascadeField({ value, onChange }: { value: boolean; onChange: (is_cascade: boolean) => void }): ReactNode {
  return <CheckField label="Cascade: with everything that depends on it" checked={value} onChange={(event) => onChange(event.target.checked)} />;
}

function formOf(column: ColumnRow): ColumnForm {
  return {
    name: column.column, type: column.type, is_nullable: column.is_nullable, comment: column.comment ?? '', conversion: '', expression: column.default ?? '',
    value: column.identity !== null ? `identity_${column.identity}` : column.is_generated ? 'generated' : column.default !== null ? 'default' : 'none',
  };
}
