// The explorer's tree as a flat list of lines: the schemas, below each open one its relations with their partitions, and its
// sequences, types and functions, each kind behind one line. Or the relations alone that are chosen, in their order. Pure.

import type { CatalogRow } from '@studio-pg/client';

export type RelationRow = CatalogRow<'relations'>;
export type TypeRow = CatalogRow<'types'>;
export type RoutineRow = CatalogRow<'routines'>;

/** The kinds that stand behind a line of their own. */
export type GroupKind = 'sequences' | 'types' | 'functions';

/** A line that opens and closes has a `key` and the number of what it holds. */
export type TreeLine =
  | { kind: 'schema'; key: string; schema: string; count: number; is_open: boolean }
  | { kind: 'group'; key: string; schema: string; group: GroupKind; count: number; is_open: boolean }
  /** Level 1: it does not stand below its schema. A partitioned table has a key when it has partitions that are shown. */
  | { kind: 'relation'; relation: RelationRow; level: number; key?: string; is_open?: boolean }
  | { kind: 'type'; type: TypeRow }
  | { kind: 'routine'; routine: RoutineRow };

export interface TreeContent {
  schemas: readonly string[];
  relations: readonly RelationRow[];
  /** Empty until they are loaded. */
  types: readonly TypeRow[];
  routines: readonly RoutineRow[];
}

export interface TreeOptions {
  filter: string;
  /** By the key of a line: what the person opened or closed. Others: schemas that are no system schemas are open. */
  open: Readonly<Record<string, boolean>>;
  is_system: (schema: string) => boolean;
}

/** Kinds that are listed in their own right: a partition stands below its parent, a sequence among the sequences. */
export function isListed(relation: RelationRow): boolean {
  return relation.kind !== 'sequence' && relation.partition_of === null;
}

/** Names a relation in what is remembered. */
export function relationKey({ schema, name }: { schema: string; name: string }): string {
  return JSON.stringify([schema, name]);
}

interface SchemaContent {
  relations: RelationRow[];
  sequences: RelationRow[];
  types: TypeRow[];
  routines: RoutineRow[];
}

/** With a filter every line that holds a hit is open, and what holds none is left out. */
export function treeLines(content: TreeContent, options: TreeOptions): TreeLine[] {
  const needle = options.filter.trim().toLowerCase();
  const partitions = partitionsByParent(content.relations);
  const by_schema = bySchema(content, partitions, needle);
  const lines: TreeLine[] = [];
  const isOpen = (key: string, otherwise: boolean): boolean => needle !== '' || (options.open[key] ?? otherwise);
  for (const [schema, found] of by_schema) {
    const count = found.relations.length;
    const is_empty = count + found.sequences.length + found.types.length + found.routines.length === 0;
    if (is_empty && (needle !== '' || options.is_system(schema))) continue;
    const key = `schema ${schema}`;
    const is_open = isOpen(key, !options.is_system(schema));
    lines.push({ kind: 'schema', key, schema, count, is_open });
    if (!is_open) continue;
    for (const relation of found.relations) addRelation(lines, relation, 2, { partitions, needle, isOpen });
    const groups: [GroupKind, readonly TreeLine[]][] = [
      ['sequences', found.sequences.map((relation) => ({ kind: 'relation', relation, level: 3 }))],
      ['types', found.types.map((type) => ({ kind: 'type', type }))],
      ['functions', found.routines.map((routine) => ({ kind: 'routine', routine }))],
    ];
    for (const [group, members] of groups) {
      if (members.length === 0) continue;
      const group_key = `${group} ${schema}`;
      const is_group_open = isOpen(group_key, false);
      lines.push({ kind: 'group', key: group_key, schema, group, count: members.length, is_open: is_group_open });
      if (is_group_open) for (const member of members) lines.push(member);
    }
  }
  return lines;
}

