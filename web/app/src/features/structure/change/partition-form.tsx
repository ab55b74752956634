// Dialogs that make, attach and detach partitions, and that tie a table to one that it inherits from.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { PlaceFields } from '../create/place-fields.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { ChangeProps } from './column-changes.tsx';
import { attachPartition, createPartition, detachPartition, empty_bound, inherit, strategyOf } from './partition.ts';
import type { BoundForm, PartitionForm, Strategy } from './partition.ts';
import type { Place } from './quoting.ts';

type PartitionProps = ChangeProps & { oid: number };

/** By what the table is cut; undefined until it is known. */
function usePartitionKey(oid: number): { key: string; strategy: Strategy } | undefined {
  const { id } = useConnection();
  const key = useQuery(catalogQuery(id, 'storage', { relation: oid })).data?.[0]?.partition_key ?? null;
  const strategy = strategyOf(key);
  return key === null || strategy === null ? undefined : { key, strategy };
}

export function CreatePartition({ quote, target, oid, onClose }: PartitionProps): ReactNode {
  const cut = usePartitionKey(oid);
  const [form, setForm] = useState<PartitionForm>({ schema: target.schema, name: '', bound: empty_bound, partition_by: '', partition_key: '' });
  const set = (change: Partial<PartitionForm>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Create a partition of ${target.name}`} verb="Create partition" statements={cut ? createPartition(quote, target, cut.strategy, form) : []} onClose={onClose}>
      <div className="grid gap-3">
        <PlaceFields place={form} onChange={set} />
        {cut && <BoundFields cut={cut} form={form.bound} onChange={(bound) => set({ bound })} />}
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label="Cut further" value={form.partition_by} onChange={(event) => set({ partition_by: event.target.value as PartitionForm['partition_by'] })}>
            <option value="">not</option><option value="RANGE">by range</option><option value="LIST">by list</option><option value="HASH">by hash</option>
          </SelectField>
          {form.partition_by !== '' && <TextField label="By (SQL)" value={form.partition_key} placeholder="region" spellCheck={false} autoComplete="off" onChange={(event) => set({ partition_key: event.target.value })} />}
        </div>
      </div>
    </ChangeDialog>
  );
}

export function AttachPartition({ quote, target, oid, onClose }: PartitionProps): ReactNode {
  const cut = usePartitionKey(oid);
  const [partition, setPartition] = useState<Place | null>(null);
  const [bound, setBound] = useState(empty_bound);
  return (
    <ChangeDialog title={`Attach a partition to ${target.name}`} verb="Attach" statements={cut ? attachPartition(quote, target, cut.strategy, partition, bound) : []} onClose={onClose}>
      <div className="grid gap-3">
        <RelationField label="Table" except={oid} chosen={partition} onChange={setPartition} />
        {cut && <BoundFields cut={cut} form={bound} onChange={setBound} />}
        <p className="text-small text-muted">PostgreSQL reads all its rows, unless a CHECK constraint of the table says already what it holds.</p>
      </div>
    </ChangeDialog>
  );
}

export function DetachPartition({ quote, target, partition, is_pending, onClose }: ChangeProps & { partition: Place; is_pending: boolean }): ReactNode {
  const [is_concurrent, setConcurrent] = useState(!is_pending);
  const how = is_pending ? 'FINALIZE' : is_concurrent ? 'CONCURRENTLY' : '';
  return (
    <ChangeDialog title={`Detach partition ${partition.name}`} verb="Detach" statements={detachPartition(quote, target, partition, how)} onClose={onClose}>
      {is_pending ? <p>A detachment of it was broken off; this ends it.</p>
        : <CheckField label="Concurrently: without holding up reading and writing" checked={is_concurrent} onChange={(event) => setConcurrent(event.target.checked)} />}
      <p className="text-small text-muted">Its rows stay, in a table of their own.</p>
    </ChangeDialog>
  );
}

export function Inherit({ quote, target, oid, onClose }: PartitionProps): ReactNode {
  const [parent, setParent] = useState<Place | null>(null);
  return (
    <ChangeDialog title={`Let ${target.name} inherit`} verb="Inherit" statements={parent ? inherit(quote, target, parent, true) : []} onClose={onClose}>
      <RelationField label="From" except={oid} chosen={parent} onChange={setParent} />
      <p className="text-small text-muted">It must have every column and CHECK constraint of that table.</p>
    </ChangeDialog>
  );
}

function BoundFields({ cut, form, onChange }: { cut: { key: string; strategy: Strategy }; form: BoundForm; onChange: (form: BoundForm) => void }): ReactNode {
  const set = (change: Partial<BoundForm>): void => onChange({ ...form, ...change });
  const field = (label: string, name: 'from' | 'to' | 'values' | 'modulus' | 'remainder', placeholder: string): ReactNode => (
    <TextField label={label} value={form[name]} placeholder={placeholder} spellCheck={false} autoComplete="off" onChange={(event) => set({ [name]: event.target.value })} />
  );
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">What it holds of <code className="font-mono text-small">{cut.key}</code></legend>
      {!form.is_default && (
        <div className="grid gap-3 sm:grid-cols-2">
          {cut.strategy === 'RANGE' && <>{field('From, included (SQL)', 'from', "'2026-01-01'")}{field('To, not included (SQL)', 'to', "'2027-01-01'")}</>}
          {cut.strategy === 'LIST' && field('Values (SQL)', 'values', "'de', 'at', NULL")}
          {cut.strategy === 'HASH' && <>{field('Modulus', 'modulus', '4')}{field('Remainder', 'remainder', '0')}</>}
        </div>
      )}
      {cut.strategy !== 'HASH' && <CheckField label="Default: whatever no other partition holds" checked={form.is_default} onChange={(event) => set({ is_default: event.target.checked })} />}
    </fieldset>
  );
}

const isTable = ({ kind }: CatalogRow<'relations'>): boolean => kind === 'table' || kind === 'partitioned_table' || kind === 'foreign_table';

function RelationField({ label, except, chosen, onChange }: { label: string; except: number; chosen: Place | null; onChange: (place: Place | null) => void }): ReactNode {
  const { id } = useConnection();
  const tables = useQuery(catalogQuery(id, 'relations')).data?.filter((each) => isTable(each) && each.oid !== except) ?? [];
  const value = tables.find(({ schema, name }) => schema === chosen?.schema && name === chosen.name)?.oid ?? '';
  return (
    <SelectField label={label} value={value} onChange={(event) => {
      const next = tables.find(({ oid }) => String(oid) === event.target.value);
      onChange(next ? { schema: next.schema, name: next.name } : null);
    }}>
      <option value="">Choose a table</option>
      {tables.map(({ oid, schema, name }) => <option key={oid} value={oid}>{schema}.{name}</option>)}
    </SelectField>
  );
}
