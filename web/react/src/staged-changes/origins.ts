// From which row of which table each cell of a result comes, and where it cannot be changed, why not. What decides is the
// server's `source`: two columns of one table need not be of one row. Pure.

import type { Column, Row } from '@studio-pg/client';
import { readValue } from './read-value.ts';
import type { ColumnFacts, RelationFacts } from './relation-facts.ts';

export type KeyValue = string | number | boolean;

/** A column of a row of a table, and its place in the result. */
export interface SeenColumn {
  facts: ColumnFacts;
  place: number;
}

/** One mention of a table in the statement: with each row of the result it gives one row, or none where a join found none. */
export interface RowOrigin {
  relation: RelationFacts;
  key: readonly SeenColumn[];
  seen: readonly SeenColumn[];
}

export type CellOrigin = { origin: RowOrigin; column: ColumnFacts; reason: null } | { origin: null; column: null; reason: string };

export interface Origins {
  /** For each column of the result. */
  cells: readonly CellOrigin[];
  /** The tables of which rows can be told apart. */
  rows: readonly RowOrigin[];
}

/** What names a row: its table and its key as they were read. */
export interface RowIdentity {
  id: string;
  key: Readonly<Record<string, KeyValue>>;
}

const kinds: Partial<Record<RelationFacts['kind'], string>> = {
  view: 'a view', materialized_view: 'a materialized view', foreign_table: 'a foreign table',
};

/** `relations` holds what the catalog knew of each table of the result; null where it knew nothing. */
export function originsOf(columns: readonly Column[], relations: ReadonlyMap<number, RelationFacts | null>): Origins {
  const rows = new Map<string, RowOrigin | string>();
  const rowOf = (column: Column): RowOrigin | string => {
    const name = `${column.table_oid} ${column.source ?? 0}`;
    const known = rows.get(name) ?? rowOrigin(columns, column, relations.get(column.table_oid) ?? null);
    rows.set(name, known);
    return known;
  };
  const cells = columns.map((column): CellOrigin => {
    const row = column.table_oid === 0 ? 'computed: it is no column of a table' : rowOf(column);
    if (typeof row === 'string') return refused(row);
    const facts = row.relation.columns.get(column.column_number);
    const reason = facts ? refusal(facts, row.relation) : 'its column was dropped';
    return facts && reason === null ? { origin: row, column: facts, reason: null } : refused(reason ?? '');
  });
  return { cells, rows: [...rows.values()].filter((row) => typeof row !== 'string') };
}

function refused(reason: string): CellOrigin {
  return { origin: null, column: null, reason };
}

function refusal(facts: ColumnFacts, relation: RelationFacts): string | null {
  if (facts.is_generated) return `${facts.name} is generated from other columns`;
  if (facts.is_identity_always) return `${facts.name} is an identity column that is always generated`;
  return facts.may_update ? null : `permission denied for column ${facts.name} of ${relation.name}`;
}

function rowOrigin(columns: readonly Column[], of: Column, relation: RelationFacts | null): RowOrigin | string {
  if (!relation) return 'its table is not known here any more';
  const kind = kinds[relation.kind];
  if (kind !== undefined) return `${relation.name} is ${kind}, whose rows have no key`;
  if (relation.keys.length === 0) return `${relation.name} has no key`;
  if ((of.source ?? 0) === 0) return `of which row of ${relation.name} it is cannot be said`;
  const seen = columns.flatMap((column, place): SeenColumn[] => {
    const facts = relation.columns.get(column.column_number);
    return facts && column.table_oid === relation.oid && column.source === of.source ? [{ facts, place }] : [];
  });
  for (const numbers of relation.keys) {
    const key = numbers.flatMap((number) => seen.find((each) => each.facts.number === number) ?? []);
    if (key.length === numbers.length) return { relation, key, seen };
  }
  return `no key of ${relation.name} is in the result`;
}

/** Which row of the table stands in a row of the result; null where none does: the other side of an outer join. */
export function identityOf(row: Row, { relation, key }: RowOrigin): RowIdentity | null {
  const values: Record<string, KeyValue> = {};
  for (const { facts, place } of key) {
    const value = readValue(row[place] ?? null);
    if (value === null || value === undefined) return null;
    values[facts.name] = value;
  }
  return { id: rowId(relation.oid, values), key: values };
}

/** The same for the same row, whatever key's columns came first. */
export function rowId(relation: number, key: Readonly<Record<string, KeyValue>>): string {
  return `${relation} ${JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** What was read of the row, under the names of its columns; of a value that was cut nothing is known. */
export function seenOf(row: Row, { seen }: RowOrigin): Record<string, KeyValue | null> {
  const values: Record<string, KeyValue | null> = {};
  for (const { facts, place } of seen) {
    const value = readValue(row[place] ?? null);
    if (value !== undefined) values[facts.name] = value;
  }
  return values;
}