function bySchema(content: TreeContent, partitions: Partitions, needle: string): Map<string, SchemaContent> {
  const by_schema = new Map<string, SchemaContent>();
  const of = (schema: string): SchemaContent => {
    const known = by_schema.get(schema);
    if (known) return known;
    const made: SchemaContent = { relations: [], sequences: [], types: [], routines: [] };
    by_schema.set(schema, made);
    return made;
  };
  for (const schema of content.schemas) of(schema);
  for (const relation of content.relations) {
    if (relation.kind === 'sequence') {
      if (matches(relation, needle)) of(relation.schema).sequences.push(relation);
    } else if (relation.partition_of === null && isHit(relation, partitions, needle)) of(relation.schema).relations.push(relation);
  }
  for (const type of content.types) if (matches(type, needle)) of(type.schema).types.push(type);
  for (const routine of content.routines) if (matches(routine, needle)) of(routine.schema).routines.push(routine);
  return by_schema;
}

/** The relations of these keys, in this order; what is there no more is left out. */
export function chosenLines(relations: readonly RelationRow[], keys: readonly string[], filter: string): TreeLine[] {
  const needle = filter.trim().toLowerCase();
  const wanted = new Set(keys);
  const known = new Map<string, RelationRow>();
  for (const relation of relations) {
    const key = relationKey(relation);
    if (wanted.has(key) && matches(relation, needle)) known.set(key, relation);
  }
  return keys.map((key) => known.get(key)).filter((relation) => relation !== undefined)
    .map((relation) => ({ kind: 'relation', relation, level: 1 }));
}

type Partitions = ReadonlyMap<number, readonly RelationRow[]>;

function partitionsByParent(relations: readonly RelationRow[]): Partitions {
  const found = new Map<number, RelationRow[]>();
  for (const relation of relations) {
    if (relation.partition_of === null) continue;
    const siblings = found.get(relation.partition_of);
    if (siblings) siblings.push(relation);
    else found.set(relation.partition_of, [relation]);
  }
  return found;
}

/** Whether it or one of its partitions, at any depth, is named so. */
function isHit(relation: RelationRow, partitions: Partitions, needle: string): boolean {
  return matches(relation, needle) || (partitions.get(relation.oid)?.some((each) => isHit(each, partitions, needle)) ?? false);
}

interface Nesting {
  partitions: Partitions;
  needle: string;
  isOpen: (key: string, otherwise: boolean) => boolean;
}

function addRelation(lines: TreeLine[], relation: RelationRow, level: number, nesting: Nesting): void {
  const { partitions, needle, isOpen } = nesting;
  const below = (partitions.get(relation.oid) ?? []).filter((each) => isHit(each, partitions, needle));
  if (below.length === 0) {
    lines.push({ kind: 'relation', relation, level });
    return;
  }
  const key = `partitions ${relation.oid}`;
  const is_open = isOpen(key, false);
  lines.push({ kind: 'relation', relation, level, key, is_open });
  if (is_open) for (const each of below) addRelation(lines, each, level + 1, nesting);
}

function matches({ schema, name }: { schema: string; name: string }, needle: string): boolean {
  if (needle === '') return true;
  return (needle.includes('.') ? `${schema}.${name}` : name).toLowerCase().includes(needle);
}

/** The line that is most likely meant by what was typed: the one that is named so, else one whose name begins so, else the first. */
export function bestHit(lines: readonly TreeLine[], typed: string): number {
  const part = typed.toLowerCase();
  let best = -1;
  let best_fit = -1;
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'schema' || line.kind === 'group') continue;
    const { schema, name } = line.kind === 'relation' ? line.relation : line.kind === 'type' ? line.type : line.routine;
    const fit = Math.max(...[name, `${schema}.${name}`].map((each) => (each === typed ? 3 : each.toLowerCase() === part ? 2 : each.toLowerCase().startsWith(part) ? 1 : 0)));
    if (fit > best_fit) [best, best_fit] = [at, fit];
    if (fit === 3) break;
  }
  return best;
}
