// Statements about routines and types. Pure.

import type { CatalogRow } from '@studio-pg/client';
import type { Quoting } from './quoting.ts';

type Routine = Pick<CatalogRow<'routine_source'>, 'kind' | 'signature'>;
type TypeName = Pick<CatalogRow<'types'>, 'schema' | 'name' | 'kind'>;

/** The signature is quoted already. */
export function dropRoutine({ kind, signature }: Routine, is_cascade: boolean): string[] {
  const word = kind === 'procedure' ? 'PROCEDURE' : kind === 'aggregate' ? 'AGGREGATE' : 'FUNCTION';
  return [`DROP ${word} ${kind === 'aggregate' && signature.endsWith('()') ? `${signature.slice(0, -1)}*)` : signature}${is_cascade ? ' CASCADE' : ''}`];
}

function typeWord({ kind }: TypeName): string {
  return kind === 'domain' ? 'DOMAIN' : 'TYPE';
}

export function dropType(quote: Quoting, type: TypeName, is_cascade: boolean): string[] {
  return [`DROP ${typeWord(type)} ${quote.full(type)}${is_cascade ? ' CASCADE' : ''}`];
}

export function renameType(quote: Quoting, type: TypeName, name: string): string[] {
  return name === '' || name === type.name ? [] : [`ALTER ${typeWord(type)} ${quote.full(type)} RENAME TO ${quote.name(name)}`];
}

/** `before`: the label that it comes before; null: at the end. */
export function addLabel(quote: Quoting, type: TypeName, label: string, before: string | null): string[] {
  return label === '' ? [] : [`ALTER TYPE ${quote.full(type)} ADD VALUE ${quote.text(label)}${before === null ? '' : ` BEFORE ${quote.text(before)}`}`];
}

export function renameLabel(quote: Quoting, type: TypeName, old: string, label: string): string[] {
  return label === '' || label === old ? [] : [`ALTER TYPE ${quote.full(type)} RENAME VALUE ${quote.text(old)} TO ${quote.text(label)}`];
}
