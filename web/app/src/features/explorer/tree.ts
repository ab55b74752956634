// The explorer's tree as a flat list of lines: schemas, and below each open one its relations. Pure.

import type { CatalogRow } from '@studio-pg/client';

export type RelationRow = CatalogRow<'relations'>;

export type TreeLine =
  | { kind: 'schema'; schema: string; count: number; is_open: boolean }
  | { kind: 'relation'; relation: RelationRow };

/** Kinds that are listed: a sequence belongs to its column's structure. */
export function isListed(relation: RelationRow): boolean {
  return relation.kind !== 'sequence' && relation.partition_of === null;
}

export interface TreeOptions {
  filter: string;
  /** Schemas that the person opened or closed; others follow `is_open_first`. */
  open: Readonly<Record<string, boolean>>;
  is_system: (schema: string) => boolean;
}

/** With a filter every schema that has a hit is open, and the others are left out. */
export function treeLines(relations: readonly RelationRow[], schemas: readonly string[], options: TreeOptions): TreeLine[] {
  const needle = options.filter.trim().toLowerCase();
  const by_schema = new Map<string, RelationRow[]>(schemas.map((schema) => [schema, []]));
  for (const relation of relations) {
    if (!isListed(relation) || !matches(relation, needle)) continue;
    const list = by_schema.get(relation.schema);
    if (list) list.push(relation);
    else by_schema.set(relation.schema, [relation]);
  }
  const lines: TreeLine[] = [];
  for (const [schema, list] of by_schema) {
    if (list.length === 0 && (needle !== '' || options.is_system(schema))) continue;
    const is_open = needle !== '' || (options.open[schema] ?? !options.is_system(schema));
    lines.push({ kind: 'schema', schema, count: list.length, is_open });
    if (is_open) for (const relation of list) lines.push({ kind: 'relation', relation });
  }
  return lines;
}

function matches(relation: RelationRow, needle: string): boolean {
  if (needle === '') return true;
  const name = needle.includes('.') ? `${relation.schema}.${relation.name}` : relation.name;
  return name.toLowerCase().includes(needle);
}
