// The way back from a save: for each row that it changed, the change that makes it what it was, to be applied only to a row that
// is still as the save has left it. Pure.

import type { Cell, Parameter } from '@studio-pg/client';
import type { RelationFacts } from './relation-facts.ts';
import { readValue } from './read-value.ts';
import { rowId } from './origins.ts';
import type { KeyValue } from './origins.ts';
import type { StagedRow, StagedValue } from './staged-changes.ts';

/** A row that was saved: what was staged of it, and what it became; null: it was deleted. */
export interface SavedChange {
  row: StagedRow;
  values: Readonly<Record<string, Cell>> | null;
}

export type Inverse = { row: StagedRow; reason: null } | { row: null; reason: string };

export function inverseOf({ row, values }: SavedChange, relation: RelationFacts): Inverse {
  if (row.is_deleted || values === null) return insertAgain(row, relation);
  const names = row.is_new ? keyNames(values, relation) ?? placeNames(values, relation) : Object.keys(row.key);
  const key = names && keyOf(values, names);
  if (!key) return refused(`the row of ${relation.name} has no key by which it could be found again`);
  const seen: Record<string, Parameter> = {};
  for (const [name, cell] of Object.entries(values)) {
    const value = readValue(cell);
    if (value !== undefined) seen[name] = value;
  }
  const expected = Object.fromEntries(Object.entries(seen).filter(([name]) => !(name in key)));
  const has_no_key = row.has_no_key === true || 'ctid' in key;
  const target = { id: rowId(relation.oid, key), relation: row.relation, key, seen, expected, is_new: false, ...(has_no_key ? { has_no_key: true as const } : {}) };
  if (row.is_new) return { row: { ...target, cells: {}, is_deleted: true }, reason: null };
  const cells: Record<string, StagedValue> = {};
  for (const name of Object.keys(row.cells)) {
    const value = row.seen[name];
    if (value === undefined) return refused(`of ${name} only the beginning had been read`);
    cells[name] = { kind: 'value', value };
  }
  return { row: { ...target, cells, is_deleted: false }, reason: null };
}

function insertAgain(row: StagedRow, relation: RelationFacts): Inverse {
  const cells: Record<string, StagedValue> = {};
  for (const facts of relation.columns.values()) {
    if (facts.is_generated) continue;
    const value = row.seen[facts.name];
    if (value === undefined) return refused(`${facts.name} of the deleted row had not been read, or only its beginning`);
    if (facts.is_identity_always) return refused(`${facts.name} is always generated: the deleted row cannot come back with its own`);
    cells[facts.name] = { kind: 'value', value };
  }
  return { row: { id: `${row.id} again`, relation: row.relation, key: {}, seen: {}, expected: {}, cells, is_new: true, is_deleted: false }, reason: null };
}

/** The first key of the relation that is whole in a row. */
function keyNames(values: NonNullable<SavedChange['values']>, { keys, columns }: RelationFacts): string[] | null {
  return keys.map((numbers) => numbers.map((number) => columns.get(number)?.name ?? '')).find((names) => keyOf(values, names) !== null) ?? null;
}

/** A new row of a table without a key is found by where it lies. */
function placeNames(values: NonNullable<SavedChange['values']>, { has_place }: RelationFacts): string[] | null {
  return has_place && values['ctid'] !== undefined ? ['ctid'] : null;
}

function keyOf(values: NonNullable<SavedChange['values']>, names: readonly string[]): Record<string, KeyValue> | null {
  const key: Record<string, KeyValue> = {};
  for (const name of names) {
    const value = readValue(values[name] ?? null);
    if (value === null || value === undefined) return null;
    key[name] = value;
  }
  return names.length === 0 ? null : key;
}

function refused(reason: string): Inverse {
  return { row: null, reason };
}
