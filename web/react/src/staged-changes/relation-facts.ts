// What the role may do with the rows of a relation, out of the catalog's answer to `changeable`. Pure.

import type { CatalogRow, TypeStructure } from '@studio-pg/client';

export interface ColumnFacts {
  number: number;
  name: string;
  /** As a cast takes it: `character varying(10)`. */
  type: string;
  /** The name of the type, under a domain of the domain's. */
  base_type: string;
  base_type_oid: number;
  /** Whether an empty text is a value of its own. */
  is_text: boolean;
  /** Of what its values are made of; null where they have no parts. */
  structure: TypeStructure | null;
  is_nullable: boolean;
  is_generated: boolean;
  is_identity_always: boolean;
  identity: 'always' | 'by_default' | null;
  /** The expression of its default. */
  default: string | null;
  may_update: boolean;
  may_insert: boolean;
  /** As PostgreSQL says of a column of a view. */
  is_updatable: boolean;
}

export interface RelationFacts {
  oid: number;
  schema: string;
  name: string;
  kind: CatalogRow<'changeable'>['kind'];
  may_delete: boolean;
  /** As PostgreSQL says of the rows of a view. */
  is_insertable: boolean;
  is_deletable: boolean;
  /** Numbers of the columns by which a row is told apart; the primary key first. */
  keys: readonly (readonly number[])[];
  /** Whether `ctid` names a row. */
  has_place: boolean;
  columns: ReadonlyMap<number, ColumnFacts>;
}

/** Null where the catalog knows no such relation: it was dropped, or it is another session's. */
export function relationFacts(rows: readonly CatalogRow<'changeable'>[]): RelationFacts | null {
  const first = rows[0];
  if (!first) return null;
  const columns = new Map(rows.map((row): [number, ColumnFacts] => [row.column_number, {
    number: row.column_number, name: row.column, type: row.type, base_type: row.base_type, base_type_oid: row.base_type_oid,
    is_text: row.is_text, structure: row.structure, is_nullable: row.is_nullable, is_generated: row.is_generated,
    is_identity_always: row.is_identity_always, identity: row.identity, default: row.default,
    may_update: row.may_update, may_insert: row.may_insert, is_updatable: row.is_updatable,
  }]));
  return {
    oid: first.oid, schema: first.schema, name: first.name, kind: first.kind, may_delete: first.may_delete,
    is_insertable: first.is_insertable, is_deletable: first.is_deletable,
    keys: JSON.parse(first.keys) as number[][], has_place: first.has_place, columns,
  };
}
