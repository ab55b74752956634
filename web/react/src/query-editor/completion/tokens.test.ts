// The words of a text, as PostgreSQL's scanner has them; where that would complain of what is half written, what is made of it.

import { describe, expect, it } from 'vitest';
import { fold, tokenize } from './tokens.ts';

/** Each token as `kind:text`, with `=value` where the value differs from the text and `…` where its end is missing. */
function shown(text: string): string[] {
  return tokenize(text).map(({ kind, from, to, value, is_closed }) => {
    const written = text.slice(from, to);
    const has_value = kind === 'word' || kind === 'quoted';
    return `${kind}:${written}${has_value && value !== written ? `=${value}` : ''}${is_closed || kind === 'comment' ? '' : '…'}`;
  });
}

describe('names', () => {
  it.each([
    ['SELECT Name', ['word:SELECT=select', 'word:Name=name']],
    ['straße ÄRGER', ['word:straße', 'word:ÄRGER=Ärger']],
    ['a1 _b c$d', ['word:a1', 'word:_b', 'word:c$d']],
    ['"Film"', ['quoted:"Film"=Film']],
    ['"a ""b"" c"', ['quoted:"a ""b"" c"=a "b" c']],
    ['"not closed', ['quoted:"not closed=not closed…']],
    ['"one" "', ['quoted:"one"=one', 'quoted:"=…']],
    ['U&"d\\0061t\\+000061"', ['quoted:U&"d\\0061t\\+000061"=data']],
    ['u&"a\\\\b"', ['quoted:u&"a\\\\b"=a\\b']],
    ['U&"\\+ffffff"', ['quoted:U&"\\+ffffff"=\\+ffffff']],
    ['u & "x"', ['word:u', 'operator:&', 'quoted:"x"=x']],
    ['public.film', ['word:public', 'symbol:.', 'word:film']],
    ['🎬film', ['word:🎬film']],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('are folded in ASCII alone', () => expect(fold('ÀBCÖ')).toBe('ÀbcÖ'));

  it('are cut at 63 bytes, never within a character', () => {
    const value = (text: string): string | undefined => tokenize(text)[0]?.value;
    expect(value('a'.repeat(70))).toBe('a'.repeat(63));
    expect(value('ä'.repeat(40))).toBe('ä'.repeat(31));
    expect(value(`"${'€'.repeat(30)}"`)).toBe('€'.repeat(21));
    expect(value(`"x${'🎬'.repeat(20)}"`)).toBe(`x${'🎬'.repeat(15)}`);
  });
});

describe('strings', () => {
  it.each([
    ["'it''s'", ["string:'it''s'"]],
    ["'a\\'", ["string:'a\\'"]],
    ["E'a\\'b' c", ["string:E'a\\'b'", 'word:c']],
    ["e'a\\\\' b", ["string:e'a\\\\'", 'word:b']],
    ["E'a\\", ["string:E'a\\…"]],
    ["B'01' x'ff' n'y'", ["string:B'01'", "string:x'ff'", "string:n'y'"]],
    ["U&'\\0061'", ["string:U&'\\0061'"]],
    ["'a'\n'b'", ["string:'a'", "string:'b'"]],
    ["'open; select 1", ["string:'open; select 1…"]],
    ["date '2020-01-01'", ['word:date', "string:'2020-01-01'"]],
    ['$$ body; $$ x', ['dollar:$$ body; $$', 'word:x']],
    ['$f$ $$ $f$', ['dollar:$f$ $$ $f$']],
    ['$a$ $A$ $a$', ['dollar:$a$ $A$ $a$']],
    ['$f$ open $$', ['dollar:$f$ open $$…']],
    ['$ 1', ['symbol:$', 'number:1']],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));
});

describe('numbers and parameters', () => {
  it.each([
    ['1 1.5 .5 1. 1e10 1.5e-3', ['number:1', 'number:1.5', 'number:.5', 'number:1.', 'number:1e10', 'number:1.5e-3']],
    ['0x1F 0o17 0b01 1_000', ['number:0x1F', 'number:0o17', 'number:0b01', 'number:1_000']],
    ['1..10', ['number:1', 'symbol:..', 'number:10']],
    ['12abc', ['number:12abc']],
    ['1e', ['number:1e']],
    ['$1 $23', ['parameter:$1', 'parameter:$23']],
    [":name :'text' :\"column\"", ['parameter::name', "parameter::'text'", 'parameter::"column"']],
    [":'open", ["parameter::'open…"]],
    ['a::text b:=1', ['word:a', 'operator:::', 'word:text', 'word:b', 'operator::=', 'number:1']],
    ['a[1:2]', ['word:a', 'symbol:[', 'number:1', 'symbol::', 'number:2', 'symbol:]']],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));
});

describe('comments', () => {
  it.each([
    ['a -- b\nc', ['word:a', 'comment:-- b', 'word:c']],
    ['a --b\r\nc', ['word:a', 'comment:--b', 'word:c']],
    ['/* a /* b */ c */ d', ['comment:/* a /* b */ c */', 'word:d']],
    ['/* open /* */ x', ['comment:/* open /* */ x']],
    ["'--' \"/*\"", ["string:'--'", 'quoted:"/*"=/*']],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('are open at the end of a line, and closed behind their star', () => {
    expect(tokenize('-- a\n/* b */ /* c').map((token) => token.is_closed)).toEqual([false, true, false]);
  });
});

describe('operators', () => {
  it.each([
    ['a<=b', ['word:a', 'operator:<=', 'word:b']],
    ['a->>b', ['word:a', 'operator:->>', 'word:b']],
    ['a=-1', ['word:a', 'operator:=', 'operator:-', 'number:1']],
    ['a@-1', ['word:a', 'operator:@-', 'number:1']],
    ['a*-+b', ['word:a', 'operator:*', 'operator:-', 'operator:+', 'word:b']],
    ['a<--b', ['word:a', 'operator:<', 'comment:--b']],
    ['a+/* c */b', ['word:a', 'operator:+', 'comment:/* c */', 'word:b']],
    ['a||b', ['word:a', 'operator:||', 'word:b']],
    ['(a,b);', ['symbol:(', 'word:a', 'symbol:,', 'word:b', 'symbol:)', 'symbol:;']],
    ['a ?| b', ['word:a', 'operator:?|', 'word:b']],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));
});

describe('any text', () => {
  it('is covered without overlap, and nothing but white space is left out', () => {
    const pieces = ['select ', '"', "'", '$', '$$', '$a$', '--', '/*', '*/', '\n', ':', '::', '.', '..', '1', 'e', 'E', 'U&', '\\', '🎬', 'é', ';', '(', '+', '@'];
    let seed = 7;
    const next = (): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed;
    };
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: 12 }, () => pieces[next() % pieces.length]).join('');
      let at = 0;
      for (const { from, to } of tokenize(text)) {
        expect(from, text).toBeGreaterThanOrEqual(at);
        expect(text.slice(at, from).trim(), text).toBe('');
        expect(to, text).toBeGreaterThan(from);
        at = to;
      }
      expect(at, text).toBeLessThanOrEqual(text.length);
      expect(text.slice(at).trim(), text).toBe('');
    }
  });
});
