// Statements that add, validate and drop constraints. Pure: conditions are SQL and stand as they were typed.

import { alter } from './relation.ts';
import type { Target } from './relation.ts';
import type { Quoting } from './quoting.ts';

export type AddedConstraint = 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'exclusion';
export const actions = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'] as const;

export interface ConstraintForm {
  kind: AddedConstraint;
  /** Empty: PostgreSQL finds one. */
  name: string;
  columns: readonly string[];
  referenced: { schema: string; name: string } | null;
  referenced_columns: readonly string[];
  on_update: string;
  on_delete: string;
  /** Of a check; of an exclusion what stands between its brackets, as `room WITH =, during WITH &&`. */
  expression: string;
  /** Of an exclusion. */
  method: string;
  is_deferrable: boolean;
  is_deferred: boolean;
  /** Without looking at the rows that are there. */
  is_not_valid: boolean;
}

export const empty_constraint: ConstraintForm = { kind: 'unique', name: '', columns: [], referenced: null, referenced_columns: [], on_update: 'NO ACTION',
  on_delete: 'NO ACTION', expression: '', method: 'gist', is_deferrable: false, is_deferred: false, is_not_valid: false };

export function addConstraint(quote: Quoting, target: Target, form: ConstraintForm): string[] {
  const clause = constraintClause(quote, form);
  return clause === null ? [] : [`${alter(quote, target)} ADD ${clause}`];
}

/** `CONSTRAINT dear CHECK (price > 1)`, as it stands in ADD and in CREATE TABLE; null while the form lacks something. */
export function constraintClause(quote: Quoting, form: ConstraintForm): string | null {
  const body = bodyText(quote, form);
  if (body === null) return null;
  const may_defer = form.kind !== 'check';
  const parts = [
    form.name === '' ? '' : `CONSTRAINT ${quote.name(form.name)}`, body,
    may_defer && form.is_deferrable ? `DEFERRABLE${form.is_deferred ? ' INITIALLY DEFERRED' : ''}` : '',
    form.is_not_valid && (form.kind === 'check' || form.kind === 'foreign_key') ? 'NOT VALID' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function bodyText(quote: Quoting, form: ConstraintForm): string | null {
  const list = (names: readonly string[]): string => `(${names.map(quote.name).join(', ')})`;
  switch (form.kind) {
    case 'primary_key': return form.columns.length === 0 ? null : `PRIMARY KEY ${list(form.columns)}`;
    case 'unique': return form.columns.length === 0 ? null : `UNIQUE ${list(form.columns)}`;
    case 'check': return form.expression.trim() === '' ? null : `CHECK (${form.expression})`;
    case 'exclusion': return form.expression.trim() === '' ? null : `EXCLUDE USING ${quote.name(form.method)} (${form.expression})`;
    case 'foreign_key': {
      if (form.columns.length === 0 || form.referenced === null || form.columns.length !== form.referenced_columns.length) return null;
      const ways = [['ON UPDATE', form.on_update], ['ON DELETE', form.on_delete]].filter(([, action]) => action !== 'NO ACTION').map((way) => ` ${way.join(' ')}`);
      return `FOREIGN KEY ${list(form.columns)} REFERENCES ${quote.full(form.referenced)} ${list(form.referenced_columns)}${ways.join('')}`;
    }
  }
}

export function dropConstraint(quote: Quoting, target: Target, name: string, is_cascade: boolean): string[] {
  return [`${alter(quote, target)} DROP CONSTRAINT ${quote.name(name)}${is_cascade ? ' CASCADE' : ''}`];
}

export function validateConstraint(quote: Quoting, target: Target, name: string): string[] {
  return [`${alter(quote, target)} VALIDATE CONSTRAINT ${quote.name(name)}`];
}

export function renameConstraint(quote: Quoting, target: Target, name: string, next: string): string[] {
  return next === '' || next === name ? [] : [`${alter(quote, target)} RENAME CONSTRAINT ${quote.name(name)} TO ${quote.name(next)}`];
}
