// Dialogs that make, rebuild and drop indexes.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { CheckField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { IndexRow } from './change.ts';
import { CascadeField } from './column-changes.tsx';
import type { ChangeProps } from './column-changes.tsx';
import { IndexFields } from './index-form.tsx';
import { createIndex, dropIndex, empty_key, rebuildIndex } from './index-statements.ts';
import type { IndexForm } from './index-statements.ts';

const empty_index: IndexForm = { name: '', method: 'btree', is_unique: false, keys: [empty_key], include: [], where: '', is_concurrent: true };

export function CreateIndex({ quote, target, columns, onClose }: ChangeProps & { columns: readonly string[] }): ReactNode {
  // A partitioned table's index cannot be made concurrently.
  const [form, setForm] = useState<IndexForm>({ ...empty_index, is_concurrent: target.kind !== 'partitioned_table', keys: [{ ...empty_key, column: columns[0] ?? '' }] });
  return (
    <ChangeDialog title={`Create an index on ${target.name}`} verb="Create index" statements={createIndex(quote, target, form)} onClose={onClose}>
      <IndexFields form={form} columns={columns} onChange={setForm} />
    </ChangeDialog>
  );
}

export function RebuildIndex({ quote, index, onClose }: ChangeProps & { index: IndexRow }): ReactNode {
  const [is_concurrent, setConcurrent] = useState(true);
  return (
    <ChangeDialog title={`Rebuild index ${index.name}`} verb="Rebuild" statements={rebuildIndex(quote, index, is_concurrent)} onClose={onClose}>
      <ConcurrentField value={is_concurrent} onChange={setConcurrent} />
    </ChangeDialog>
  );
}

export function DropIndex({ quote, index, onClose }: ChangeProps & { index: IndexRow }): ReactNode {
  const [is_concurrent, setConcurrent] = useState(true);
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={`Drop index ${index.name}`} verb="Drop index" look="danger" onClose={onClose}
      statements={dropIndex(quote, index, { is_concurrent: is_concurrent && !is_cascade, is_cascade })}>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <ConcurrentField value={is_concurrent && !is_cascade} onChange={setConcurrent} />
        <CascadeField value={is_cascade} onChange={setCascade} />
      </div>
    </ChangeDialog>
  );
}

function ConcurrentField({ value, onChange }: { value: boolean; onChange: (is_concurrent: boolean) => void }): ReactNode {
  return <CheckField label="Concurrently: without holding up reading and writing" checked={value} onChange={(event) => onChange(event.target.checked)} />;
}
