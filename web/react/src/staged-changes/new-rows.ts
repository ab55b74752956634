// New rows of a table: which columns they have in the grid, what cannot be given, what a copy of a row takes along. Pure.

import type { Cell } from '@studio-pg/client';
import { readValue } from './read-value.ts';
import type { ColumnFacts, RelationFacts } from './relation-facts.ts';
import type { StagedRow } from './staged-changes.ts';

/** The one table whose rows stand in a grid, and its column at each place of a row. */
export interface NewRowPlaces {
  relation: RelationFacts;
  columns: readonly (ColumnFacts | undefined)[];
}

/** Why no row can be added; null where one can. */
export function insertRefusal(relation: RelationFacts): string | null {
  if (!relation.is_insertable) return `PostgreSQL takes no new rows in ${relation.name}: it is no updatable view, and no trigger or rule makes it one`;
  return [...relation.columns.values()].some((facts) => facts.may_insert) ? null : `permission denied to insert into ${relation.name}`;
}

/** Why a column of a new row cannot be given; null where it can. */
export function givenRefusal(facts: ColumnFacts, relation: RelationFacts): string | null {
  if (facts.is_generated) return `${facts.name} is generated from other columns`;
  if (facts.is_identity_always) return `${facts.name} is an identity column that is always generated`;
  return facts.may_insert ? null : `permission denied to insert into column ${facts.name} of ${relation.name}`;
}

/** What stands in a cell of a new row that nothing was given for. */
export function defaultWord(facts: ColumnFacts): string {
  if (facts.is_generated) return 'generated';
  if (facts.identity !== null) return 'next number';
  if (facts.default !== null) return 'DEFAULT';
  return facts.is_nullable ? 'NULL by default' : 'a value is needed';
}

/**
 * The cells of a copy of a row. What PostgreSQL gives itself, it gives again: generated columns, identities, and a key that has a
 * default; a value of which only the beginning was read is left out.
 */
export function copiedCells(values: Readonly<Record<string, Cell>>, { columns, keys }: RelationFacts): StagedRow['cells'] {
  const in_key = new Set(keys.flat());
  return Object.fromEntries([...columns.values()].flatMap((facts) => {
    const value = readValue(values[facts.name] ?? null);
    const is_given = facts.is_generated || facts.identity !== null || (facts.default !== null && in_key.has(facts.number));
    if (value === undefined || !(facts.name in values) || is_given || !facts.may_insert) return [];
    return [[facts.name, { kind: 'value' as const, value }]];
  }));
}

/** The columns of a table in rows that hold it alone. */
export function placesOf(relation: RelationFacts, seen: readonly (number | null)[]): NewRowPlaces {
  return { relation, columns: seen.map((number) => (number === null ? undefined : relation.columns.get(number))) };
}

