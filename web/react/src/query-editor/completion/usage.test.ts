// What was chosen before comes earlier in the list, and an old habit fades.

import type { CatalogRow } from '@studio-pg/client';
import { expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { complete } from './complete.ts';
import { MemoryCatalog } from './memory-catalog.ts';
import { ranked } from './rank.ts';
import { Usage } from './usage.ts';

const table = (label: string, weight = 85): Candidate => ({ kind: 'table', label, insert: label, detail: '', comment: null, weight });
const order = (usage: Usage, candidates: Candidate[]) => ranked('', candidates, (kind, name) => usage.share(kind, name)).map(({ label }) => label);

it('puts what was chosen before what is as fitting', () => {
  const usage = new Usage();
  const candidates = [table('film'), table('store'), table('country')];
  expect(order(usage, candidates)).toEqual(['film', 'store', 'country']);
  usage.note('table', 'country');
  expect(order(usage, candidates)).toEqual(['country', 'film', 'store']);
  // Of another kind of the same name nothing was said.
  usage.note('column', 'store');
  expect(order(usage, candidates)).toEqual(['country', 'film', 'store']);
});

it('does not put a habit before a better match', () => {
  const usage = new Usage();
  for (let times = 0; times < 20; times += 1) usage.note('table', 'old_film');
  expect(ranked('film', [table('old_film'), table('film')], (kind, name) => usage.share(kind, name))[0]?.label).toBe('film');
});

it('is kept in the store, and forgets the oldest choices', () => {
  let kept: readonly string[] = [];
  const store = { read: () => kept, write: (choices: readonly string[]) => { kept = [...choices]; } };
  const first = new Usage(store);
  first.note('table', 'film');
  expect(new Usage(store).share('table', 'film')).toBe(1 / 8);
  for (let times = 0; times < 300; times += 1) first.note('table', 'actor');
  expect(kept.length).toBe(300);
  expect(first.share('table', 'film')).toBe(0);
  expect(new Usage(store).share('table', 'actor')).toBe(1);
});

it('puts what was chosen of another schema, under a name to be quoted, before a thousand others', () => {
  const usage = new Usage();
  const catalog = new MemoryCatalog((kind, name) => usage.share(kind, name));
  const relation = (schema: string, name: string, oid: number) => ({ oid, schema, name, kind: 'table', comment: null, partition_of: null }) as CatalogRow<'relations'>;
  // The names that are left out when there are too many are the long ones.
  const used = relation('far away', 'A name that is longer than any other', 1);
  catalog.setRelations('user', [...Array.from({ length: 1000 }, (_, n) => relation('far away', `t${n}`, n + 2)), used]);
  const names = () => complete('select * from ', 14, catalog)?.candidates.map(({ insert }) => insert) ?? [];
  expect(names()).not.toContain('"far away"."A name that is longer than any other"');
  usage.note('table', '"far away"."A name that is longer than any other"');
  expect(names()[0]).toBe('"far away"."A name that is longer than any other"');
});
