// One `rows` message kept as the text in which it came. A page of text is several times smaller than the rows made of
// it, and can be parsed again in less than a millisecond, so whoever keeps a million rows keeps pages and parses the
// few that are on the screen.

import { protocolError } from './error.ts';
import type { Row } from './protocol.ts';

export class RowPage {
  readonly row_count: number;
  readonly #text: string;

  constructor(row_count: number, text: string) {
    this.row_count = row_count;
    this.#text = text;
  }

  /** The length of the text kept, in UTF-16 units: what this page costs in memory, or half of that. */
  get text_length(): number {
    return this.#text.length;
  }

  /** Parses the page again. */
  rows(): Row[] {
    const line = JSON.parse(this.#text) as { rows?: Row[]; message?: { rows?: Row[] } };
    const rows = line.message?.rows ?? line.rows;
    if (!rows) throw protocolError('A page of rows has lost its rows.');
    return rows;
  }
}
