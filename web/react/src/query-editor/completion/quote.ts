// Names as they are written in a statement: quoted exactly where the server's quote_ident would.

import type { KeywordKind } from '@studio-pg/client';

const plain = /^[a-z_][a-z0-9_]*$/;

/** The words of the server's grammar by how far each may be a name. */
export type Keywords = ReadonlyMap<string, KeywordKind>;

export function quoteName(name: string, keywords: Keywords): string {
  const kind = keywords.get(name);
  if (plain.test(name) && (kind === undefined || kind === 'unreserved')) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string constant; a backslash means itself, as standard_conforming_strings has it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
