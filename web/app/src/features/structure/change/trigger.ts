// Statements that make, rename and switch triggers. Pure: conditions and arguments are SQL and stand as they were typed.

import { alter } from './relation.ts';
import type { Target } from './relation.ts';
import type { Place, Quoting } from './quoting.ts';

export type TriggerEvent = 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE';
/** When it runs: `origin` in ordinary sessions, `replica` where rows are replicated, `always` in both. */
export type TriggerState = 'origin' | 'replica' | 'always' | 'disabled';

export interface TriggerForm {
  name: string;
  timing: 'BEFORE' | 'AFTER' | 'INSTEAD OF';
  events: readonly string[];
  /** UPDATE OF these; empty: of any. */
  columns: readonly string[];
  is_for_each_row: boolean;
  when: string;
  routine: Place | null;
  /** Between the brackets: `'a', 1`. */
  arguments: string;
  /** Names by which its function reads all changed rows; empty: not. */
  old_table: string;
  new_table: string;
  is_constraint: boolean;
  is_deferrable: boolean;
  is_deferred: boolean;
}

export const empty_trigger: TriggerForm = {
  name: '', timing: 'BEFORE', events: [], columns: [], is_for_each_row: true, when: '', routine: null, arguments: '', old_table: '', new_table: '',
  is_constraint: false, is_deferrable: false, is_deferred: false,
};

const order: readonly TriggerEvent[] = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];

export const timingsOf = (kind: Target['kind']): readonly TriggerForm['timing'][] =>
  (kind === 'view' ? ['INSTEAD OF', 'BEFORE', 'AFTER'] : ['BEFORE', 'AFTER']);

/** What can happen at that time: a view's rows cannot be emptied, nor a row be truncated. */
export function eventsOf(form: TriggerForm, kind: Target['kind']): readonly TriggerEvent[] {
  return kind === 'view' || isForEachRow(form) ? order.slice(0, 3) : order;
}

/** INSTEAD OF and a constraint trigger look at each row. */
export const isForEachRow = (form: TriggerForm): boolean => form.timing === 'INSTEAD OF' || isConstraint(form) || form.is_for_each_row;
export const isConstraint = (form: TriggerForm): boolean => form.is_constraint && form.timing === 'AFTER';
export const mayHaveColumns = (form: TriggerForm): boolean => form.events.includes('UPDATE') && form.timing !== 'INSTEAD OF';
export const mayHaveWhen = (form: TriggerForm): boolean => form.timing !== 'INSTEAD OF';
/** Of a table, after one kind of change of any column. */
export const mayHaveTables = (form: TriggerForm, kind: Target['kind']): boolean => kind !== 'view' && form.timing === 'AFTER' && !isConstraint(form)
  && form.events.length === 1 && form.events[0] !== 'TRUNCATE' && !(form.events[0] === 'UPDATE' && form.columns.length > 0);

/** Nothing while the form lacks something. */
export function createTrigger(quote: Quoting, target: Target, form: TriggerForm): string[] {
  const events = eventsOf(form, target.kind).filter((event) => form.events.includes(event));
  if (form.name === '' || events.length === 0 || form.routine === null) return [];
  const update = mayHaveColumns(form) && form.columns.length > 0 ? `UPDATE OF ${form.columns.map(quote.name).join(', ')}` : 'UPDATE';
  const lines = [
    `CREATE ${isConstraint(form) ? 'CONSTRAINT ' : ''}TRIGGER ${quote.name(form.name)}`,
    `${form.timing} ${events.map((event) => (event === 'UPDATE' ? update : event)).join(' OR ')} ON ${quote.full(target)}`,
    isConstraint(form) && form.is_deferrable ? `DEFERRABLE INITIALLY ${form.is_deferred ? 'DEFERRED' : 'IMMEDIATE'}` : '',
    mayHaveTables(form, target.kind) ? changedRows(quote, form) : '',
    `FOR EACH ${isForEachRow(form) ? 'ROW' : 'STATEMENT'}`,
    mayHaveWhen(form) && form.when.trim() !== '' ? `WHEN (${form.when})` : '',
    `EXECUTE FUNCTION ${quote.full(form.routine)}(${form.arguments})`,
  ];
  return [lines.filter((line) => line !== '').join('\n')];
}

/** An insertion has no old rows, a deletion no new ones. */
function changedRows(quote: Quoting, form: TriggerForm): string {
  const [event] = form.events;
  const named = [
    event !== 'INSERT' && form.old_table !== '' ? `OLD TABLE AS ${quote.name(form.old_table)}` : '',
    event !== 'DELETE' && form.new_table !== '' ? `NEW TABLE AS ${quote.name(form.new_table)}` : '',
  ].filter((part) => part !== '');
  return named.length === 0 ? '' : `REFERENCING ${named.join(' ')}`;
}

export function setTrigger(quote: Quoting, target: Target, name: string, state: TriggerState): string[] {
  const words = { origin: 'ENABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS', disabled: 'DISABLE' }[state];
  return [`${alter(quote, target)} ${words} TRIGGER ${quote.name(name)}`];
}

export function renameTrigger(quote: Quoting, target: Target, name: string, next: string): string[] {
  return next === '' || next === name ? [] : [`ALTER TRIGGER ${quote.name(name)} ON ${quote.full(target)} RENAME TO ${quote.name(next)}`];
}

export function dropTrigger(quote: Quoting, target: Target, name: string, is_cascade: boolean): string[] {
  return [`DROP TRIGGER ${quote.name(name)} ON ${quote.full(target)}${is_cascade ? ' CASCADE' : ''}`];
}
