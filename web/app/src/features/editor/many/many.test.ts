import type { Column, Connection, QueryResult } from '@studio-pg/client';
import { describe, expect, it, vi } from 'vitest';
import { merge } from './many-run.ts';
import type { ConnectionOutcome } from './many-run.ts';

vi.mock('../../../lib/client.ts', () => ({ client: {} }));

const column = (name: string, type: string, type_oid = 1): Column => ({ name, type, type_oid, typmod: -1, table_oid: type_oid, column_number: 1 });
const result = (statement: number, columns: Column[], rows: unknown[][]): QueryResult =>
  ({ statement, columns, rows, tag: 'SELECT', row_count: rows.length, truncated: false, duration_ms: 1, copy: null }) as QueryResult;
const outcome = (name: string, results: QueryResult[]): ConnectionOutcome =>
  ({ connection: { name } as Connection, status: 'ok', results, error: null, duration_ms: 1 });

describe('results of many connections', () => {
  it('are one table with a connection column where names and types of columns agree, whatever their OIDs', () => {
    const merged = merge([outcome('a', [result(0, [column('n', 'mood', 1)], [[1], [2]])]), outcome('b', [result(0, [column('n', 'mood', 2)], [[3]])])]);
    expect(merged.map(({ title, rows }) => [title, rows])).toEqual([['Result', [['a', 1], ['a', 2], ['b', 3]]]]);
    expect(merged[0]?.columns.map(({ name }) => name)).toEqual(['connection', 'n']);
  });

  it('are a table each where they do not agree', () => {
    const merged = merge([outcome('a', [result(0, [column('n', 'int4')], [[1]])]), outcome('b', [result(0, [column('n', 'text')], [['x']])])]);
    expect(merged.map(({ title, rows }) => [title, rows])).toEqual([['Result · a', [[1]]], ['Result · b', [['x']]]]);
  });

  it('leave out statements without rows, and connections that failed', () => {
    const failed: ConnectionOutcome = { ...outcome('c', []), status: 'failed' };
    const merged = merge([outcome('a', [result(0, [], []), result(1, [column('n', 'int4')], [[1]]), result(2, [column('m', 'int4')], [])]), failed]);
    expect(merged.map(({ title, rows }) => [title, rows.length])).toEqual([['Result 1', 1], ['Result 2', 0]]);
  });
});
