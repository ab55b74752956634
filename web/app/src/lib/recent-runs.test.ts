// What is kept of the runs of a tab.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noteRun, recentRuns } from './recent-runs.ts';
import { closeTab, openQueryTab, queryTab, reopenTab } from './tabs.ts';

const run = (sql: string) => ({ sql, started_at: '2026-01-31T12:00:00Z', duration_ms: 3, outcome: '1 row', status: 'ok' as const });
const connection = 'c';

describe('the recent runs of a tab', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
  });

  it('are the newest first, and at most 50', () => {
    const tab = openQueryTab(connection);
    for (let number = 0; number < 60; number += 1) noteRun(connection, tab, run(`select ${number}`));
    const runs = recentRuns(connection, tab);
    expect(runs).toHaveLength(50);
    expect(runs[0]).toEqual({ ...run('select 59'), is_cut: false });
  });

  it('are cut where a text is long, and the oldest go where all are', () => {
    const tab = openQueryTab(connection);
    for (let number = 0; number < 8; number += 1) noteRun(connection, tab, run('x'.repeat(30_000)));
    const runs = recentRuns(connection, tab);
    expect(runs.map((each) => [each.sql.length, each.is_cut])).toEqual(Array.from({ length: 5 }, () => [20_000, true]));
  });

  it('go with the tab and come back with it', () => {
    const tab = openQueryTab(connection);
    kept.set(`studio.query.${connection}.${tab}`, JSON.stringify({ text: 'select 1' }));
    noteRun(connection, tab, run('select 1'));
    const opened = queryTab(connection, tab);
    if (opened) closeTab(connection, opened);
    expect(kept.has(`studio.runs.${connection}.${tab}`)).toBe(false);
    expect(recentRuns(connection, tab)).toEqual([]);
    noteRun(connection, tab, run('select 2'));
    expect(recentRuns(connection, tab), 'a closed tab keeps nothing').toEqual([]);
  });

  it('leave out what another version of the page has kept in another shape', () => {
    const tab = openQueryTab(connection);
    kept.set(`studio.runs.${connection}.${tab}`, JSON.stringify([{ sql: 'select 1' }, null, { ...run('select 2'), is_cut: false }]));
    expect(recentRuns(connection, tab).map((each) => each.sql)).toEqual(['select 2']);
  });

  it('are there again when the tab is reopened', () => {
    const tab = openQueryTab(connection);
    kept.set(`studio.query.${connection}.${tab}`, JSON.stringify({ text: 'select 3' }));
    noteRun(connection, tab, run('select 3'));
    const opened = queryTab(connection, tab);
    if (opened) closeTab(connection, opened);
    reopenTab(connection);
    expect(recentRuns(connection, tab).map((each) => each.sql)).toEqual(['select 3']);
  });
});
