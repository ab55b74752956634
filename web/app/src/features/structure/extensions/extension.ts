// Statements about extensions. Pure.

import type { Quoting } from '../change/quoting.ts';

export interface ExtensionForm {
  /** Empty: where the extension itself wants to be, or else the first of the search path. */
  schema: string;
  /** Empty: the server's default. */
  version: string;
  /** With the extensions that it needs. */
  is_cascade: boolean;
}

export function createExtension(quote: Quoting, name: string, form: ExtensionForm): string[] {
  const parts = [`CREATE EXTENSION ${quote.name(name)}`, form.schema === '' ? '' : `SCHEMA ${quote.name(form.schema)}`,
    form.version.trim() === '' ? '' : `VERSION ${quote.text(form.version.trim())}`, form.is_cascade ? 'CASCADE' : ''];
  return [parts.filter((part) => part !== '').join(' ')];
}

/** `version` empty: to the server's default. */
export function updateExtension(quote: Quoting, name: string, version: string): string[] {
  return [`ALTER EXTENSION ${quote.name(name)} UPDATE${version.trim() === '' ? '' : ` TO ${quote.text(version.trim())}`}`];
}

export function moveExtension(quote: Quoting, name: string, schema: string): string[] {
  return schema === '' ? [] : [`ALTER EXTENSION ${quote.name(name)} SET SCHEMA ${quote.name(schema)}`];
}

export function dropExtension(quote: Quoting, name: string, is_cascade: boolean): string[] {
  return [`DROP EXTENSION ${quote.name(name)}${is_cascade ? ' CASCADE' : ''}`];
}
