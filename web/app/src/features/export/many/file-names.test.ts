import { expect, it } from 'vitest';
import { entryName } from './file-names.ts';

const nameOf = (schema: string, name: string): string => entryName(schema, name, 'csv', new Set());

it('makes no path, no hidden file and no name that a system keeps for itself', () => {
  expect(nameOf('public', 'film')).toBe('public.film.csv');
  expect(nameOf('..', '/etc/passwd')).not.toMatch(/^\.|\//);
  expect(nameOf('a\\b', 'c:d*?"<>|')).toBe('a_b.c_d______.csv');
  expect(nameOf('con', 'x')).toBe('_con.x.csv');
  expect(nameOf('LPT1', 'x')).toBe('_LPT1.x.csv');
  expect(nameOf('x', 'a\u202Efdp\u0000\n')).toMatch(/^x\.a_fdp__\.csv$/);
  expect(nameOf(' ', '.')).not.toMatch(/^[.\s]/);
});

it('keeps names of any script, and clips long ones between characters', () => {
  expect(nameOf('Öffentlich', '表🐘')).toBe('Öffentlich.表🐘.csv');
  const long = nameOf('s', '🐘'.repeat(400));
  expect(Array.from(long).length).toBe(154);
  expect(long).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

it('gives no name twice, whatever the case of its letters', () => {
  const taken = new Set<string>();
  const names = [['a', 'b.c'], ['a.b', 'c'], ['A', 'B.C'], ['a', 'b:c']].map(([schema = '', name = '']) => entryName(schema, name, 'csv', taken));
  expect(names).toEqual(['a.b.c.csv', 'a.b.c_2.csv', 'A.B.C_3.csv', 'a.b_c.csv']);
  expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(4);
});
