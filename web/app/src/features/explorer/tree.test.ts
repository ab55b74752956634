// Which lines the explorer shows.

import { describe, expect, it } from 'vitest';
import { treeLines } from './tree.ts';
import type { RelationRow } from './tree.ts';

describe('the explorer', () => {
  const relation = (schema: string, name: string, kind = 'table', partition_of: number | null = null): RelationRow =>
    ({ schema, name, kind, partition_of }) as RelationRow;
  const relations = [relation('public', 'film'), relation('public', 'film_seq', 'sequence'),
    relation('public', 'payment', 'partitioned_table'), relation('public', 'payment_p1', 'table', 7),
    relation('pg_catalog', 'pg_class')];
  const options = { filter: '', open: {}, is_system: (schema: string) => schema.startsWith('pg_') };
  const names = (filter: string, open = {}): string[] =>
    treeLines(relations, ['public', 'empty', 'pg_catalog'], { ...options, filter, open })
      .map((line) => (line.kind === 'schema' ? `${line.schema} ${line.count}` : line.relation.name));

  it('lists schemas with their tables, system schemas closed, sequences and partitions not at all', () => {
    expect(names('')).toEqual(['public 2', 'film', 'payment', 'empty 0', 'pg_catalog 1']);
  });
  it('filters by name, and opens what has a hit', () => {
    expect(names('CLASS')).toEqual(['pg_catalog 1', 'pg_class']);
    expect(names('public.f')).toEqual(['public 1', 'film']);
  });
  it('keeps what the person closed', () => {
    expect(names('', { public: false })).toEqual(['public 2', 'empty 0', 'pg_catalog 1']);
  });
});
