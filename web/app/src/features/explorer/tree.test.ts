// Which lines the explorer shows.

import { describe, expect, it } from 'vitest';
import { bestHit, chosenLines, relationKey, treeLines } from './tree.ts';
import type { RelationRow, RoutineRow, TreeContent, TypeRow } from './tree.ts';

describe('the explorer', () => {
  let oid = 0;
  const relation = (schema: string, name: string, kind = 'table', partition_of: number | null = null): RelationRow =>
    ({ oid: oid += 1, schema, name, kind, partition_of }) as RelationRow;
  const payment = relation('public', 'payment', 'partitioned_table');
  const payment_2 = relation('public', 'payment_p2', 'partitioned_table', payment.oid);
  const relations = [relation('public', 'film'), relation('public', 'film_seq', 'sequence'), payment, relation('public', 'payment_p1', 'table', payment.oid),
    payment_2, relation('public', 'deep', 'table', payment_2.oid), relation('pg_catalog', 'pg_class')];
  const content: TreeContent = { schemas: ['public', 'empty', 'pg_catalog'], relations,
    types: [{ schema: 'public', name: 'mood' } as TypeRow], routines: [{ schema: 'public', name: 'film_in_stock' } as RoutineRow] };
  const lines = (filter: string, open: Record<string, boolean> = {}): string[] =>
    treeLines(content, { filter, open, is_system: (schema) => schema.startsWith('pg_') }).map((line) => {
      switch (line.kind) {
        case 'schema': return `${line.schema} ${line.count}`;
        case 'group': return `${line.group} ${line.count}`;
        case 'relation': return `${'-'.repeat(line.level - 1)}${line.relation.name}`;
        case 'type': return `type ${line.type.name}`;
        case 'routine': return `routine ${line.routine.name}`;
      }
    });
  const closed = ['public 2', '-film', '-payment', 'sequences 1', 'types 1', 'functions 1', 'empty 0', 'pg_catalog 1'];

  it('lists schemas with their tables; system schemas, partitions and the other kinds are closed', () => {
    expect(lines('')).toEqual(closed);
  });
  it('opens partitions below their parents, at any depth, and the groups', () => {
    expect(lines('', { [`partitions ${payment.oid}`]: true, [`partitions ${payment_2.oid}`]: true, 'sequences public': true, 'types public': true }))
      .toEqual(['public 2', '-film', '-payment', '--payment_p1', '--payment_p2', '---deep', 'sequences 1', '--film_seq', 'types 1', 'type mood', 'functions 1', 'empty 0', 'pg_catalog 1']);
  });
  it('filters by name, opens what has a hit, and leaves out what has none', () => {
    expect(lines('CLASS')).toEqual(['pg_catalog 1', '-pg_class']);
    expect(lines('public.f')).toEqual(['public 1', '-film', 'sequences 1', '--film_seq', 'functions 1', 'routine film_in_stock']);
    expect(lines('deep')).toEqual(['public 1', '-payment', '--payment_p2', '---deep']);
  });
  it('keeps what the person closed', () => {
    expect(lines('', { 'schema public': false })).toEqual(['public 2', 'empty 0', 'pg_catalog 1']);
  });
  it('takes for what is meant the table of that name, then one that begins so, then the first', () => {
    const of = (names: string[], typed: string): string | undefined => {
      const found = chosenLines(names.map((name) => relation('public', name)), names.map((name) => relationKey({ schema: 'public', name })), '');
      const line = found[bestHit(found, typed)];
      return line?.kind === 'relation' ? line.relation.name : undefined;
    };
    expect(of(['playlist_track', 'track_list', 'track'], 'track')).toBe('track');
    expect(of(['playlist_track', 'track_list'], 'Track')).toBe('track_list');
    expect(of(['order', 'Order'], 'Order')).toBe('Order');
    expect(of(['a_film', 'film'], 'public.film')).toBe('film');
    expect(of(['playlist_track', 'old_track'], 'track')).toBe('playlist_track');
    expect(bestHit([], 'x')).toBe(-1);
  });
  it('shows the chosen ones alone, in their order, without what is gone', () => {
    const keys = [payment, { schema: 'public', name: 'dropped' }, { schema: 'public', name: 'film' }].map(relationKey);
    const names = (filter: string): string[] => chosenLines(relations, keys, filter).map((line) => (line.kind === 'relation' ? line.relation.name : line.kind));
    expect(names('')).toEqual(['payment', 'film']);
    expect(names('FI')).toEqual(['film']);
  });
});
