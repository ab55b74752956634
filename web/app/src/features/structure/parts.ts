// The parts of a relation's structure, and which kinds of relation have them.

import type { RelationKind } from '@studio-pg/client';

export const parts = ['values', 'columns', 'constraints', 'indexes', 'triggers', 'policies', 'rules', 'partitions', 'privileges', 'dependencies', 'storage', 'definition'] as const;
export type Part = (typeof parts)[number];

export const part_labels: Record<Part, string> = {
  values: 'Values', columns: 'Columns', constraints: 'Constraints', indexes: 'Indexes', triggers: 'Triggers', policies: 'Policies', rules: 'Rules', partitions: 'Inheritance',
  privileges: 'Privileges', dependencies: 'Dependencies', storage: 'Storage', definition: 'Definition',
};

export function isPart(text: unknown): text is Part {
  return parts.some((part) => part === text);
}

const of_tables = parts.filter((part) => part !== 'values');
const of_views: readonly Part[] = ['columns', 'triggers', 'rules', 'privileges', 'dependencies', 'definition'];
const of_kinds: Partial<Record<RelationKind, readonly Part[]>> = {
  view: of_views,
  materialized_view: ['columns', 'indexes', 'privileges', 'dependencies', 'storage', 'definition'],
  foreign_table: ['columns', 'constraints', 'triggers', 'partitions', 'privileges', 'dependencies', 'definition'],
  sequence: ['values', 'privileges', 'dependencies', 'definition'],
};

export function partsOf(kind: RelationKind): readonly Part[] {
  return of_kinds[kind] ?? of_tables;
}
