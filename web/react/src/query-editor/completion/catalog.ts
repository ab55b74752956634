// What completion and hover read of a database. Everything answers at once from memory; what is not there yet is noted
// (`wanted`), so that who asked can have it loaded and ask again.

import type { CatalogRow } from '@studio-pg/client';
import type { Keywords } from './quote.ts';

export type Relation = CatalogRow<'relations'>;
export type Size = CatalogRow<'sizes'>;
export type Routine = CatalogRow<'routines'>;
export type NamedType = CatalogRow<'types'>;
export type Setting = CatalogRow<'settings'>;

/** A column of a relation, or of whatever else stands in a FROM clause. */
export interface Column {
  name: string;
  /** As format_type writes it; null where only the server could tell. */
  type: string | null;
  type_oid: number | null;
  /** The column of the catalog; null of what a query computes. */
  row: CatalogRow<'columns'> | null;
}

export interface ForeignKey {
  relation: number;
  columns: string[];
  referenced_relation: number;
  referenced_columns: string[];
}

/** What is not in memory yet. */
export interface Wanted {
  columns: Set<number>;
  values: Set<number>;
}

/** What is asked of the name of every relation at every key, worked out once. */
export interface RelationName {
  relation: Relation;
  lower: string;
  /** A name without its schema leads to it. */
  is_visible: boolean;
  is_system: boolean;
  /** What a choice of it writes: quoted where it must be, with its schema where it is not visible. */
  text: string;
  /** The same behind its schema. */
  bare_text: string;
}

export interface Catalog {
  keywords: Keywords;
  /** Names of all schemas, the user's own first. */
  schemas: readonly { name: string; is_system: boolean; comment: string | null; position: number | null }[];
  relations: readonly Relation[];
  relationNames(): readonly RelationName[];
  routines: readonly Routine[];
  types: readonly NamedType[];
  settings: readonly Setting[];
  wanted: Wanted;
  /** By a qualified or a bare name, as the search path has it. */
  relation(name: readonly string[]): Relation | null;
  relationByOid(oid: number): Relation | null;
  /** Undefined where it has no storage, and while sizes are not loaded. */
  size(relation: number): Size | undefined;
  /** Whether a name without its schema leads to it. */
  isVisible(schema: string, name: string): boolean;
  isRelationVisible(relation: Relation): boolean;
  isRoutineVisible(routine: Routine): boolean;
  /** Null while they are not loaded. */
  columns(relation: Relation): readonly Column[] | null;
  /** By a qualified or a bare name; there may be several of one name. */
  routinesNamed(name: readonly string[]): readonly Routine[];
  typeByOid(oid: number): NamedType | null;
  typeNamed(name: readonly string[]): NamedType | null;
  /** Foreign keys that a relation has, and that lead to it. */
  foreignKeys(relation: number): readonly ForeignKey[];
  /** Common values of a column, the most common first; none while they are not loaded. */
  commonValues(relation: number, column: string): readonly string[];
  /** How often it was chosen lately, 0 to 1. */
  usage(kind: string, name: string): number;
}
