// Snippets and macros as a file.

import { describe, expect, it } from 'vitest';
import { newOnes, readSnippetFile, snippetFile } from './snippet-file.ts';

const one = { name: 'upsert', description: 'INSERT or UPDATE', body: 'insert into ${table}\nvalues (${values})' };
const other = { name: '1 Locks', description: '', body: 'select * from pg_locks where relation = $SELECTION$' };
const set = { Snippets: [one], Macros: [other] };
const file = (part: object): string => JSON.stringify({ format: 'studio snippets', version: 1, ...part });

describe('a file of snippets', () => {
  it('comes back equal, and says nothing of ids and owners', () => {
    const text = snippetFile({ Snippets: [{ id: 'x', is_own: true, ...one } as typeof one], Macros: [other] });
    expect(text).not.toContain('is_own');
    expect(readSnippetFile(text)).toEqual(set);
  });
  it('may lack a list and descriptions', () => {
    expect(readSnippetFile(`\uFEFF${file({ macros: [{ name: ' a ', body: 'select 1' }] })}`))
      .toEqual({ Snippets: [], Macros: [{ name: 'a', description: '', body: 'select 1' }] });
  });
  it.each([
    ['select 1', 'The file is no JSON.'],
    ['null', 'The file holds no snippets of this studio.'],
    [JSON.stringify([one]), 'The file holds no snippets of this studio.'],
    [JSON.stringify({ format: 'studio snippets', version: 2 }), 'The file comes from a newer studio.'],
    [file({ snippets: {} }), 'The list of snippets is no list.'],
    [file({ snippets: [one, { name: 'x' }] }), 'The snippet 2 has no name or no text, or one that is too long.'],
    [file({ macros: [{ name: ' ', body: 'x' }] }), 'The macro 1 has no name or no text, or one that is too long.'],
    [file({ macros: [{ name: 'x', body: 7 }] }), 'The macro 1 has no name or no text, or one that is too long.'],
    [file({ snippets: [{ name: 'x'.repeat(201), body: 'x' }] }), 'The snippet 1 has no name or no text, or one that is too long.'],
    [file({ snippets: [{ name: 'x', body: 'x'.repeat(100_001) }] }), 'The snippet 1 has no name or no text, or one that is too long.'],
    [file({ snippets: Array.from({ length: 501 }, () => one) }), 'The file holds more than 500 of them.'],
  ])('is refused: %.40s', (text, refused) => expect(readSnippetFile(text)).toEqual({ refused }));
});

it('takes of a file what is new by name within its kind, each once', () => {
  const read = { Snippets: [one, other, other], Macros: [one, other] };
  expect(newOnes(read, set)).toEqual([{ kind: 'Snippets', snippet: other }, { kind: 'Macros', snippet: one }]);
});
