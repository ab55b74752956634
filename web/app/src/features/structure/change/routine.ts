// Statements about routines. Pure.

import type { CatalogRow } from '@studio-pg/client';

type Routine = Pick<CatalogRow<'routine_source'>, 'kind' | 'signature'>;

/** The signature is quoted already. */
export function dropRoutine({ kind, signature }: Routine, is_cascade: boolean): string[] {
  const word = kind === 'procedure' ? 'PROCEDURE' : kind === 'aggregate' ? 'AGGREGATE' : 'FUNCTION';
  return [`DROP ${word} ${kind === 'aggregate' && signature.endsWith('()') ? `${signature.slice(0, -1)}*)` : signature}${is_cascade ? ' CASCADE' : ''}`];
}
