// Words, orders and lines: the pure parts of the app.

import { describe, expect, it } from 'vitest';
import { treeLines } from '../features/explorer/tree.ts';
import type { RelationRow } from '../features/explorer/tree.ts';
import { durationText, plural, shortCount } from './format.ts';
import { nextSort, parseSort, sortText } from './sort.ts';

describe('the order in the address', () => {
  it.each(['a', '-a', 'a,-b', 'with%2Ccomma', '%2Dminus', '-%2Dminus'])('%s is read and written', (text) => {
    expect(sortText(parseSort(text))).toBe(text);
  });
  it('survives names with commas, minus and percent', () => {
    const sort = [{ column: '-a,b%', direction: 'desc' as const }];
    expect(parseSort(sortText(sort))).toEqual(sort);
  });
  it('is nothing where there is none', () => {
    expect(sortText(parseSort(undefined))).toBeUndefined();
    expect(parseSort('%')).toEqual([{ column: '%', direction: 'asc' }]);
  });
  it('goes up, down, off', () => {
    const up = nextSort([], 'a');
    const down = nextSort(up, 'a');
    expect([up, down, nextSort(down, 'a')].map(sortText)).toEqual(['a', '-a', undefined]);
  });
});

describe('words', () => {
  it.each([[-1, '–'], [0, '0'], [999, '999'], [1234, '1.2k'], [12_345, '12k'], [999_600, '1.0M'], [1_204_331, '1.2M']])(
    '%i is %s', (count, text) => expect(shortCount(count)).toBe(text));
  it.each([[0.42, '0.42 ms'], [9.5, '9.5 ms'], [42.4, '42 ms'], [4200, '4.20 s'], [125_000, '2 min 5 s']])(
    '%d ms is %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
  it('counts', () => {
    expect([plural(1, 'row'), plural(2000, 'row')]).toEqual(['1 row', '2,000 rows']);
  });
});

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
