import { describe, expect, it } from 'vitest';
import { readArray, readMultirange, readRange, readRecord, writeArray, writeMultirange, writeRange, writeRecord } from './part-texts.ts';

const range = (text: string) => ({ is_empty: false, lower: null, upper: null, has_lower: false, has_upper: false, ...JSON.parse(text) as object });

describe('values that are made of parts', () => {
  it('reads arrays as array_in does', () => {
    const cases: [string, (string | null)[] | null][] = [
      ['{}', []], [' { } ', []], ['{a,b}', ['a', 'b']], ['{ a b , "" , NULL , "NULL" }', ['a b', '', null, 'NULL']],
      ['{null,\\null,nULL}', [null, 'null', null]], ['{"a\\"b\\\\",c\\ }', ['a"b\\', 'c ']], ['{"{x},y"}', ['{x},y']], ['{😀,é}', ['😀', 'é']],
      ['{{1,2},{3,4}}', null], ['[0:1]={1,2}', null], ['{a,}', null], ['{"a}', null], ['{a"b"}', null], ['{a\\', null], ['{a} b', null], ['a', null], ['', null],
    ];
    for (const [text, parts] of cases) expect(readArray(text, ','), text).toEqual(parts);
    expect(readArray('{(1,2),(0,0);(3,3),(2,2)}', ';')).toEqual(['(1,2),(0,0)', '(3,3),(2,2)']);
    expect(writeArray(['a', '', null, 'null', 'x y', '"\\', ','], ',')).toBe('{a,"",NULL,"null","x y","\\"\\\\",","}');
  });

  it('reads composites as record_in does', () => {
    expect(readRecord('(1,,"a ""q"" \\\\",""," ", b )')).toEqual(['1', null, 'a "q" \\', '', ' ', ' b ']);
    expect(readRecord('()')).toEqual([null]);
    for (const text of ['', '(1', '(1)x', '("1)', '1,2', '(1\\']) expect(readRecord(text), text).toBeNull();
    expect(writeRecord(['1', null, '', 'a"b', '\\', '(,)'])).toBe('(1,,"","a""b","\\\\","(,)")');
  });

  it('reads ranges and multiranges with what their bounds include', () => {
    expect(readRange('[1,5)')).toEqual(range('{"lower":"1","upper":"5","has_lower":true}'));
    expect(readRange(' (,"2026-01-01 00:00:00"] ')).toEqual(range('{"upper":"2026-01-01 00:00:00","has_upper":true}'));
    expect(readRange('EMPTY')).toEqual(range('{"is_empty":true}'));
    expect(readRange('["",z]')).toEqual(range('{"lower":"","upper":"z","has_lower":true,"has_upper":true}'));
    for (const text of ['', '[1,5', '[1]', '1,5', '[1,2,3]', 'emptyx', '[1,5) x']) expect(readRange(text), text).toBeNull();
    expect(readMultirange('{ [1,2) , (5,6] }')?.map(writeRange)).toEqual(['[1,2)', '(5,6]']);
    expect(readMultirange('{}')).toEqual([]);
    for (const text of ['', '{[1,2)', '{[1,2),}', '[1,2)', '{1,2}']) expect(readMultirange(text), text).toBeNull();
    expect(writeMultirange([])).toBe('{}');
    expect(writeRange(range('{"lower":null,"upper":"a b","has_lower":true,"has_upper":true}'))).toBe('(,"a b"]');
  });

  it('reads what it has written, of any characters', () => {
    const pieces = ['"', '\\', ',', '{', '}', '(', ')', '[', ']', ' ', '\n', '\t', 'NULL', 'empty', 'a', '😀', ';', "'", '\u00a0'];
    let seed = 7;
    const roll = (sides: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * sides);
    };
    const part = () => (roll(8) === 0 ? null : Array.from({ length: roll(6) }, () => pieces[roll(pieces.length)]).join(''));
    for (let n = 0; n < 3000; n += 1) {
      const parts = Array.from({ length: 1 + roll(5) }, part);
      expect(readArray(writeArray(parts, ','), ',')).toEqual(parts);
      expect(readRecord(writeRecord(parts))).toEqual(parts);
      const [lower = null, upper = null] = parts;
      const bounds = { is_empty: false, lower, upper, has_lower: lower !== null && roll(2) === 0, has_upper: upper !== null && roll(2) === 0 };
      expect(readRange(writeRange(bounds))).toEqual(bounds);
      expect(readMultirange(writeMultirange([bounds, bounds]))).toEqual([bounds, bounds]);
    }
  });
});
