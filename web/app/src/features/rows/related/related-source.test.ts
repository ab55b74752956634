import { describe, expect, it } from 'vitest';
import type { Row, RowFilter } from '@studio-pg/client';
import { RelatedSource } from './related-source.ts';
import type { ReadRelated } from './related-source.ts';

const key = { constraint: 'fk', places: [1], schema: 'public', name: 'town', referenced: ['id'], columns: ['name'] };
const rows: Row[] = [[1, 7], [2, null], [3, 9], [4, 7]];
const base = { row_count: rows.length, row: (index: number) => rows[index] };

/** A source, what it asked for, and what tells it that the answer has come. */
function made(answer: () => Promise<ReadRelated>): { source: RelatedSource; asked: RowFilter[]; errors: unknown[]; come: Promise<void> } {
  const asked: RowFilter[] = [];
  const errors: unknown[] = [];
  let arrived = (): void => undefined;
  const come = new Promise<void>((resolve) => { arrived = resolve; });
  const source = new RelatedSource(base, [key], async (_, filter) => {
    asked.push(filter);
    return await answer();
  }, (error) => {
    errors.push(error);
    arrived();
  });
  return { source, asked, errors, come };
}

describe('rows with columns of the rows that they refer to', () => {
  it('are read once for each key on the screen; int8 and int4 are the same key, and no row is NULL', async () => {
    const { source, asked, come } = made(() => Promise.resolve({ columns: [], rows: [['7', 'Bergen']] }));
    source.show(0);
    expect(source.row(0)).toEqual([1, 7, '…']);
    expect(source.row(1)).toEqual([2, null, null]);
    await come;
    expect([0, 1, 2, 3].map((index) => source.row(index)?.[2])).toEqual(['Bergen', null, null, 'Bergen']);
    source.show(0);
    expect(asked).toEqual([{ column: 'id', is: 'in', values: [7, 9] }]);
    source.forget();
    source.show(0);
    expect(asked).toHaveLength(2);
  });

  it('say why they did not come, and are not asked for again and again', async () => {
    const { source, asked, errors, come } = made(() => Promise.reject(new Error('permission denied')));
    source.show(0);
    await come;
    source.show(0);
    expect(asked).toHaveLength(1);
    expect(errors).toHaveLength(1);
    expect(source.row(0)).toEqual([1, 7, null]);
  });
});
