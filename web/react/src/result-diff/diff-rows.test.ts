// Two results compared: by key, without one, with columns that only one has, with keys that occur twice.

import type { Cell } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { RowList } from '../data-grid/row-source.ts';
import { changedColumns, diffRows, pairColumns } from './diff-rows.ts';

const columns = [{ name: 'id', type: 'int4' }, { name: 'word', type: 'text' }];
const source = (rows: Cell[][]): RowList => new RowList(rows);

describe('diffRows', () => {
  it('finds by key what was added, removed and changed', async () => {
    const pairs = pairColumns(columns, columns, new Set(['id']));
    const difference = await diffRows(source([[1, 'a'], [2, 'b'], [3, null]]), source([[4, 'd'], [2, 'B'], [1, 'a']]), pairs);
    expect(difference.counts).toEqual({ same: 1, changed: 1, removed: 1, added: 1 });
    expect(difference.rows).toEqual([
      { kind: 'same', left: 0, right: 2 }, { kind: 'changed', left: 1, right: 1 }, { kind: 'removed', left: 2, right: -1 },
      { kind: 'added', left: -1, right: 0 },
    ]);
    expect(changedColumns([2, 'b'], [2, 'B'], pairs).map((column) => column.name)).toEqual(['word']);
  });

  it('takes whole rows where there is no key, each as often as it occurs', async () => {
    const pairs = pairColumns(columns, columns, new Set());
    const { counts } = await diffRows(source([[1, 'a'], [1, 'a'], [2, null]]), source([[1, 'a'], [2, ''], [1, 'a'], [1, 'a']]), pairs);
    expect(counts).toEqual({ same: 2, changed: 0, removed: 1, added: 2 });
  });

  it('pairs rows of one key in their order', async () => {
    const pairs = pairColumns(columns, columns, new Set(['id']));
    const { rows } = await diffRows(source([[1, 'a'], [1, 'b']]), source([[1, 'a'], [1, 'c'], [1, 'd']]), pairs);
    expect(rows.map((row) => row.kind)).toEqual(['same', 'changed', 'added']);
  });

  it('compares what both have, and keeps the columns that one has', async () => {
    const pairs = pairColumns(columns, [{ name: 'extra', type: 'int4' }, { name: 'id', type: 'int4' }], new Set(['id', 'word']));
    expect(pairs).toEqual([
      { name: 'id', type: 'int4', left: 0, right: 1, is_key: true }, { name: 'word', type: 'text', left: 1, right: -1, is_key: false },
      { name: 'extra', type: 'int4', left: -1, right: 0, is_key: false },
    ]);
    expect((await diffRows(source([[1, 'a']]), source([[9, 1]]), pairs)).counts.same).toBe(1);
  });

  it('does not take a text for NULL, a cut value for a whole one, or 1 for true', async () => {
    const pairs = pairColumns(columns, columns, new Set(['id']));
    const cut = { truncated: true as const, bytes: 9, head: 'ab' };
    const { counts } = await diffRows(source([[1, null], [2, cut], [3, cut], [4, 1]]), source([[1, 'null'], [2, 'ab'], [3, { ...cut }], [4, true]]), pairs);
    expect(counts).toEqual({ same: 1, changed: 3, removed: 0, added: 0 });
  });

  it('compares 100,000 rows and can be ended', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at): Cell[] => [at, `word ${at}`]);
    const changed = rows.map(([id, word], at): Cell[] => [id ?? null, at % 1000 === 0 ? 'other' : word ?? null]).reverse();
    const pairs = pairColumns(columns, columns, new Set(['id']));
    expect((await diffRows(source(rows), source(changed), pairs)).counts).toEqual({ same: 99_900, changed: 100, removed: 0, added: 0 });
    const controller = new AbortController();
    await expect(diffRows(source(rows), source(changed), pairs, { signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow(/abort/i);
  });
});
