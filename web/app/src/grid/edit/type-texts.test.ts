import { describe, expect, it } from 'vitest';
import { hexOf, localNow, randomUuid, readInterval, writeInterval } from './type-texts.ts';

describe('texts of values', () => {
  it('are a random uuid of version 4', () => {
    expect(randomUuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(randomUuid()).not.toBe(randomUuid());
  });
  it('are bytes in hex', () => {
    expect(hexOf(new Uint8Array([0, 15, 255]))).toBe('\\x000fff');
    expect(hexOf(new Uint8Array())).toBe('\\x');
  });
  it('are the units of an interval', () => {
    const cases: [string, object | null][] = [
      ['1 year 2 mons 3 days 04:05:06.7', { years: '1', mons: '2', days: '3', hours: '4', mins: '5', secs: '6.7' }], ['00:00:00', {}], ['', {}],
      ['-1 years +2 days -00:00:01', { years: '-1', days: '+2', secs: '-1' }], ['100:00:00.5', { hours: '100', secs: '0.5' }], ['P1D', null], ['1 day ago', null],
    ];
    for (const [text, units] of cases) expect(readInterval(text), text).toEqual(units);
    expect(writeInterval({ days: '3', hours: '', secs: '-0.5' })).toBe('3 days -0.5 secs');
    expect(writeInterval({})).toBe('');
  });
  it('are a moment with its offset, also where that is no whole hour or behind', () => {
    const moment = new Date('2026-01-31T23:30:00.500Z');
    expect(localNow(moment, 330)).toBe('2026-02-01 05:00:00.500+05:30');
    expect(localNow(moment, -210)).toBe('2026-01-31 20:00:00.500-03:30');
    expect(localNow(moment, 0)).toBe('2026-01-31 23:30:00.500+00:00');
  });
});
