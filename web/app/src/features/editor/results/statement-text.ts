// Which part of a run's text a statement is, and which of the run's values are its own: asked of the server's own parser when somebody wants to know, and kept.

import type { AnalyzedStatement, Parameters } from '@studio-pg/client';
import { characterOffset } from '@studio-pg/react';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';

/** Offsets in the text, in UTF-16 units, and the parameters that stand between them. */
export interface StatementRange {
  from: number;
  to: number;
  parameters: AnalyzedStatement['parameters'];
}

function statementsQuery(connection: string, sql: string) {
  return queryOptions({
    queryKey: ['statements', connection, sql],
    queryFn: ({ signal }) => client.analyze(connection, sql, { signal }),
    staleTime: Infinity, gcTime: 60_000,
  });
}

/** Gives what finds a statement by its number from 0; null where the server cannot say (a remote one, a text too long). */
export function useStatementRange(): (sql: string, statement: number) => Promise<StatementRange | null> {
  const { id } = useConnection();
  const queries = useQueryClient();
  return useCallback(async (sql, statement) => {
    const statements = await queries.query(statementsQuery(id, sql)).catch(() => null);
    return statements === null ? null : rangeOf(sql, statements, statement);
  }, [id, queries]);
}

function rangeOf(sql: string, statements: readonly AnalyzedStatement[], statement: number): StatementRange | null {
  const found = statements[statement];
  return found ? { from: characterOffset(sql, found.begin + 1), to: characterOffset(sql, found.end + 1), parameters: found.parameters } : null;
}

/** Of the values that a run had, those that one of its statements takes; the server refuses what a text does not name. */
export function valuesOf(given: Parameters | null, parameters: AnalyzedStatement['parameters']): Parameters | undefined {
  if (given === null || parameters.length === 0) return undefined;
  if (Array.isArray(given)) return given.slice(0, parameters.length);
  return Object.fromEntries(parameters.flatMap(({ name }) => (name !== null && name in given ? [[name, given[name] ?? null]] : [])));
}
