// Has PostgreSQL look at a condition over a table's columns without running it, and finds the place of what is wrong in the
// condition's own text.

import { asStudioError } from '@studio-pg/client';
import { client } from '../../lib/client.ts';
import { qualifiedName } from './rows-sql.ts';

export interface SqlProblem {
  message: string;
  hint: string | null;
  /** The part of the condition that it is about, empty at its end; null where it is about none. */
  at: string | null;
  /** Where that begins, counted from 1. */
  character: number;
}

/** Null: nothing is wrong, or PostgreSQL could not be asked, and then it says so when the rows are read. */
export async function checkCondition(connection: string, relation: { schema: string; name: string }, condition: string): Promise<SqlProblem | null> {
  const before = `SELECT FROM ${qualifiedName(relation)} AS r WHERE (`;
  const from = Array.from(before).length;
  const text = Array.from(condition);
  try {
    // The line break ends a comment that would hide the bracket.
    const [statement, ...others] = await client.analyze(connection, `${before}${condition}\n)`);
    const wrong = [statement, ...others].flatMap((each) => each?.diagnostics ?? []).find((each) => each.severity === 'error');
    if (!wrong) return null;
    const begin = Math.max(0, Math.min(wrong.begin - from, text.length));
    const end = Math.max(begin, Math.min(wrong.end - from, text.length));
    const is_inside = wrong.begin >= from && wrong.begin <= from + text.length + 2;
    return { message: wrong.message, hint: wrong.hint, at: is_inside ? text.slice(begin, end).join('') : null, character: begin + 1 };
  } catch (error) {
    const { code, message, hint } = asStudioError(error).fields;
    return code === '42601' ? { message, hint, at: null, character: 1 } : null;
  }
}
