// The statements that make schemas, views, sequences, types and routines. Pure: queries, types, expressions and bodies are SQL
// and stand as they were typed.

import type { Place, Quoting } from '../change/quoting.ts';

export interface SchemaForm { name: string; owner: string; comment: string }

export function createSchema(quote: Quoting, form: SchemaForm): string[] {
  if (form.name === '') return [];
  return [`CREATE SCHEMA ${quote.name(form.name)}${form.owner === '' ? '' : ` AUTHORIZATION ${quote.name(form.owner)}`}`,
    ...(form.comment === '' ? [] : [`COMMENT ON SCHEMA ${quote.name(form.name)} IS ${quote.text(form.comment)}`])];
}

export interface ViewForm extends Place {
  is_materialized: boolean;
  query: string;
  /** Of a materialized view: it is filled at once. */
  has_data: boolean;
  /** Of a view: what is written through it must be seen through it. */
  is_checked: boolean;
}

export function createView(quote: Quoting, form: ViewForm): string[] {
  const query = withoutEnd(form.query);
  if (form.name === '' || query === '') return [];
  if (form.is_materialized) return [`CREATE MATERIALIZED VIEW ${quote.full(form)} AS\n${query}${form.has_data ? '' : '\nWITH NO DATA'}`];
  return [`CREATE VIEW ${quote.full(form)} AS\n${query}${form.is_checked ? '\nWITH CHECK OPTION' : ''}`];
}

/** Without the semicolon and the space at the end, which a part of a statement does not have. */
export function withoutEnd(text: string): string {
  let end = text.trimEnd();
  while (end.endsWith(';')) end = end.slice(0, -1).trimEnd();
  return end;
}

export interface SequenceForm extends Place {
  type: 'bigint' | 'integer' | 'smallint';
  /** Empty: as PostgreSQL would. */
  increment: string;
  minimum: string;
  maximum: string;
  start: string;
  is_cyclic: boolean;
}

export function createSequence(quote: Quoting, form: SequenceForm): string[] {
  const numbers = [['INCREMENT BY', form.increment], ['MINVALUE', form.minimum], ['MAXVALUE', form.maximum], ['START WITH', form.start]] as const;
  if (form.name === '' || !numbers.every(([, value]) => value.trim() === '' || isInteger(value))) return [];
  const parts = [`CREATE SEQUENCE ${quote.full(form)}`, form.type === 'bigint' ? '' : `AS ${form.type}`,
    ...numbers.map(([word, value]) => (value.trim() === '' ? '' : `${word} ${value.trim()}`)), form.is_cyclic ? 'CYCLE' : ''];
  return [parts.filter((part) => part !== '').join(' ')];
}

export const isInteger = (text: string): boolean => /^[+-]?\d{1,19}$/.test(text.trim());

export interface EnumForm extends Place {
  /** One a line, in their order. */
  labels: string;
}

export function createEnum(quote: Quoting, form: EnumForm): string[] {
  if (form.name === '') return [];
  const labels = form.labels.split('\n').filter((label) => label !== '');
  return [`CREATE TYPE ${quote.full(form)} AS ENUM (${labels.map(quote.text).join(', ')})`];
}

export interface DomainForm extends Place { type: string; default: string; is_nullable: boolean; check: string }

export function createDomain(quote: Quoting, form: DomainForm): string[] {
  if (form.name === '' || form.type.trim() === '') return [];
  const parts = [`CREATE DOMAIN ${quote.full(form)} AS ${form.type}`, form.default.trim() === '' ? '' : `DEFAULT ${form.default}`,
    form.is_nullable ? '' : 'NOT NULL', form.check.trim() === '' ? '' : `CHECK (${form.check})`];
  return [parts.filter((part) => part !== '').join(' ')];
}

export interface Attribute { name: string; type: string }
export interface CompositeForm extends Place { attributes: readonly Attribute[] }

export function createComposite(quote: Quoting, form: CompositeForm): string[] {
  const attributes = form.attributes.filter(({ name }) => name !== '');
  if (form.name === '' || attributes.some(({ type }) => type.trim() === '')) return [];
  return [`CREATE TYPE ${quote.full(form)} AS (${attributes.map(({ name, type }) => `${quote.name(name)} ${type}`).join(', ')})`];
}

export interface RoutineForm extends Place {
  kind: 'function' | 'procedure';
  /** As between the brackets: `amount numeric, at date DEFAULT now()`. */
  arguments: string;
  /** Of a function. */
  returns: string;
  language: string;
  volatility: 'VOLATILE' | 'STABLE' | 'IMMUTABLE';
  is_security_definer: boolean;
  body: string;
}

export function createRoutine(quote: Quoting, form: RoutineForm): string[] {
  const is_function = form.kind === 'function';
  if (form.name === '' || form.body.trim() === '' || (is_function && form.returns.trim() === '')) return [];
  const lines = [
    `CREATE ${form.kind.toUpperCase()} ${quote.full(form)}(${form.arguments})`,
    is_function ? `RETURNS ${form.returns}` : '', `LANGUAGE ${quote.name(form.language)}`,
    is_function && form.volatility !== 'VOLATILE' ? form.volatility : '', form.is_security_definer ? 'SECURITY DEFINER' : '',
    `AS ${dollarQuoted(form.body)}`,
  ];
  return [lines.filter((line) => line !== '').join('\n')];
}

/** Between signs that the text does not hold. */
function dollarQuoted(body: string): string {
  let sign = '$body$';
  for (let at = 1; body.includes(sign); at += 1) sign = `$body${at}$`;
  return `${sign}\n${body}\n${sign}`;
}
