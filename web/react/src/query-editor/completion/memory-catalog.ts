// The catalog in memory: rows of the catalog's questions, with the indexes that completion looks them up by. Filled piece
// by piece (completion/loader.ts); building an index is the work of the piece's arrival, not of a keystroke.

import type { CatalogRow, KeywordKind } from '@studio-pg/client';
import type { Catalog, Column, ForeignKey, NamedType, Relation, RelationName, Routine, Setting, Size, Wanted } from './catalog.ts';
import { quoteName } from './quote.ts';

const nothing: readonly never[] = [];

export class MemoryCatalog implements Catalog {
  keywords: ReadonlyMap<string, KeywordKind> = new Map();
  schemas: Catalog['schemas'] = [];
  relations: readonly Relation[] = [];
  routines: readonly Routine[] = [];
  types: readonly NamedType[] = [];
  settings: readonly Setting[] = [];
  readonly wanted: Wanted = { columns: new Set(), values: new Set() };

  #path: string[] = [];
  #relation_parts = new Map<string, readonly Relation[]>();
  #routine_parts = new Map<string, readonly Routine[]>();
  #type_parts = new Map<string, readonly NamedType[]>();
  #relations_by_name = new Map<string, Relation[]>();
  #relations_by_oid = new Map<number, Relation>();
  #sizes = new Map<number, Size>();
  #routines_by_name = new Map<string, Routine[]>();
  #types_by_name = new Map<string, NamedType[]>();
  #types_by_oid = new Map<number, NamedType>();
  #columns = new Map<number, readonly Column[]>();
  #visible = new Set<Relation>();
  #relation_names: readonly RelationName[] | null = null;
  #has_all_columns = false;
  #foreign_keys = new Map<number, ForeignKey[]>();
  #values = new Map<number, ReadonlyMap<string, readonly string[]>>();
  readonly #use: (kind: string, name: string) => number;

  constructor(use: (kind: string, name: string) => number = () => 0) {
    this.#use = use;
  }

  setKeywords(rows: readonly CatalogRow<'keywords'>[]): void {
    this.keywords = new Map(rows.map(({ word, kind }) => [word, kind]));
    this.#relation_names = null;
  }

  setSchemas(rows: readonly CatalogRow<'schemas'>[]): void {
    this.schemas = rows.map((row) => ({ name: row.schema, is_system: row.is_system, comment: row.comment, position: row.search_path_position }));
    this.#path = rows.filter((row) => row.search_path_position !== null)
      .sort((one, other) => (one.search_path_position ?? 0) - (other.search_path_position ?? 0)).map((row) => row.schema);
    this.#findVisible();
  }

