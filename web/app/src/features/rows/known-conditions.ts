// The conditions in SQL that were written in this browser. Such a condition may call functions, as the role of the connection: one
// that somebody else's link brings is shown first and not run.

import type { RowFilter } from '@studio-pg/client';
import { readStored, writeStored } from '../../lib/storage.ts';

const kept_conditions = 100;

function knownOf(connection: string): string[] {
  const kept = readStored(`conditions.${connection}`);
  return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
}

export function noteCondition(connection: string, condition: string): void {
  const others = knownOf(connection).filter((each) => each !== condition);
  writeStored(`conditions.${connection}`, [condition, ...others].slice(0, kept_conditions));
}

/** The conditions among the filters that nobody has accepted here. */
export function unknownConditions(connection: string, filters: readonly RowFilter[]): string[] {
  const found = conditionsOf(filters);
  if (found.length === 0) return [];
  const known = knownOf(connection);
  return found.filter((each) => !known.includes(each));
}

function conditionsOf(filters: readonly RowFilter[]): string[] {
  return filters.flatMap((filter) => {
    if ('sql' in filter) return [filter.sql];
    if ('all' in filter) return conditionsOf(filter.all);
    return 'any' in filter ? conditionsOf(filter.any) : [];
  });
}
