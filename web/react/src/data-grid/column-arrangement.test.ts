// What hiding, pinning and moving do, and that no column is lost on the way.

import { describe, expect, it } from 'vitest';
import { arrangedColumns, arrangementOf, shownColumns, source_order, withHidden, withMoved, withPinned, withStep } from './column-arrangement.ts';
import type { ColumnArrangement } from './column-arrangement.ts';
import type { GridColumn } from './column-layout.ts';

const columnsOf = (names: string): GridColumn[] => Array.from(names, (name) => ({ name, key: name, type: 'text' }));
const abcd = columnsOf('abcd');
const shown = (arrangement: ColumnArrangement, columns = abcd): string => {
  const { indexes, pinned } = shownColumns(columns, arrangement);
  const names = indexes.map((index) => columns[index]?.name ?? '?');
  return pinned === 0 ? names.join('') : `${names.slice(0, pinned).join('')}|${names.slice(pinned).join('')}`;
};

describe('hiding', () => {
  it('leaves the column out and takes it in again at its place', () => {
    const hidden = withHidden(abcd, source_order, 1, true);
    expect(shown(hidden)).toBe('acd');
    expect(shown(withHidden(abcd, hidden, 1, false))).toBe('abcd');
    expect(arrangedColumns(abcd, hidden)).toEqual([0, 1, 2, 3]);
  });
  it('does not hide the last, and shows all where none would be left', () => {
    let arrangement = source_order;
    for (const index of [0, 1, 2, 3]) arrangement = withHidden(abcd, arrangement, index, true);
    expect(shown(arrangement)).toBe('d');
    expect(shown({ ...source_order, hidden: ['x', 'y'] }, columnsOf('xy'))).toBe('xy');
  });
});

describe('pinning', () => {
  it('puts the column behind those that are pinned, and back as the first that scrolls', () => {
    const one = withPinned(abcd, source_order, 2, true);
    expect(shown(one)).toBe('c|abd');
    const two = withPinned(abcd, one, 3, true);
    expect(shown(two)).toBe('cd|ab');
    expect(shown(withPinned(abcd, two, 2, false))).toBe('d|cab');
  });
});

describe('moving', () => {
  it('goes before what stands to the left and behind what stands to the right', () => {
    expect(shown(withMoved(abcd, source_order, 3, 1))).toBe('adbc');
    expect(shown(withMoved(abcd, source_order, 0, 2))).toBe('bcad');
    expect(shown(withMoved(abcd, source_order, 0, 0))).toBe('abcd');
  });
  it('pins what is put among the pinned, and lets go what is put among the others', () => {
    const pinned = withPinned(abcd, source_order, 0, true);
    expect(shown(withMoved(abcd, pinned, 3, 0))).toBe('da|bc');
    expect(shown(withMoved(abcd, pinned, 0, 2))).toBe('bcad');
  });
  it('steps over what is shown, over the edge of the pinned too, and not beyond the ends', () => {
    const hidden = withHidden(abcd, source_order, 1, true);
    expect(shown(withStep(abcd, hidden, 0, 1))).toBe('cad');
    expect(shown(withStep(abcd, hidden, 0, -1))).toBe('acd');
    expect(shown(withStep(abcd, hidden, 3, 1))).toBe('acd');
    const pinned = withPinned(abcd, source_order, 0, true);
    expect(shown(withStep(abcd, pinned, 1, -1))).toBe('ab|cd');
    expect(shown(withStep(abcd, pinned, 0, 1))).toBe('abcd');
  });
});

it('keeps every column once, whatever was done', () => {
  const columns = columnsOf('abcdefghij');
  let arrangement = source_order;
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % below;
  };
  for (let round = 0; round < 2000; round += 1) {
    const index = next(10);
    const act = next(5);
    if (act === 0) arrangement = withHidden(columns, arrangement, index, next(2) === 0);
    else if (act === 1) arrangement = withPinned(columns, arrangement, index, next(2) === 0);
    else if (act === 2) arrangement = withMoved(columns, arrangement, index, next(10));
    else arrangement = withStep(columns, arrangement, index, act === 3 ? 1 : -1);
    expect([...arrangedColumns(columns, arrangement)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(shownColumns(columns, arrangement).indexes.length).toBeGreaterThan(0);
  }
});

it('puts a column that it does not know behind the one before it', () => {
  const arrangement = { ...source_order, order: ['c', 'a', 'gone'] };
  expect(shown(arrangement)).toBe('cdab');
  expect(shown({ ...source_order, order: ['b'] })).toBe('abcd');
});

it('takes from outside what is a list of texts, and nothing else', () => {
  expect(arrangementOf({ order: ['a', 1, 'a'], hidden: 'b', pinned: null })).toEqual({ order: ['a'], hidden: [], pinned: [] });
  expect(arrangementOf(null)).toEqual(source_order);
  expect(arrangementOf('x')).toEqual(source_order);
});
