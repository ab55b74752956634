// What a macro runs, and which folders hold snippets.

import { describe, expect, it } from 'vitest';
import { built_in_snippets } from './built-in.ts';
import { digitOf, isFolderOf, macroText } from './kinds.ts';

describe('a macro', () => {
  it.each([
    ['select 1', '', 'select 1'],
    ['select count(*) from ($SELECTION$) as x', 'select $1', 'select count(*) from (select $1) as x'],
    ['explain $SELECTION$; $SELECTION$', 'a', 'explain a; a'],
    ['explain $SELECTION$', "$& $' $$", "explain $& $' $$"],
    ['explain $SELECTION$', '  ', null],
  ])('%s with %j runs %j', (body, selection, expected) => expect(macroText(body, selection)).toBe(expected));
  it.each([['3 Locks', '3'], ['0 Locks', null], ['Locks', null], ['10 Locks', null], ['1', null]])('%s has the digit %s', (name, digit) =>
    expect(digitOf(name)).toBe(digit));
});

it.each([['Snippets', null, true], [' snippets', null, true], ['Snippets', 'x', false], ['Other', null, false]])(
  'the folder %j in %j holds snippets: %s', (name, parent_id, expected) => expect(isFolderOf({ name, parent_id }, 'Snippets')).toBe(expected));

it('comes with snippets that have places and different names', () => {
  expect(new Set(built_in_snippets.map((each) => each.name)).size).toBe(built_in_snippets.length);
  for (const { body } of built_in_snippets) expect(body).toMatch(/\$\{\w+\}/);
});
