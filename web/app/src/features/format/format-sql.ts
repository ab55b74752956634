// Formats SQL in the style that somebody has chosen. Whatever the formatter makes of a text, it has to have the same tokens;
// otherwise it might mean something else, and the text stays as it was. Loaded when somebody formats for the first time.

import { formatDialect, postgresql } from 'sql-formatter';
import type { FormatStyle } from '../../lib/editor-settings.ts';
import { tokensOf } from './sql-tokens.ts';

export type Formatted = { text: string } | { refused: string };

/** Longer texts would hold up the page. */
const longest_text = 500_000;

export function formatSql(sql: string, style: FormatStyle): Formatted {
  if (sql.length > longest_text) return { refused: 'The text is too long to be formatted: it has more than 500,000 characters.' };
  const before = tokensOf(sql);
  if (before === null) return { refused: 'A quote or a comment in the text does not end: it stays as it is.' };
  let text: string;
  try {
    text = formatDialect(sql, {
      dialect: postgresql,
      // Parameters by name are kept in one piece; a cast is none of them.
      paramTypes: { numbered: ['$'], named: [':'] },
      keywordCase: style.keyword_case, dataTypeCase: 'preserve', functionCase: 'preserve', identifierCase: 'preserve',
      tabWidth: style.indent === 0 ? 4 : style.indent, useTabs: style.indent === 0,
      expressionWidth: style.line_width, logicalOperatorNewline: style.operators, linesBetweenQueries: style.lines_between,
    });
  } catch {
    return { refused: 'The formatter does not understand this text: it stays as it is.' };
  }
  const after = tokensOf(text);
  const is_same = after?.length === before.length && after.every((token, index) => token === before[index]);
  return is_same ? { text } : { refused: 'Formatted, the text might mean something else: it stays as it is.' };
}

/** The place in a formatted text that an offset of the text before stands for: behind the same letter. */
export function samePlace(before: string, offset: number, after: string): number {
  const letters = before.slice(0, offset).replace(/\s+/g, '').length;
  if (letters === 0) return 0;
  let seen = 0;
  for (let index = 0; index < after.length; index += 1) {
    if (!/\s/.test(after[index] ?? '')) seen += 1;
    if (seen === letters) return index + 1;
  }
  return after.length;
}
