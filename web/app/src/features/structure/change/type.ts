// Statements that change a type as a whole, a domain's checks and a composite's attributes. Pure: types, defaults and conditions
// are SQL and stand as they were typed.

import type { CatalogRow } from '@studio-pg/client';
import type { Quoting } from './quoting.ts';

export type TypeName = Pick<CatalogRow<'types'>, 'schema' | 'name' | 'kind'>;

const typeWord = ({ kind }: TypeName): string => (kind === 'domain' ? 'DOMAIN' : 'TYPE');
const alter = (quote: Quoting, type: TypeName): string => `ALTER ${typeWord(type)} ${quote.full(type)}`;

export function dropType(quote: Quoting, type: TypeName, is_cascade: boolean): string[] {
  return [`DROP ${typeWord(type)} ${quote.full(type)}${is_cascade ? ' CASCADE' : ''}`];
}

export interface TypeFacts { name: string; schema: string; owner: string; comment: string }

/** What leads from one state of a type to the other. The new name and schema come last. */
export function changeType(quote: Quoting, type: TypeName, before: TypeFacts, after: TypeFacts): string[] {
  if (after.name === '' || after.schema === '' || after.owner === '') return [];
  const renamed = { ...type, name: after.name };
  return [
    ...(before.comment === after.comment ? [] : [`COMMENT ON ${typeWord(type)} ${quote.full(type)} IS ${after.comment === '' ? 'NULL' : quote.text(after.comment)}`]),
    ...(before.owner === after.owner ? [] : [`${alter(quote, type)} OWNER TO ${quote.name(after.owner)}`]),
    ...(before.name === after.name ? [] : [`${alter(quote, type)} RENAME TO ${quote.name(after.name)}`]),
    ...(before.schema === after.schema ? [] : [`${alter(quote, renamed)} SET SCHEMA ${quote.name(after.schema)}`]),
  ];
}

/** `before`: the label that it comes before; null: at the end. */
export function addLabel(quote: Quoting, type: TypeName, label: string, before: string | null): string[] {
  return label === '' ? [] : [`${alter(quote, type)} ADD VALUE ${quote.text(label)}${before === null ? '' : ` BEFORE ${quote.text(before)}`}`];
}

export function renameLabel(quote: Quoting, type: TypeName, old: string, label: string): string[] {
  return label === '' || label === old ? [] : [`${alter(quote, type)} RENAME VALUE ${quote.text(old)} TO ${quote.text(label)}`];
}

export interface DomainFacts { default: string; is_nullable: boolean }

export function changeDomain(quote: Quoting, type: TypeName, before: DomainFacts, after: DomainFacts): string[] {
  const value = after.default.trim();
  return [
    ...(before.default === after.default ? [] : [`${alter(quote, type)} ${value === '' ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`]),
    ...(before.is_nullable === after.is_nullable ? [] : [`${alter(quote, type)} ${after.is_nullable ? 'DROP' : 'SET'} NOT NULL`]),
  ];
}

export interface CheckForm { name: string; condition: string; is_not_valid: boolean }

export function addCheck(quote: Quoting, type: TypeName, form: CheckForm): string[] {
  if (form.condition.trim() === '') return [];
  return [`${alter(quote, type)} ADD ${form.name === '' ? '' : `CONSTRAINT ${quote.name(form.name)} `}CHECK (${form.condition})${form.is_not_valid ? ' NOT VALID' : ''}`];
}

export function validateCheck(quote: Quoting, type: TypeName, name: string): string[] {
  return [`${alter(quote, type)} VALIDATE CONSTRAINT ${quote.name(name)}`];
}

export function renameCheck(quote: Quoting, type: TypeName, name: string, next: string): string[] {
  return next === '' || next === name ? [] : [`${alter(quote, type)} RENAME CONSTRAINT ${quote.name(name)} TO ${quote.name(next)}`];
}

export function dropCheck(quote: Quoting, type: TypeName, name: string, is_cascade: boolean): string[] {
  return [`${alter(quote, type)} DROP CONSTRAINT ${quote.name(name)}${is_cascade ? ' CASCADE' : ''}`];
}

export interface AttributeForm { name: string; type: string; is_cascade: boolean }

/** With `is_cascade` typed tables of the type follow it. */
export function addAttribute(quote: Quoting, type: TypeName, form: AttributeForm): string[] {
  if (form.name === '' || form.type.trim() === '') return [];
  return [`${alter(quote, type)} ADD ATTRIBUTE ${quote.name(form.name)} ${form.type}${form.is_cascade ? ' CASCADE' : ''}`];
}

export function changeAttribute(quote: Quoting, type: TypeName, before: AttributeForm, after: AttributeForm): string[] {
  if (after.name === '' || after.type.trim() === '') return [];
  const end = after.is_cascade ? ' CASCADE' : '';
  return [
    ...(before.type === after.type ? [] : [`${alter(quote, type)} ALTER ATTRIBUTE ${quote.name(before.name)} TYPE ${after.type}${end}`]),
    ...(before.name === after.name ? [] : [`${alter(quote, type)} RENAME ATTRIBUTE ${quote.name(before.name)} TO ${quote.name(after.name)}${end}`]),
  ];
}

export function dropAttribute(quote: Quoting, type: TypeName, name: string, is_cascade: boolean): string[] {
  return [`${alter(quote, type)} DROP ATTRIBUTE ${quote.name(name)}${is_cascade ? ' CASCADE' : ''}`];
}
