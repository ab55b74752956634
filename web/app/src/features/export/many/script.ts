// Many relations as one SQL script: schemas, types, routines and relations in the order of what they need, then the rows, then
// what would hinder them (keys, indexes, triggers, foreign keys last), then the sequences' places.

import type { CatalogRow } from '@studio-pg/client';
import { fullName, literal, quoted } from './database.ts';
import type { Relation, Snapshot } from './database.ts';
import { inOrder, needs_sql } from './order.ts';

export interface ScriptOptions {
  has_structure: boolean;
  has_rows: boolean;
  /** Owners and privileges, which name roles that another server may not have. */
  has_owners: boolean;
  /** Whole schemas: their types and routines too. */
  schemas: readonly string[];
}

/** A text, or the rows of a relation that is named. */
export type Piece = string | { relation: Relation; rows: ReadableStream<Uint8Array> };

interface Made {
  oid: number;
  statements: readonly string[];
}

const head = `SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = off;
BEGIN;
`;
const early = new Set(['table', 'view', 'materialized_view', 'foreign_table', 'sequence', 'column', 'row_security']);
const owners = new Set(['owner', 'privilege']);

function typeStatement({ schema, name, kind, definition, labels }: CatalogRow<'types'>): string | null {
  const called = fullName({ schema, name });
  if (kind === 'enum') return `CREATE TYPE ${called} AS ENUM (${(JSON.parse(labels ?? '[]') as string[]).map(literal).join(', ')})`;
  if (kind === 'domain') return `CREATE DOMAIN ${called} AS ${definition ?? ''}`;
  if (kind === 'composite') return `CREATE TYPE ${called} AS (${definition ?? ''})`;
  return kind === 'range' ? `CREATE TYPE ${called} AS RANGE (SUBTYPE = ${definition ?? ''})` : null;
}

async function typesAndRoutines(snapshot: Snapshot, schema: string): Promise<Made[]> {
  const types = (await snapshot.ask('types', { schema })).map((each) => ({ oid: each.oid, statements: [typeStatement(each)].filter((text) => text !== null) }));
  const routines: Made[] = [];
  for (const { oid } of await snapshot.ask('routines', { schema })) {
    const [source] = await snapshot.ask('routine_source', { relation: oid });
    routines.push({ oid, statements: source?.source == null ? [] : [source.source.trim()] });
  }
  return [...types, ...routines];
}

/** Row security holds only where policies stand, and those come last. */
const isEarly = (kind: string): boolean => early.has(kind) && kind !== 'row_security';

/** Of a table: what can be written; null: it has no rows of its own to be written. */
async function rowsOf(snapshot: Snapshot, relation: Relation): Promise<Piece | null> {
  if (relation.kind !== 'table' && relation.kind !== 'partitioned_table') return null;
  const columns = (await snapshot.ask('columns', { relation: relation.oid })).filter((each) => !each.is_generated).map((each) => quoted(each.column));
  if (columns.length === 0) return null;
  // Of a parent only its own rows: those of its children are theirs. A partitioned table has none but its partitions'.
  const from = relation.kind === 'table' ? `ONLY ${fullName(relation)}` : fullName(relation);
  const options = { table: { schema: relation.schema, name: relation.name }, overriding_system_value: true };
  return { relation, rows: await snapshot.file(`SELECT ${columns.join(', ')} FROM ${from}`, 'sql', options) };
}

/** The sequences that were chosen or belong to what was chosen, where they are now. */
async function* sequencePlaces(snapshot: Snapshot, oids: string): AsyncGenerator<string> {
  const sequences = await snapshot.own(`SELECT DISTINCT n.nspname, c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
    WHERE c.relkind = 'S' AND (c.oid = ANY ($1::pg_catalog.oid[]) OR d.refobjid = ANY ($1::pg_catalog.oid[])) ORDER BY 1, 2`, [oids]);
  for (const [schema, name] of sequences as [string, string][]) {
    const called = fullName({ schema, name });
    const [[value, is_called] = ['1', false]] = await snapshot.rows(`SELECT last_value::pg_catalog.text, is_called FROM ${called}`) as [string, boolean][];
    yield `SELECT pg_catalog.setval(${literal(called)}, ${value}, ${String(is_called)});\n`;
  }
}

