// A run, from the messages of the stream to the state that the pages show. The messages are the golden ones; the client
// is a list of what each query is answered with.

import { readFileSync } from 'node:fs';
import { QueryRun } from '../../../sdk/src/query.ts';
import type { Client, QueryBody } from '@studio-pg/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { QueryRunner } from './query-runner.ts';
import { characterOffset, placeInText } from './text-place.ts';

const golden = (name: string): string =>
  (JSON.parse(readFileSync(new URL(`../../../../test/wire/${name}.json`, import.meta.url), 'utf8')) as { text: string }).text;

beforeAll(() => {
  globalThis.requestAnimationFrame = (callback) => Number(setTimeout(() => callback(0), 0));
});

/** Answers each query with the next list of golden messages; `sent` holds the bodies. */
function clientOf(...answers: string[][]) {
  const sent: QueryBody[] = [];
  let cancelled = 0;
  const query = (_: string, body: QueryBody): QueryRun => {
    sent.push(body);
    const lines = answers.shift() ?? [];
    return new QueryRun({
      start: (run) => queueMicrotask(() => lines.forEach((name) => run.receive(JSON.parse(golden(name)), golden(name), 100))),
      consumed: () => undefined,
      cancel: () => { cancelled += 1; },
    });
  };
  return { client: { query } as unknown as Client, sent, cancels: () => cancelled };
}

const plain = { sql_start: 0 };

describe('QueryRunner', () => {
  it('gives results, messages and the end', async () => {
    const runner = new QueryRunner();
    const { client } = clientOf(['begin', 'result', 'rows', 'rows', 'notice', 'complete', 'end_ok']);
    await runner.start(client, 'c', { sql: 'select' }, plain);
    const { phase, results, messages, row_count, status } = runner.state;
    expect({ phase, row_count, status }).toEqual({ phase: 'done', row_count: 4, status: 'ok' });
    expect(results[0]?.source.row_count).toBe(4);
    expect(results[0]?.tag).toBe('SELECT 3');
    expect(messages.map((message) => message.kind)).toEqual(['notice', 'complete']);
  });

  it('keeps the first results of a text whose later statement fails', async () => {
    const runner = new QueryRunner();
    const { client } = clientOf(['begin', 'result', 'rows', 'complete', 'stream_error', 'end_failed']);
    await runner.start(client, 'c', { sql: 'select' }, plain);
    expect(runner.state.results).toHaveLength(1);
    expect(runner.state.error).toMatchObject({ code: '42P01', position: 15 });
    expect(runner.state.failed_statement).toBe(1);
  });

  it('opens a transaction once, before the text', async () => {
    const runner = new QueryRunner();
    const open = ['begin_session', 'complete_no_count', 'end_in_transaction'];
    const { client, sent } = clientOf(open, open, open);
    const body = { sql: 'update', session: 's' };
    await runner.start(client, 'c', body, { sql_start: 0, opens_transaction: true });
    await runner.start(client, 'c', body, { sql_start: 0, opens_transaction: true });
    expect(sent.map((each) => each.sql)).toEqual(['BEGIN', 'update', 'update']);
    expect(runner.state.transaction).toBe('in_transaction');
  });

  it('goes on in an open transaction only with its session', async () => {
    const runner = new QueryRunner();
    const { client, sent } = clientOf(['begin_session', 'end_in_transaction'], ['begin_session', 'end_ok'], ['begin', 'end_ok']);
    for (let n = 0; n < 3; n++) await runner.start(client, 'c', { sql: 'x', session: 's' }, plain);
    expect(sent.map((each) => each.requires_session ?? false)).toEqual([false, true, false]);
  });

  it('runs one query at a time', async () => {
    const runner = new QueryRunner();
    const { client, sent } = clientOf(['begin', 'end_ok'], ['begin', 'end_ok']);
    await Promise.all([runner.start(client, 'c', { sql: 'a' }, plain), runner.start(client, 'c', { sql: 'b' }, plain)]);
    expect(sent.map((each) => each.sql)).toEqual(['a']);
  });

  it('passes a cancel on, and waits for the server', async () => {
    const runner = new QueryRunner();
    const { client, cancels } = clientOf(['begin', 'end_cancelled']);
    const done = runner.start(client, 'c', { sql: 'a' }, plain);
    runner.cancel();
    await done;
    expect(cancels()).toBe(1);
    expect(runner.state.status).toBe('cancelled');
    expect(runner.state.is_cancelling).toBe(false);
  });
});

describe('the place of an error', () => {
  it('counts characters, not UTF-16 units', () => {
    const text = "select '😀', x";
    expect(text.slice(characterOffset(text, 13))).toBe('x');
    expect(placeInText('a\n😀b', 'a\n😀b'.indexOf('b'))).toBe('line 2, column 2');
  });
  it('stays within the text', () => {
    expect(characterOffset('abc', 99)).toBe(3);
    expect(characterOffset('', 1)).toBe(0);
  });
});
