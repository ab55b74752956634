import { describe, expect, it } from 'vitest';
import { cellCount, extendTo, move, rangeOf, selectAll, selectCell } from './selection.ts';
import type { Selection, Step } from './selection.ts';

const extent = { rows: 100, columns: 10 };
const at = (row: number, column: number): Selection => selectCell({ row, column });

describe('move', () => {
  const cases: [Step, number, number][] = [
    ['left', 50, 4], ['right', 50, 6], ['up', 49, 5], ['down', 51, 5], ['row_start', 50, 0], ['row_end', 50, 9],
    ['first_row', 0, 5], ['last_row', 99, 5], ['page_up', 30, 5], ['page_down', 70, 5],
  ];
  it.each(cases)('%s', (step, row, column) => {
    const next = move(at(50, 5), step, false, extent, 20);
    expect(next).toEqual(at(row, column));
  });

  it('stays within the grid', () => {
    expect(move(at(0, 0), 'up', false, extent, 20).focus).toEqual({ row: 0, column: 0 });
    expect(move(at(95, 9), 'page_down', false, extent, 20).focus).toEqual({ row: 99, column: 9 });
  });

  it('extends a range with Shift, and gives it up without', () => {
    const range = move(move(at(5, 5), 'down', true, extent, 20), 'right', true, extent, 20);
    expect(rangeOf(range, extent)).toEqual({ first_row: 5, last_row: 6, first_column: 5, last_column: 6 });
    expect(move(range, 'left', false, extent, 20)).toEqual(at(6, 5));
  });
});

describe('rangeOf', () => {
  it('is the same whichever end is the anchor', () => {
    expect(rangeOf(extendTo(at(8, 7), { row: 2, column: 3 }), extent))
      .toEqual(rangeOf(extendTo(at(2, 3), { row: 8, column: 7 }), extent));
  });

  it('takes whole rows and whole columns', () => {
    const rows = { ...extendTo(at(2, 3), { row: 4, column: 3 }), kind: 'rows' as const };
    expect(cellCount(rangeOf(rows, extent))).toBe(30);
    expect(cellCount(rangeOf({ ...at(2, 3), kind: 'columns' }, extent))).toBe(100);
  });

  it('of everything is everything', () => {
    expect(cellCount(rangeOf(selectAll(extent, { row: 3, column: 3 }), extent))).toBe(1000);
  });
});
