// Saved queries without React: the tree, the choice of a folder, what differs between two texts.

import type { Folder, SavedQueryHead } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { diffLines } from '../../ui/text-diff/diff.ts';
import { folderPaths, savedLines } from './tree.ts';

const folder = (id: string, name: string, parent_id: string | null = null) => ({ id, name, parent_id }) as Folder;
const query = (name: string, folder_id: string | null = null) => ({ id: name, name, folder_id }) as SavedQueryHead;
const folders = [folder('w', 'Weekly', 'r'), folder('r', 'Reports'), folder('a', 'Audit')];
const queries = [query('top'), query('late', 'w'), query('all', 'r'), query('lost', 'unseen')];
const shown = (closed: string[]) => savedLines(folders, queries, new Set(closed))
  .map((line) => `${' '.repeat(line.depth)}${line.kind === 'folder' ? `${line.folder.name}/${line.count}` : line.query.name}`);

describe('the tree of saved queries', () => {
  it('has folders before queries, and at the top what lies in a folder that is not seen', () => {
    expect(shown([])).toEqual(['Audit/0', 'Reports/1', ' Weekly/1', '  late', ' all', 'lost', 'top']);
  });
  it('hides what is in a closed folder', () => {
    expect(shown(['r'])).toEqual(['Audit/0', 'Reports/1', 'lost', 'top']);
  });
  it('offers every folder by its path, but not a folder for itself or what is in it', () => {
    expect(folderPaths(folders).map((each) => each.path)).toEqual(['Audit', 'Reports', 'Reports / Weekly']);
    expect(folderPaths(folders, 'r').map((each) => each.path)).toEqual(['Audit']);
  });
  it('survives folders that lie in each other', () => {
    expect(folderPaths([folder('x', 'X', 'y'), folder('y', 'Y', 'x')])).toEqual([]);
  });
});

describe('what differs by lines', () => {
  const signs = { same: ' ', removed: '-', added: '+' };
  const diff = (before: string, after: string) => diffLines(before, after).map(({ kind, text }) => signs[kind] + text);
  it.each([
    ['a', 'a', [' a']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nb', 'a\nb\nc', [' a', ' b', '+c']],
    ['', 'a', ['-', '+a']],
    ['a\nb\nc\nd', 'b\nd\ne', ['-a', ' b', '-c', ' d', '+e']],
  ])('%j to %j', (before, after, lines) => expect(diff(before, after)).toEqual(lines));
  it('numbers the lines of both texts', () => {
    expect(diffLines('a\nb', 'x\nb').map(({ old_line, new_line }) => [old_line, new_line])).toEqual([[1, null], [null, 1], [2, 2]]);
  });
  it('shows two very long texts as replaced instead of comparing every pair', () => {
    const text = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(diffLines(text('a'), text('b'))).toHaveLength(10_000);
  });
});
