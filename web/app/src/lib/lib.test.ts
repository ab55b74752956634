// Words and orders: the pure parts of lib.

import { describe, expect, it } from 'vitest';
import { durationText, plural, shortCount, shownName } from './format.ts';
import { fromPathName, toPathName } from './path-name.ts';
import { keyText, parseKey } from './row-key.ts';
import { nextSort, parseSort, sortText } from './sort.ts';
import { timeText } from './time.ts';

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

describe('the key in the address', () => {
  it('survives commas, signs of equality and empty values', () => {
    const key = { 'a,b': 'x=1', c: '', 'ü "': '%,' };
    expect(parseKey(keyText(key))).toEqual(key);
    expect(keyText({ id: 5, is_done: true })).toBe('id=5,is_done=true');
  });
  it('is none where nothing can be read', () => {
    for (const text of [undefined, '', '=5', '%=5']) expect(parseKey(text)).toBeUndefined();
  });
});

describe('words', () => {
  it.each([[-1, '–'], [0, '0'], [999, '999'], [1234, '1.2k'], [12_345, '12k'], [999_600, '1.0M'], [1_204_331, '1.2M']])(
    '%i is %s', (count, text) => expect(shortCount(count)).toBe(text));
  it.each([[0.42, '0.42 ms'], [9.5, '9.5 ms'], [42.4, '42 ms'], [4200, '4.20 s'], [125_000, '2 min 5 s']])(
    '%d ms is %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
  it.each([['2026-03-05T14:03:22', '14:03:22'], ['2026-03-04T04:03:22', 'Mar 4 04:03'], ['2025-03-05T14:03:22', '2025-03-05 14:03']])(
    '%s is %s', (time, text) => expect(timeText(time, new Date('2026-03-05T18:00:00'))).toBe(text));
  it('counts', () => {
    expect([plural(1, 'row'), plural(2000, 'row')]).toEqual(['1 row', '2,000 rows']);
  });
});

describe('names', () => {
  it.each([' ', '', 'a ', '\tb'])('%j is quoted', (name) => expect(shownName(name)).toBe(`"${name}"`));
  it('others stand as they are', () => expect(shownName('a b')).toBe('a b'));
  it.each(['.', '..', '~', '~.', '~~..', '...', 'a..', ''])('%j survives an address', (name) => {
    const part = toPathName(name);
    expect(fromPathName(part)).toBe(name);
    expect(part).not.toMatch(/^\.{1,2}$/);
  });
});
