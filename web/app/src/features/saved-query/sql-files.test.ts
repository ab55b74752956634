// Queries become files and come back as they were; paths that lead elsewhere are refused.

import { describe, expect, it } from 'vitest';
import { fileName, fileText, isQueryPath, nameOfFile, pathsOf, readFileText, readPath } from './sql-files.ts';

describe('a query as a file', () => {
  it.each([
    { name: 'Overdue', description: null, sql: 'select 1' },
    { name: 'Overdue', description: 'One line.', sql: 'select 1;\n' },
    { name: 'Overdue', description: '# Two\n\nlines | with -- signs', sql: '\n-- name: not this\nselect 1' },
    { name: 'a/b: "c" 🐘', description: '', sql: '' },
    { name: 'x', description: null, sql: '-- description: part of the text\nselect 1' },
    { name: 'x', description: 'd', sql: '-- | part of the text\r\nselect 1\r\n' },
  ])('%j comes back', (query) => expect(readFileText(fileText(query), 'other')).toEqual(query));

  it('takes the text and the name of a file that we have not written', () => {
    expect(readFileText('\uFEFF-- a comment\nselect 1', 'film list')).toEqual({ name: 'film list', description: null, sql: '-- a comment\nselect 1' });
  });
});

describe('names', () => {
  it.each(['plain', 'a/b', '..', '.hidden', 'CON:', 'trailing. ', '100%', '50%2F', 'tab\there', 'ünï 🐘', ''])('%j comes back', (name) => {
    expect(nameOfFile(fileName(name))).toBe(name);
    expect(fileName(name)).not.toMatch(/[/\\:*?"<>|]|^\.|[. ]$|^$/);
  });
  it('are told apart', () => {
    const query = { folders: ['f'], description: null, sql: '' };
    expect(pathsOf([{ ...query, name: 'a' }, { ...query, name: 'A' }, { ...query, name: 'a' }])).toEqual(['f/a.sql', 'f/A (2).sql', 'f/a (3).sql']);
  });
});

describe('paths', () => {
  it.each([
    ['a.sql', { folders: [], base: 'a' }],
    ['f/g/a.SQL', { folders: ['f', 'g'], base: 'a' }],
    ['./f//a.sql', { folders: ['f'], base: 'a' }],
    ['a%2Fb/c.sql', { folders: ['a/b'], base: 'c' }],
  ])('%s', (path, expected) => expect(readPath(path)).toEqual(expected));
  it.each(['../a.sql', 'f/../../a.sql', '/etc/a.sql', 'C:/a.sql', '..\\a.sql', 'f/\u0000.sql', `${'f/'.repeat(17)}a.sql`, `${'x'.repeat(201)}.sql`, 'f/.sql'])(
    '%j is refused', (path) => expect(readPath(path)).toHaveProperty('refused'));
  it.each([['a.sql', true], ['a.txt', false], ['f/', false], ['__MACOSX/a.sql', false], ['f/._a.sql', false], ['.git/a.sql', false]])(
    '%s is a query: %s', (path, expected) => expect(isQueryPath(path)).toBe(expected));
});
