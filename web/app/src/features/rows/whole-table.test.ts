// A table of a hundred thousand rows behind a server that finds places badly: whatever is scrolled to, no row is left out, none is
// shown twice, and what is held has a bound.

import type { Row } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { WholeTable } from './whole-table.ts';
import type { PagePlace, ReadPage } from './whole-table.ts';

interface Told {
  place: PagePlace;
  limit: number;
}

/** `rows` numbers in order; a place that is sought is missed by `error` rows. */
function server(count: number, error = 0): { read: (place: PagePlace, limit: number) => Promise<ReadPage>; told: Told[] } {
  const told: Told[] = [];
  const read = async (place: PagePlace, limit: number): Promise<ReadPage> => {
    told.push({ place, limit });
    await Promise.resolve();
    const { after, before, at, from_end } = place;
    const found = at === undefined ? 0 : Math.max(0, Math.min(count, Math.floor((at / 1e6) * count) + error));
    const end = before !== undefined ? Number(before) : from_end ? count : null;
    const begin = end === null ? (after === undefined ? found : Number(after) + 1) : Math.max(0, end - limit);
    const until = end ?? Math.min(count, begin + limit);
    const rows: Row[] = Array.from({ length: Math.max(0, until - begin) }, (_, index) => [begin + index]);
    const is_beginning = after === undefined && before === undefined && at === undefined;
    return {
      columns: [], time_zone: 'UTC', duration_ms: 1,
      rows: end === null ? rows : [...rows].reverse(),
      next: rows.length === 0 ? null : end === null ? (until < count ? String(until - 1) : null) : begin > 0 ? String(begin) : null,
      previous: rows.length === 0 || is_beginning ? null : end === null ? String(begin) : String(end - 1),
    };
  };
  return { read, told };
}

async function rest(table: WholeTable): Promise<void> {
  for (let turn = 0; turn < 40 || table.state.is_reading; turn += 1) {
    if (turn > 2000) throw new Error('it reads on and on');
    await Promise.resolve();
  }
}

/** The number that stands in a row of the screen. */
const at = (table: WholeTable, row: number): unknown => table.row(row)?.[0];

describe('a whole table', () => {
  it('has its first rows after one page, and knows of all by the estimate', async () => {
    const { read, told } = server(100_000);
    const table = new WholeTable(read, 90_000, true);
    table.show(0, 30);
    await rest(table);
    expect(told[0]).toEqual({ place: {}, limit: 200 });
    expect([table.row_count, at(table, 0), at(table, 29), table.state.is_counted]).toEqual([90_000, 0, 29, false]);
  });

  it('seeks what is far, says that the place is known about, and prefetches both ways', async () => {
    const { read, told } = server(100_000);
    const table = new WholeTable(read, 100_000, true);
    table.show(0, 30);
    await rest(table);
    table.show(50_000, 50_030);
    await rest(table);
    expect(told.some(({ place }) => place.at === 500_000)).toBe(true);
    expect([at(table, 50_000), at(table, 49_700), at(table, 50_400)]).toEqual([50_000, 49_700, 50_400]);
    expect(table.state.is_exact).toBe(false);
  });

  it('goes to the last row, and from there back, without a hole', async () => {
    const { read } = server(100_000);
    const table = new WholeTable(read, 120_000, true);
    table.show(0, 30);
    await rest(table);
    table.show(119_970, 120_000);
    await rest(table);
    expect(at(table, table.row_count - 1)).toBe(99_999);
    for (let top = table.row_count - 30; top > table.row_count - 20_000; top -= 100) {
      table.show(top, top + 30);
      await rest(table);
      expect(at(table, top)).toBe(100_000 - (table.row_count - top));
    }
  });

  it.each([-3000, 3000])('keeps the rows where they are when the first one is reached %i rows away from where it was thought', async (error) => {
    const { read } = server(100_000, error);
    const table = new WholeTable(read, 100_000, true);
    table.show(0, 30);
    await rest(table);
    table.show(5000, 5030);
    await rest(table);
    let top = 5000;
    let shift = table.state.shift;
    let seen = Number(at(table, top));
    expect(seen).toBe(5000 + error);
    for (let steps = 0; steps < 300 && !table.state.is_exact; steps += 1) {
      top = Math.max(0, top - 50);
      table.show(top, top + 30);
      await rest(table);
      top += table.state.shift - shift;
      shift = table.state.shift;
      const present = Number(at(table, top));
      expect(present).toBeLessThanOrEqual(seen);
      expect(present).toBeGreaterThanOrEqual(seen - 50);
      seen = present;
    }
    expect(table.state.is_exact).toBe(true);
    expect(at(table, top)).toBe(top);
    expect(at(table, 0) ?? 0).toBe(0);
  });

  it('holds some thousand rows however far one reads, and every row comes', async () => {
    const { read } = server(30_000);
    const table = new WholeTable(read, 30_000, true);
    for (let top = 0; top < 29_970; top += 100) {
      table.show(top, top + 30);
      await rest(table);
      expect(at(table, top)).toBe(top);
      expect(table.state.loaded).toBeLessThanOrEqual(6000);
    }
    table.show(29_970, 30_000);
    await rest(table);
    expect([table.row_count, table.state.is_counted, table.state.is_exact]).toEqual([30_000, true, true]);
  });

  it('reads on from the first row where the server can seek nothing', async () => {
    const { read, told } = server(5000);
    const table = new WholeTable(read, -1, false);
    for (let top = 0; top < 4990; top += 100) {
      table.show(Math.min(top, table.row_count - 30), Math.min(top + 30, table.row_count));
      await rest(table);
    }
    expect(told.every(({ place }) => place.at === undefined && place.from_end === undefined)).toBe(true);
    expect([table.row_count, at(table, 4999), at(table, 0)]).toEqual([5000, 4999, 0]);
  });

  it('goes to the end where a filter lets nothing through behind a place', async () => {
    const { read } = server(300, 1_000_000);
    const table = new WholeTable(read, -1, true);
    table.show(0, 30);
    await rest(table);
    table.setCount(9000, false);
    table.show(4000, 4030);
    await rest(table);
    expect(at(table, table.row_count - 1)).toBe(299);
  });

  it('reads the present place again', async () => {
    const { read, told } = server(100_000);
    const table = new WholeTable(read, 100_000, true);
    table.show(0, 30);
    await rest(table);
    table.show(50_000, 50_030);
    await rest(table);
    const asked = told.length;
    table.refresh();
    await rest(table);
    expect(told.length).toBeGreaterThan(asked);
    expect(at(table, 50_000)).toBe(50_000);
  });
});