/** Sequences that a chosen table brings along: its definition makes them. */
async function broughtAlong(snapshot: Snapshot, oids: string): Promise<Set<number>> {
  const found = await snapshot.own(`SELECT d.objid::pg_catalog.int8 FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i') AND c.relkind = 'S' AND d.refobjid = ANY ($1::pg_catalog.oid[])`, [oids]);
  return new Set(found.map(([oid]) => Number(oid)));
}

/** The materialized views that hold rows, each behind what it reads. */
async function filledViews(snapshot: Snapshot, ordered: readonly Made[], relations: readonly Relation[]): Promise<Relation[]> {
  const views = ordered.flatMap(({ oid }) => relations.find((each) => each.oid === oid && each.kind === 'materialized_view') ?? []);
  const found = await snapshot.own('SELECT c.oid::pg_catalog.int8 FROM pg_catalog.pg_class AS c WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND c.relispopulated',
    [`{${views.map((each) => each.oid).join(',')}}`]);
  const has_rows = new Set(found.map(([oid]) => Number(oid)));
  return views.filter((each) => has_rows.has(each.oid));
}

/** The script, piece by piece: the stream of one piece's rows must be read to its end before the next is asked for. */
export async function* scriptOf(snapshot: Snapshot, relations: readonly Relation[], options: ScriptOptions): AsyncGenerator<Piece> {
  const chosen = new Set(relations.map((each) => each.oid));
  const made: Made[] = [];
  const late: { rank: number; statement: string }[] = [];
  let filled: Relation[] = [];
  const all = `{${[...chosen].join(',')}}`;
  const schemas = [...new Set([...options.schemas, ...relations.map((each) => each.schema)])];
  yield head;
  // Definitions leave out the schemas that are looked into anyway: they are to be looked into where the script is run.
  if (options.has_structure) yield `SELECT pg_catalog.set_config('search_path', ${literal(snapshot.schemas.map(quoted).join(', '))}, true);\n`;
  if (options.has_structure) {
    for (const schema of options.schemas) made.push(...await typesAndRoutines(snapshot, schema));
    const along = await broughtAlong(snapshot, all);
    for (const relation of relations) {
      if (along.has(relation.oid)) continue;
      const parts = (await snapshot.ask('definition', { relation: relation.oid }))
        .filter((each) => each.statement !== null && (options.has_owners || !owners.has(each.kind)));
      made.push({ oid: relation.oid, statements: parts.filter((each) => isEarly(each.kind)).map(({ kind, statement }) => (kind === 'materialized_view' ? `${statement ?? ''}\nWITH NO DATA` : statement ?? '')) });
      const rank = (kind: string, statement: string): number => (kind === 'constraint' ? (/ FOREIGN KEY /.test(statement) ? 2 : 0) : kind === 'index' ? 1 : 3);
      late.push(...parts.filter((each) => !isEarly(each.kind)).map(({ kind, statement }) => ({ rank: rank(kind, statement ?? ''), statement: statement ?? '' })));
    }
    const oids = `{${made.map((each) => each.oid).join(',')}}`;
    const needs = (await snapshot.own(needs_sql, [oids])).map(([of, what]) => [Number(of), Number(what)] as const);
    for (const schema of schemas) yield `CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};\n`;
    const ordered = inOrder(made, needs);
    for (const { statements } of ordered) for (const statement of statements) yield `${statement};\n`;
    filled = await filledViews(snapshot, ordered, relations);
  }
  if (options.has_rows) {
    for (const relation of relations) {
      const rows = relation.partition_of !== null && chosen.has(relation.partition_of) ? null : await rowsOf(snapshot, relation);
      if (rows !== null) yield rows;
    }
  }
  for (const { statement } of late.toSorted((a, b) => a.rank - b.rank)) yield `${statement};\n`;
  if (options.has_rows) {
    yield* sequencePlaces(snapshot, all);
    for (const each of filled) yield `REFRESH MATERIALIZED VIEW ${fullName(each)};\n`;
  }
  yield 'COMMIT;\n';
}
