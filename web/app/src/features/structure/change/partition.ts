// Statements that make, attach and detach partitions, and that tie tables by inheritance. Pure: bounds are SQL and stand as typed.

import { alter } from './relation.ts';
import type { Target } from './relation.ts';
import type { Place, Quoting } from './quoting.ts';

export type Strategy = 'RANGE' | 'LIST' | 'HASH';

/** What a partition holds. */
export interface BoundForm {
  is_default: boolean;
  /** Of RANGE, both: values with commas between them; MINVALUE and MAXVALUE. */
  from: string;
  to: string;
  /** Of LIST. */
  values: string;
  /** Of HASH. */
  modulus: string;
  remainder: string;
}

export const empty_bound: BoundForm = { is_default: false, from: '', to: '', values: '', modulus: '', remainder: '' };

/** By what a partitioned table is cut; null where its key cannot be read. @param key as pg_get_partkeydef gives it: `RANGE (day)` */
export function strategyOf(key: string | null): Strategy | null {
  const [word] = (key ?? '').split(' ');
  return word === 'RANGE' || word === 'LIST' || word === 'HASH' ? word : null;
}

const isCount = (text: string): boolean => /^\d{1,9}$/.test(text.trim());

/** `FOR VALUES …` or `DEFAULT`; null while something lacks. */
export function boundClause(strategy: Strategy, form: BoundForm): string | null {
  if (form.is_default && strategy !== 'HASH') return 'DEFAULT';
  switch (strategy) {
    case 'RANGE': return form.from.trim() === '' || form.to.trim() === '' ? null : `FOR VALUES FROM (${form.from}) TO (${form.to})`;
    case 'LIST': return form.values.trim() === '' ? null : `FOR VALUES IN (${form.values})`;
    case 'HASH': return isCount(form.modulus) && isCount(form.remainder) ? `FOR VALUES WITH (MODULUS ${form.modulus.trim()}, REMAINDER ${form.remainder.trim()})` : null;
  }
}

export interface PartitionForm extends Place {
  bound: BoundForm;
  /** Cut further; '' not. */
  partition_by: '' | Strategy;
  partition_key: string;
}

export function createPartition(quote: Quoting, parent: Place, strategy: Strategy, form: PartitionForm): string[] {
  const bound = boundClause(strategy, form.bound);
  if (form.name === '' || bound === null || (form.partition_by !== '' && form.partition_key.trim() === '')) return [];
  const further = form.partition_by === '' ? '' : ` PARTITION BY ${form.partition_by} (${form.partition_key})`;
  return [`CREATE TABLE ${quote.full(form)} PARTITION OF ${quote.full(parent)} ${bound}${further}`];
}

export function attachPartition(quote: Quoting, parent: Target, strategy: Strategy, partition: Place | null, form: BoundForm): string[] {
  const bound = boundClause(strategy, form);
  return partition === null || bound === null ? [] : [`${alter(quote, parent)} ATTACH PARTITION ${quote.full(partition)} ${bound}`];
}

/** `how`: CONCURRENTLY lets others read and write, in two transactions; FINALIZE ends one of these that was broken off. */
export function detachPartition(quote: Quoting, parent: Target, partition: Place, how: '' | 'CONCURRENTLY' | 'FINALIZE'): string[] {
  return [`${alter(quote, parent)} DETACH PARTITION ${quote.full(partition)}${how === '' ? '' : ` ${how}`}`];
}

export function inherit(quote: Quoting, target: Target, parent: Place, is_heir: boolean): string[] {
  return [`${alter(quote, target)} ${is_heir ? 'INHERIT' : 'NO INHERIT'} ${quote.full(parent)}`];
}
