// Sums that lose no digit, and what is not added at all.

import type { Cell } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { RowList } from '../data-grid/row-source.ts';
import { aggregate } from './aggregate.ts';
import type { Aggregates } from './aggregate.ts';

async function of(type: string, cells: Cell[]): Promise<Aggregates> {
  return await aggregate(new RowList(cells.map((cell) => [cell])), { first_row: 0, last_row: cells.length - 1, first_column: 0, last_column: 0 },
    [{ name: 'a', type }]);
}

describe('aggregate', () => {
  it('counts, and leaves NULL out of everything else', async () => {
    expect(await of('int4', [1, 2, 2, null])).toEqual(
      { cells: 4, values: 3, distinct: 2, sum: '5', average: '1.666667', least: '1', greatest: '2' });
    expect(await of('int4', [null])).toEqual({ cells: 1, values: 0, distinct: 0, sum: null, average: null, least: null, greatest: null });
  });
  it('adds int8 and numeric exactly', async () => {
    expect((await of('int8', ['9007199254740993', '9007199254740993', '-1'])).sum).toBe('18014398509481985');
    expect(await of('numeric', ['0.1', '0.20', '123456789012345678901234567890.005'])).toMatchObject(
      { sum: '123456789012345678901234567890.305', average: '41152263004115226300411522630.101667', least: '0.1' });
    const many = await of('numeric', Array.from({ length: 100_000 }, () => '999999.99'));
    expect(many).toMatchObject({ sum: '99999999000.00', average: '999999.99', distinct: 1 });
  });
  it('adds floats as floats', async () => {
    expect(await of('float8', [0.5, 1, 2.25])).toMatchObject({ sum: '3.75', average: '1.25', least: '0.5', greatest: '2.25' });
  });
  it('gives no sum where a value is no number, and none of what is not added', async () => {
    expect(await of('numeric', ['1', 'NaN'])).toMatchObject({ sum: null, average: null, greatest: 'NaN' });
    expect(await of('numeric', ['1', 'Infinity'])).toMatchObject({ sum: null, greatest: 'Infinity' });
    expect(await of('oid', [1, 2])).toMatchObject({ sum: null, greatest: '2' });
    expect(await of('text', ['b', 'a', 'ab'])).toMatchObject({ sum: null, least: 'a', greatest: 'b', distinct: 3 });
  });
});
