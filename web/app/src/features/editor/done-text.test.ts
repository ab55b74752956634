// Rows where there are rows, else what PostgreSQL says it did.

import { QueryRunner } from '@studio-pg/react';
import type { RunState } from '@studio-pg/react';
import { expect, it } from 'vitest';
import { doneText } from './done-text.ts';

const { state } = new QueryRunner();
const run = (row_count: number, tags: readonly [string, boolean][]): RunState => ({
  ...state, row_count, results: tags.map(([tag, has_columns], statement) => ({
    statement, tag, columns: has_columns ? [] : null, source: { row_count: 0 } as never, row_count: null, is_truncated: false,
    duration_ms: 1, copied: null,
  })),
});

it.each<[number, [string, boolean][], string]>([
  [0, [['SELECT 0', true]], '0 rows'],
  [3, [['SELECT 3', true], ['UPDATE 5', false]], '3 rows'],
  [0, [['ROLLBACK', false]], 'ROLLBACK'],
  [0, [['CREATE TABLE', false], ['INSERT 0 7', false]], 'INSERT 0 7'],
  [0, [], '0 rows'],
])('%i rows of %j are %s', (row_count, tags, text) => expect(doneText(run(row_count, tags))).toBe(text));