  /** `part` names where they come from, so that a later answer takes the place of an earlier one. */
  setRelations(part: string, rows: readonly Relation[]): void {
    this.#relation_parts.set(part, rows);
    this.relations = [...this.#relation_parts.values()].flat();
    this.#relations_by_name = byName(this.relations);
    this.#relations_by_oid = new Map(this.relations.map((row) => [row.oid, row]));
    this.#findVisible();
  }

  relationNames(): readonly RelationName[] {
    return this.#relation_names ??= this.relations.map((relation) => {
      const is_visible = this.#visible.has(relation);
      const bare_text = quoteName(relation.name, this.keywords);
      return { relation, lower: relation.name.toLowerCase(), is_visible, is_system: isSystem(relation.schema), bare_text,
        text: is_visible ? bare_text : `${quoteName(relation.schema, this.keywords)}.${bare_text}` };
    });
  }

  #findVisible(): void {
    this.#relation_names = null;
    this.#visible = new Set(this.relations.filter((relation) => this.isVisible(relation.schema, relation.name)));
  }

  setSizes(rows: readonly Size[]): void {
    this.#sizes = new Map(rows.map((row) => [row.oid, row]));
  }

  setRoutines(part: string, rows: readonly Routine[]): void {
    this.#routine_parts.set(part, rows);
    this.routines = [...this.#routine_parts.values()].flat();
    this.#routines_by_name = byName(this.routines);
  }

  setTypes(part: string, rows: readonly NamedType[]): void {
    this.#type_parts.set(part, rows);
    this.types = [...this.#type_parts.values()].flat();
    this.#types_by_name = byName(this.types);
    this.#types_by_oid = new Map(this.types.map((row) => [row.oid, row]));
  }

  setSettings(rows: readonly Setting[]): void {
    this.settings = rows;
  }

  setForeignKeys(rows: readonly CatalogRow<'foreign_keys'>[]): void {
    this.#foreign_keys = new Map();
    for (const row of rows) {
      const key: ForeignKey = { relation: row.relation, columns: texts(row.columns), referenced_relation: row.referenced_relation,
        referenced_columns: texts(row.referenced_columns) };
      for (const side of new Set([key.relation, key.referenced_relation])) {
        const known = this.#foreign_keys.get(side);
        if (known) known.push(key);
        else this.#foreign_keys.set(side, [key]);
      }
    }
  }

  /** The columns of some relations; `is_all` where no user's relation is left out. */
  addColumns(rows: readonly CatalogRow<'columns'>[], is_all: boolean): void {
    const made = new Map<number, Column[]>();
    for (const row of rows) {
      const column: Column = { name: row.column, type: row.type, type_oid: row.type_oid, row };
      const known = made.get(row.oid);
      if (known) known.push(column);
      else made.set(row.oid, [column]);
    }
    for (const [oid, columns] of made) this.#columns.set(oid, columns);
    this.#has_all_columns ||= is_all;
  }

  /** An answer for one relation, which may have no columns. */
  setColumns(oid: number, rows: readonly CatalogRow<'columns'>[]): void {
    this.#columns.set(oid, nothing);
    this.addColumns(rows, false);
  }

  setValues(oid: number, rows: readonly CatalogRow<'values'>[]): void {
    this.#values.set(oid, new Map(rows.map((row) => [row.column, texts(row.values)])));
  }

  /** What was loaded one by one is stale. */
  forgetDetails(): void {
    this.#columns = new Map();
    this.#values = new Map();
    this.#has_all_columns = false;
  }

  relation(name: readonly string[]): Relation | null {
    const schema = name.at(-2);
    const found = this.#relations_by_name.get(name.at(-1) ?? '');
    if (!found || name.length > 3) return null;
    return this.#first(found, schema);
  }

  size(relation: number): Size | undefined {
    return this.#sizes.get(relation);
  }

  relationByOid(oid: number): Relation | null {
    return this.#relations_by_oid.get(oid) ?? null;
  }

  isVisible(schema: string, name: string): boolean {
    const found = this.#relations_by_name.get(name);
    return found !== undefined && this.#first(found, undefined)?.schema === schema;
  }

  isRelationVisible(relation: Relation): boolean {
    return this.#visible.has(relation);
  }

  isRoutineVisible(routine: Routine): boolean {
    return this.#path.includes(routine.schema);
  }

  columns(relation: Relation): readonly Column[] | null {
    const known = this.#columns.get(relation.oid);
    if (known) return known;
    if (this.#has_all_columns && !isSystem(relation.schema)) return nothing;
    this.wanted.columns.add(relation.oid);
    return null;
  }

  routinesNamed(name: readonly string[]): readonly Routine[] {
    const found = this.#routines_by_name.get(name.at(-1) ?? '') ?? nothing;
    const schema = name.at(-2);
    return schema === undefined ? found.filter((routine) => this.isRoutineVisible(routine)) : found.filter((routine) => routine.schema === schema);
  }

  typeByOid(oid: number): NamedType | null {
    return this.#types_by_oid.get(oid) ?? null;
  }

  typeNamed(name: readonly string[]): NamedType | null {
    const found = this.#types_by_name.get(name.at(-1) ?? '');
    return found ? this.#first(found, name.at(-2)) : null;
  }

  foreignKeys(relation: number): readonly ForeignKey[] {
    return this.#foreign_keys.get(relation) ?? nothing;
  }

  commonValues(relation: number, column: string): readonly string[] {
    const known = this.#values.get(relation);
    if (!known) this.wanted.values.add(relation);
    return known?.get(column) ?? nothing;
  }

  usage(kind: string, name: string): number {
    return this.#use(kind, name);
  }

  #first<Named extends { schema: string }>(found: readonly Named[], schema: string | undefined): Named | null {
    if (schema !== undefined) return found.find((row) => row.schema === schema) ?? null;
    for (const place of this.#path) {
      const row = found.find((it) => it.schema === place);
      if (row) return row;
    }
    return null;
  }
}

export function isSystem(schema: string): boolean {
  return schema === 'information_schema' || (schema.startsWith('pg_') && !schema.startsWith('pg_temp'));
}

function byName<Named extends { name: string }>(rows: readonly Named[]): Map<string, Named[]> {
  const found = new Map<string, Named[]>();
  for (const row of rows) {
    const known = found.get(row.name);
    if (known) known.push(row);
    else found.set(row.name, [row]);
  }
  return found;
}

/** A JSON array of texts, as the catalog's questions write it. */
export function texts(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as string[]);
}
