// How names and texts are written in the statements of a change: names as the server's quote_ident would, by its own keywords.

import { quoteIdent, quoteText } from '@studio-pg/react';
import type { Keywords } from '@studio-pg/react';

export interface Place {
  schema: string;
  name: string;
}

export interface Quoting {
  name: (name: string) => string;
  /** `schema.name` */
  full: (place: Place) => string;
  text: (text: string) => string;
}

export function quoting(keywords: Keywords): Quoting {
  const name = (given: string): string => quoteIdent(given, keywords);
  return { name, full: (place) => `${name(place.schema)}.${name(place.name)}`, text: quoteText };
}

/** Statements of one change: several are run together or not at all. */
export function script(statements: readonly string[]): string {
  const [first] = statements;
  if (statements.length < 2) return first === undefined ? '' : `${first};`;
  return ['BEGIN', ...statements, 'COMMIT'].map((each) => `${each};`).join('\n');
}
