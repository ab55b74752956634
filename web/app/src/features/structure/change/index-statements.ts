// Statements that make, rebuild and drop indexes. Pure: expressions and conditions are SQL and stand as they were typed.

import type { Target } from './relation.ts';
import type { Quoting } from './quoting.ts';

export interface IndexKey {
  /** A column by its name, or else an expression. */
  column: string;
  expression: string;
  order: '' | 'DESC';
  nulls: '' | 'NULLS FIRST' | 'NULLS LAST';
  operator_class: string;
}

export interface IndexForm {
  /** Empty: PostgreSQL finds one. */
  name: string;
  method: string;
  is_unique: boolean;
  keys: readonly IndexKey[];
  include: readonly string[];
  where: string;
  is_concurrent: boolean;
}

export const index_methods = ['btree', 'hash', 'gin', 'gist', 'spgist', 'brin'] as const;

export const empty_key: IndexKey = { column: '', expression: '', order: '', nulls: '', operator_class: '' };

export function createIndex(quote: Quoting, target: Target, form: IndexForm): string[] {
  const keys = form.keys.filter((key) => key.column !== '' || key.expression.trim() !== '');
  if (keys.length === 0) return [];
  const parts = [
    `CREATE ${form.is_unique ? 'UNIQUE ' : ''}INDEX${form.is_concurrent ? ' CONCURRENTLY' : ''}${form.name === '' ? '' : ` ${quote.name(form.name)}`}`,
    `ON ${quote.full(target)} USING ${quote.name(form.method)} (${keys.map((key) => keyText(quote, form.method, key)).join(', ')})`,
    form.include.length === 0 ? '' : `INCLUDE (${form.include.map(quote.name).join(', ')})`,
    form.where.trim() === '' ? '' : `WHERE ${form.where}`,
  ];
  return [parts.filter((part) => part !== '').join(' ')];
}

function keyText(quote: Quoting, method: string, key: IndexKey): string {
  const what = key.column === '' ? `(${key.expression})` : quote.name(key.column);
  // Only a B-tree has an order.
  const order = method === 'btree' ? [key.order, key.nulls] : [];
  return [what, key.operator_class, ...order].filter((part) => part !== '').join(' ');
}

export function dropIndex(quote: Quoting, index: { schema: string; name: string }, { is_concurrent, is_cascade }: { is_concurrent: boolean; is_cascade: boolean }): string[] {
  return [`DROP INDEX ${is_concurrent ? 'CONCURRENTLY ' : ''}${quote.full(index)}${is_cascade ? ' CASCADE' : ''}`];
}

export function rebuildIndex(quote: Quoting, index: { schema: string; name: string }, is_concurrent: boolean): string[] {
  return [`REINDEX INDEX ${is_concurrent ? 'CONCURRENTLY ' : ''}${quote.full(index)}`];
}

export function renameIndex(quote: Quoting, index: { schema: string; name: string }, name: string): string[] {
  return name === '' || name === index.name ? [] : [`ALTER INDEX ${quote.full(index)} RENAME TO ${quote.name(name)}`];
}
