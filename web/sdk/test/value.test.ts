// Cells of the wire as JS values, and JS values as parameters.

import { describe, expect, it } from 'vitest';
import type { Cell } from '../src/protocol.ts';
import { decodeValue, encodeParameter, isTruncated } from '../src/value.ts';

describe('decodeValue', () => {
  const cases: [Cell, string, unknown][] = [
    [null, 'int8', null],
    ['9007199254740993', 'int8', 9007199254740993n],
    [7, 'int4', 7],
    ['NaN', 'float8', Number.NaN],
    ['-Infinity', 'float4', -Infinity],
    ['1.10', 'numeric', '1.10'],
    ['{"a": [1, null]}', 'jsonb', { a: [1, null] }],
    ['\\x00ff10', 'bytea', new Uint8Array([0, 255, 16])],
    ['\\000', 'bytea', '\\000'],
    [true, 'bool', true],
    ['{}', '_int4', []],
    ['{1,NULL,3}', '_int4', [1, null, 3]],
    ['[0:1]={1,2}', '_int4', [1, 2]],
    ['{{1,2},{3,4}}', '_int4', [[1, 2], [3, 4]]],
    ['{t,f}', '_bool', [true, false]],
    ['{"a,b","c\\"d","NULL",NULL,"e\\\\f",""}', '_text', ['a,b', 'c"d', 'NULL', null, 'e\\f', '']],
    ['{12345678901234567890}', '_int8', [12345678901234567890n]],
    ['{(1,1),(0,0);(2,2),(1,1)}', '_box', ['(1,1),(0,0)', '(2,2),(1,1)']],
  ];
  it.each(cases)('case %# of type $1', (cell, type, expected) => {
    expect(decodeValue(cell, type)).toEqual(expected);
  });

  it('gives a truncated cell as it is', () => {
    const cell = { truncated: true as const, bytes: 300, head: 'x' };
    expect(decodeValue(cell, 'text')).toBe(cell);
    expect(isTruncated(cell)).toBe(true);
  });

  it('reads a deeply nested array without recursion', () => {
    const depth = 100_000;
    expect(Array.isArray(decodeValue('{'.repeat(depth) + '}'.repeat(depth), '_int4'))).toBe(true);
  });
});

describe('encodeParameter', () => {
  const cases: [unknown, unknown][] = [
    [undefined, null],
    ['text', 'text'],
    [1.5, 1.5],
    [Number.NaN, 'NaN'],
    [9007199254740993n, '9007199254740993'],
    [new Uint8Array([0, 255]), '\\x00ff'],
    [new Date('2026-01-31T09:30:00Z'), '2026-01-31T09:30:00.000Z'],
    [['a', null, 'b"c\\', ['d']], '{"a",NULL,"b\\"c\\\\",{"d"}}'],
    [{ a: 1 }, '{"a":1}'],
  ];
  it.each(cases)('case %#', (value, expected) => {
    expect(encodeParameter(value)).toEqual(expected);
  });
});
