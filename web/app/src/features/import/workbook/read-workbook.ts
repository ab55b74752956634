// A sheet of a workbook as CSV: texts in quotation marks, so that an empty one is no NULL; cells without a value are NULL; rows
// without any are left out. Runs in the worker; everything that a file can make large has a limit.

import { columnOf, momentOf, momentText, numberText, unescaped } from './cell-text.ts';
import type { Moment } from './cell-text.ts';
import { readXml, refuseOther, unpack, WorkbookError } from './parts.ts';

export interface Sheet {
  /** The names of all sheets, in their order. */
  sheets: string[];
  /** Of the one that is wanted. */
  csv: Blob;
}

/** PostgreSQL's limit of a table's. */
const most_columns = 1600;
const largest_csv_characters = 400_000_000;

interface Book {
  sheets: { name: string; path: string }[];
  is_1904: boolean;
}

function readBook(bytes: Uint8Array): Book {
  const parts = unpack(bytes, (path) => /^xl\/(workbook\.xml|workbook\.bin|_rels\/workbook\.xml\.rels)$/.test(path));
  if (parts.has('xl/workbook.bin')) throw new WorkbookError('This is a binary workbook (.xlsb). Save it as .xlsx and import that.');
  const targets = new Map<string, string>();
  readXml(parts.get('xl/_rels/workbook.xml.rels'), { open: (name, attributes) => {
    const { Id, Target, Type } = attributes();
    if (name === 'Relationship' && Id !== undefined && Target !== undefined && Type?.endsWith('/worksheet') === true) {
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    }
  } });
  const book: Book = { sheets: [], is_1904: false };
  readXml(parts.get('xl/workbook.xml'), { open: (name, attributes) => {
    if (name === 'workbookPr') book.is_1904 = ['1', 'true'].includes(attributes()['date1904'] ?? '');
    if (name !== 'sheet') return;
    const given = attributes();
    const id = Object.entries(given).find(([key]) => key.endsWith(':id'))?.[1];
    // A sheet that is a chart is none of these.
    const path = targets.get(id ?? '');
    if (path !== undefined) book.sheets.push({ name: given['name'] ?? path, path });
  } });
  if (book.sheets.length === 0) throw new WorkbookError('The workbook has no sheet.');
  return book;
}

/** What is shared is a text for each `si`; pronunciations (`rPh`) are none of it. */
function readShared(xml: string | undefined): string[] {
  const shared: string[] = [];
  if (xml === undefined) return shared;
  let text = '';
  let is_text = false;
  let spoken = 0;
  readXml(xml, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') spoken += 1;
      is_text = name === 't' && spoken === 0;
    },
    close: (name) => {
      if (name === 'si') shared.push(unescaped(text));
      else if (name === 'rPh') spoken -= 1;
      is_text = false;
    },
    text: (piece) => {
      if (is_text) text += piece;
    },
  });
  return shared;
}

/** What each cell style makes of a number. */
function readStyles(xml: string | undefined): Moment[] {
  const codes = new Map<number, string>();
  const styles: Moment[] = [];
  if (xml === undefined) return styles;
  let is_cell_style = false;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes()['numFmtId']), attributes()['formatCode'] ?? '');
      else if (name === 'cellXfs') is_cell_style = true;
      else if (name === 'xf' && is_cell_style) {
        const id = Number(attributes()['numFmtId'] ?? 0);
        styles.push(momentOf(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') is_cell_style = false;
    },
  });
  return styles;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

interface Meaning {
  shared: readonly string[];
  styles: readonly Moment[];
  is_1904: boolean;
}

