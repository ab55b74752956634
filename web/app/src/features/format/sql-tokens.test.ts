// Texts that mean the same have the same tokens, and texts that do not, do not.

import { describe, expect, it } from 'vitest';
import { tokensOf } from './sql-tokens.ts';

describe('texts that mean the same', () => {
  it.each([
    ['SELECT  A\nfrom B', 'select a from b'],
    ['a->>\'x\'', 'a ->> \'x\''],
    ['1*-2', '1 * - 2'],
    ['a@-b', 'a @- b'],
    ['x::int[]', 'x :: INT [ ]'],
    ['/* a\n   b */ 1', '/* a b */ 1'],
    ['1 -- one  \n, 2', '1 -- one\n,\n2'],
    ["'a'\n'b'", "'a'\n\n   'b'"],
    ['f(a=>1)', 'f(a => 1)'],
    ['1.5e3+2', '1.5e3 + 2'],
    ['a<=b', 'a <= b'],
  ])('%j and %j', (one, two) => expect(tokensOf(one)).toEqual(tokensOf(two)));
});

describe('texts that do not', () => {
  it.each([
    ['a->>b', 'a -> > b'],
    ["'A'", "'a'"],
    ['"A"', '"a"'],
    ["'a  b'", "'a b'"],
    ["$$ a $$", "$$a$$"],
    ["'a'\n'b'", "'a' 'b'"],
    ["e'\\''", "e '\\''"],
    [':name', ': name'],
    ['1 - -2', '1 --2'],
    ['a -- b\nc', 'a -- b c'],
    ['Ä', 'ä'],
    ['a.b', 'a.c'],
    ['select 1;', 'select 1'],
    ["u&'a'", "u & 'a'"],
    ['a != b', 'a ! = b'],
  ])('%j and %j', (one, two) => expect(tokensOf(one)).not.toEqual(tokensOf(two)));
});

it.each(["'open", '"open', '/* /* */', '$a$ open $b$', "e'\\'"])('%s does not end', (sql) => expect(tokensOf(sql)).toBeNull());
