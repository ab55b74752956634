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
  /** By what a row is told apart: a key, the place where it lies, or, in a view, all that was read of it. */
  by: 'key' | 'place' | 'values';
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
  materialized_view: 'a materialized view', foreign_table: 'a foreign table',
};

/** The number that PostgreSQL gives the system's column `ctid`. */
const place_number = -1;
/** `ctid` as a column: it is never given a value. */
const place_column: ColumnFacts = {
  number: place_number, name: 'ctid', type: 'tid', base_type: 'tid', base_type_oid: 27, is_text: false, structure: null, is_nullable: false, is_generated: true,
  is_identity_always: false, identity: null, default: null, may_update: false, may_insert: false, is_updatable: false,
};
/** Types of which equal values are written the same; the others of a view are compared as they are stored. */
const naming_types = new Set(['int2', 'int4', 'int8', 'oid', 'text', 'varchar', 'bpchar', 'name', 'uuid', 'date', 'timestamp', 'timestamptz', 'bool', 'numeric']);
/** A longer text of a view's row is compared and does not name it. */
const longest_name = 200;

/**
 * `relations` holds what the catalog knew of each table of the result; null where it knew nothing. `table`: the one whose rows
 * these are; of the rows of a statement there is none.
 */
export function originsOf(columns: readonly Column[], relations: ReadonlyMap<number, RelationFacts | null>, table?: number): Origins {
  const rows = new Map<string, RowOrigin | string>();
  const rowOf = (column: Column): RowOrigin | string => {
    const is_alone = column.table_oid === table;
    const name = is_alone ? 'alone' : `${column.table_oid} ${column.source ?? 0}`;
    const known = rows.get(name) ?? rowOrigin(columns, column, relations.get(column.table_oid) ?? null, is_alone);
    rows.set(name, known);
    return known;
  };
  const cells = columns.map((column): CellOrigin => {
    const row = column.table_oid === 0 ? 'computed: it is no column of a table' : rowOf(column);
    if (typeof row === 'string') return refused(row);
    if (column.column_number === place_number) return refused('ctid is where the row lies');
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
  if (!facts.is_updatable) return `PostgreSQL changes no ${facts.name} of the view ${relation.name}`;
  return facts.may_update ? null : `permission denied for column ${facts.name} of ${relation.name}`;
}

/** `is_alone`: every column of the relation comes from one and the same row of it. */
function rowOrigin(columns: readonly Column[], of: Column, relation: RelationFacts | null, is_alone: boolean): RowOrigin | string {
  if (!relation) return 'its table is not known here any more';
  const kind = kinds[relation.kind];
  if (kind !== undefined) return `${relation.name} is ${kind}, whose rows have no key`;
  if (!is_alone && (of.source ?? 0) === 0) return `of which row of ${relation.name} it is cannot be said`;
  const seen = columns.flatMap((column, place): SeenColumn[] => {
    const facts = column.column_number === place_number ? place_column : relation.columns.get(column.column_number);
    return facts && column.table_oid === relation.oid && (is_alone || column.source === of.source) ? [{ facts, place }] : [];
  });
  if (relation.kind === 'view') return byValues(relation, seen);
  for (const numbers of relation.keys) {
    const key = numbers.flatMap((number) => seen.find((each) => each.facts.number === number) ?? []);
    if (key.length === numbers.length) return { relation, by: 'key', key, seen };
  }
  return relation.keys.length === 0 ? byPlace(relation, seen) : `no key of ${relation.name} is in the result`;
}

/** Of a table without a key: where the row lies, as long as all that was read of it stands there still. */
function byPlace(relation: RelationFacts, seen: readonly SeenColumn[]): RowOrigin | string {
  if (!relation.has_place) return `${relation.name} has no key`;
  const key = seen.filter((each) => each.facts === place_column).slice(0, 1);
  const is_whole = [...relation.columns.keys()].every((number) => seen.some((each) => each.facts.number === number));
  return key.length === 1 && is_whole ? { relation, by: 'place', key, seen }
    : `${relation.name} has no key, and ctid and all of its columns are not in the result`;
}

/** The server changes the row only where no other row of the view has the same values. */
function byValues(relation: RelationFacts, seen: readonly SeenColumn[]): RowOrigin | string {
  const is_open = relation.is_deletable || [...relation.columns.values()].some((facts) => facts.is_updatable);
  if (!is_open) return `PostgreSQL changes no rows of the view ${relation.name}: it is not updatable, and no trigger or rule makes it so`;
  const key = seen.filter(({ facts }) => naming_types.has(facts.base_type));
  return key.length > 0 ? { relation, by: 'values', key, seen } : `no column of the view ${relation.name} names a row`;
}

/** Which row of the table stands in a row of the result; null where none does: the other side of an outer join. */
export function identityOf(row: Row, { relation, by, key, seen }: RowOrigin): RowIdentity | null {
  const values: Record<string, KeyValue> = {};
  if (by !== 'key' && isCut(row, seen)) return null;
  for (const { facts, place } of key) {
    const value = readValue(row[place] ?? null);
    const names = value !== null && value !== undefined && (by !== 'values' || String(value).length <= longest_name);
    if (names) values[facts.name] = value;
    else if (by !== 'values') return null;
  }
  return Object.keys(values).length === 0 ? null : { id: rowId(relation.oid, values), key: values };
}

/** Whether of one of the values only the beginning was read; without a key all of them are compared. */
export function isCut(row: Row, seen: readonly SeenColumn[]): boolean {
  return seen.some(({ place }) => readValue(row[place] ?? null) === undefined);
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