/** A field of CSV. `type` and `style` are the cell's attributes, `value` what stood in it; an empty field is NULL. */
function fieldOf(type: string | undefined, style: number, value: string | null, { shared, styles, is_1904 }: Meaning): string {
  if (value === null) return '';
  if (type === 's') return quoted(shared[Number(value)] ?? '');
  if (type === 'str' || type === 'inlineStr') return quoted(unescaped(value));
  if (value === '') return '';
  if (type === 'b') return value === '1' || value === 'true' ? 'true' : 'false';
  // An error (#N/A), and a date in ISO's form, are as they stand.
  if (type === 'e' || type === 'd') return quoted(value);
  const moment = styles[style] ?? 'none';
  const text = (moment === 'none' ? null : momentText(Number(value), moment, is_1904)) ?? numberText(value);
  return /^[\w.+: -]+$/.test(text) ? text : quoted(text);
}

class SheetRows {
  readonly #rows: string[] = [];
  readonly #widths: number[] = [];
  #fields: string[] = [];
  #characters = 0;
  #width = 0;

  set(column: number, field: string): void {
    if (field === '') return;
    if (column >= most_columns) throw new WorkbookError(`The sheet has more than ${most_columns.toLocaleString('en')} columns.`);
    while (this.#fields.length < column) this.#fields.push('');
    this.#fields[column] = field;
  }

  end(): void {
    if (this.#fields.length === 0) return;
    this.#width = Math.max(this.#width, this.#fields.length);
    const row = this.#fields.join(',');
    this.#characters += row.length;
    this.#rows.push(row);
    this.#widths.push(this.#fields.length);
    this.#fields = [];
    if (this.#characters + this.#rows.length * this.#width > largest_csv_characters) {
      throw new WorkbookError('The sheet is too large for the browser. Save it as CSV and import that.');
    }
  }

  csv(): Blob {
    if (this.#rows.length === 0) throw new WorkbookError('The sheet is empty.');
    const pieces: string[] = [];
    const rows_a_piece = 5000;
    for (let from = 0; from < this.#rows.length; from += rows_a_piece) {
      pieces.push(this.#rows.slice(from, from + rows_a_piece).map((row, i) => `${row}${','.repeat(this.#width - (this.#widths[from + i] ?? 0))}\n`).join(''));
    }
    return new Blob(pieces);
  }
}

function readSheet(xml: string | undefined, meaning: Meaning): Blob {
  const rows = new SheetRows();
  let cell = { column: -1, type: undefined as string | undefined, style: 0 };
  let value: string | null = null;
  let is_value = false;
  let spoken = 0;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') cell = { column: -1, type: undefined, style: 0 };
      else if (name === 'c') {
        const { r, t, s } = attributes();
        const place = r === undefined ? -1 : columnOf(r);
        cell = { column: place >= 0 ? place : cell.column + 1, type: t, style: Number(s ?? 0) };
        value = null;
      } else if (name === 'rPh') spoken += 1;
      // The text of a cell of its own; the formula beside a value is not read.
      is_value = name === 'v' || (name === 't' && spoken === 0);
      if (is_value) value ??= '';
    },
    close: (name) => {
      if (name === 'c') rows.set(cell.column, fieldOf(cell.type, cell.style, value, meaning));
      else if (name === 'row') rows.end();
      else if (name === 'rPh') spoken -= 1;
      is_value = false;
    },
    text: (piece) => {
      if (is_value) value = (value ?? '') + piece;
    },
  });
  return rows.csv();
}

/** The sheet of that place, from 0. Throws a WorkbookError with a sentence of what is not read. */
export function readWorkbook(bytes: Uint8Array, place: number): Sheet {
  refuseOther(bytes);
  const book = readBook(bytes);
  const { path } = book.sheets[place] ?? book.sheets[0] ?? { path: '' };
  const parts = unpack(bytes, (name) => name === path || name === 'xl/sharedStrings.xml' || name === 'xl/styles.xml');
  const meaning = { shared: readShared(parts.get('xl/sharedStrings.xml')), styles: readStyles(parts.get('xl/styles.xml')), is_1904: book.is_1904 };
  return { sheets: book.sheets.map((each) => each.name), csv: readSheet(parts.get(path), meaning) };
}
