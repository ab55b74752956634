// Results over several runs: what stays, what goes, under which name, in which order, and what memory takes.

import { RowPage } from '@studio-pg/client';
import { PageStore } from '@studio-pg/react';
import type { QueryRunner, StatementResult } from '@studio-pg/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { heldUnits, makeRoom } from './result-memory.ts';
import { ResultShelf } from './result-shelf.ts';

type Source = Pick<QueryRunner, 'state' | 'subscribe'>;

function resultOf(statement: number, units = 100): StatementResult {
  const source = new PageStore();
  source.append(new RowPage(1, 'x'.repeat(units)));
  return { statement, columns: [], source, tag: 'SELECT 1', row_count: 1, is_truncated: false, duration_ms: 1, copied: null };
}

/** A runner that is told what it ran. */
function runnerOf() {
  const listeners = new Set<() => void>();
  const runner = {
    state: { phase: 'idle', started_at: 0, results: [], error: null, status: null, settings: null, sql: '', sql_start: 0 },
    subscribe: (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener); },
  };
  const run = (started_at: number, results: StatementResult[], change: object = {}): void => {
    runner.state = { ...runner.state, phase: 'done', started_at, results: results as never, ...change };
    for (const listener of listeners) listener();
  };
  return { source: runner as unknown as Source, run };
}

describe('ResultShelf', () => {
  let runner: ReturnType<typeof runnerOf>;
  let shelf: ResultShelf;
  beforeEach(() => {
    runner = runnerOf();
    shelf = new ResultShelf(runner.source);
  });
  const names = (): string[] => shelf.state.tabs.map((tab) => tab.name);

  it('shows the first result of each run', () => {
    runner.run(1, [resultOf(0), resultOf(2)]);
    expect(names()).toEqual(['Result 1', 'Result 2']);
    expect(shelf.state.shown).toBe('1 0');
    shelf.show('1 2');
    expect(shelf.state.shown).toBe('1 2');
    runner.run(5, [resultOf(0)]);
    expect(shelf.state.shown).toBe('5 0');
  });

  it('keeps what is pinned over the next runs, and nothing else', () => {
    runner.run(1, [resultOf(0), resultOf(1)]);
    shelf.rename('1 1', 'before');
    shelf.pin('1 1', true);
    runner.run(2, [resultOf(0)]);
    expect(names()).toEqual(['before', 'Result 1']);
    expect(shelf.state.tabs[0]).toMatchObject({ is_pinned: true, is_past: true });
    expect(shelf.state.shown).toBe('2 0');
    shelf.pin('1 1', false);
    expect(names()).toEqual(['Result 1']);
  });

  it('follows a pinned result while its rows still come', () => {
    const first = resultOf(0);
    runner.run(1, [first], { phase: 'running' });
    shelf.pin('1 0', true);
    runner.run(1, [{ ...first, tag: 'SELECT 7' }]);
    runner.run(2, [resultOf(0)]);
    expect(shelf.state.tabs[0]).toMatchObject({ result: { tag: 'SELECT 7' } });
  });

  it('gives the rows of a closed result up, and shows its neighbor', () => {
    const results = [resultOf(0), resultOf(1)];
    runner.run(1, results);
    shelf.close('1 0');
    expect(names()).toEqual(['Result 2']);
    expect(shelf.state.shown).toBe('1 1');
    expect(results[0]?.source.is_let_go).toBe(true);
  });

  it('keeps the order that was given, and puts new results behind', () => {
    runner.run(1, [resultOf(0), resultOf(1), resultOf(2)]);
    shelf.move('1 2', '1 0');
    expect(names()).toEqual(['Result 3', 'Result 1', 'Result 2']);
    shelf.move('1 2', null);
    expect(names()).toEqual(['Result 1', 'Result 2', 'Result 3']);
  });

  it('pins what it compares, and closes the comparison with either side', () => {
    runner.run(1, [resultOf(0)]);
    shelf.pin('1 0', true);
    runner.run(2, [resultOf(0)]);
    shelf.rename('1 0', 'old');
    shelf.compare('1 0', '2 0');
    expect(names()).toEqual(['old', 'Result 1', 'old ⇄ Result 1']);
    runner.run(3, []);
    expect(names()).toEqual(['old', 'Result 1', 'old ⇄ Result 1']);
    shelf.close('2 0');
    expect(names()).toEqual(['old']);
  });

  it('lets the oldest go that is not pinned, and none of a run under way', () => {
    const other = runnerOf();
    const shelves = [shelf, new ResultShelf(other.source)];
    other.run(1, [resultOf(0, 100)]);
    runner.run(2, [resultOf(0, 100), resultOf(1, 100)]);
    shelf.pin('2 0', true);
    expect(heldUnits(shelves)).toBe(300);
    expect(makeRoom(250, shelves)).toBe(true);
    expect(shelves[1]?.results[0]?.result.source.is_let_go).toBe(true);
    expect(makeRoom(150, shelves)).toBe(true);
    expect(shelf.results.map((each) => each.result.source.is_let_go)).toEqual([false, true]);
    expect(makeRoom(50, shelves)).toBe(false);
    runner.run(3, [resultOf(0, 100)], { phase: 'running' });
    expect(makeRoom(150, shelves)).toBe(false);
  });
});
