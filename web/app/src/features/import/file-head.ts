// What the beginning of a file says of it: its format, how its fields are cut, whether its first line holds names, its first rows.
// It guesses for the form; how the file is read is PostgreSQL's business.

import { ArrayLines, isArray } from './json-lines.ts';

export type FileFormat = 'csv' | 'text' | 'json';

export interface FileHead {
  format: FileFormat;
  delimiter: string;
  quote: string;
  /** What stands for NULL. */
  null_text: string;
  has_header: boolean;
  /** Names of the fields: of the header, the keys of the objects, or `1`, `2` … */
  names: string[];
  /** The first lines behind the header; null where a field stands for NULL or is not there. */
  rows: (string | null)[][];
}

/** What is chosen by hand instead of guessed. */
export type HeadChoices = Partial<Pick<FileHead, 'format' | 'delimiter' | 'quote' | 'null_text' | 'has_header'>>;

const read_rows = 500;
const looked_at = 20;
const delimiters = [',', ';', '\t', '|'];

/** The records of the text, by RFC 4180; one that is cut off at the end is left out unless it is the only one. */
export function splitRecords(text: string, delimiter: string, most: number, quote = '"'): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let is_quoted = false;
  for (let i = 0; i < text.length && records.length < most; i++) {
    const c = text.charAt(i);
    if (c === quote) {
      if (is_quoted && text.charAt(i + 1) === quote) {
        field += quote;
        i++;
      } else is_quoted = !is_quoted;
    } else if (!is_quoted && (c === delimiter || c === '\n')) {
      record.push(field.endsWith('\r') && c === '\n' ? field.slice(0, -1) : field);
      field = '';
      if (c === '\n') {
        records.push(record);
        record = [];
      }
    } else field += c;
  }
  if (records.length === 0 && (field !== '' || record.length > 0)) records.push([...record, field]);
  return records;
}

/** The one that cuts the first lines into the same number of fields, and into the most. */
export function guessDelimiter(text: string): string {
  const fields = (delimiter: string): number => {
    const counts = splitRecords(text, delimiter, looked_at).map((record) => record.length);
    return counts.every((count) => count === counts[0]) ? counts[0] ?? 1 : 1;
  };
  return delimiters.reduce((best, each) => (fields(each) > fields(best) ? each : best), ',');
}

/** The apostrophe where fields are wrapped in it and none in quotation marks. */
export function guessQuote(text: string, delimiter: string): string {
  const fields = splitRecords(text, delimiter, looked_at, '\0').flat();
  const wrapped = (quote: string): number => fields.filter((field) => field.length > 1 && field.startsWith(quote) && field.endsWith(quote)).length;
  return wrapped('"') === 0 && wrapped('\'') > 1 ? '\'' : '"';
}

/** Does the first record hold names: some of the columns' own, or words above numbers? */
export function guessHeader(records: readonly string[][], columns: readonly string[]): boolean {
  const [first, second] = records;
  if (!first) return false;
  const known = new Set(columns.map((each) => each.toLowerCase()));
  if (first.some((name) => known.has(name.trim().toLowerCase()))) return true;
  const isNumber = (text: string | undefined): boolean => text !== undefined && text !== '' && Number.isFinite(Number(text));
  const given = first.filter((name) => name !== '');
  if (given.length === 0 || given.some(isNumber) || new Set(given).size < given.length) return false;
  // Without numbers below: of a new table the first line names the columns, as it does in most files.
  return second?.some(isNumber) === true || columns.length === 0;
}

/** `\N` or NULL where fields are just that and none is empty. */
function guessNull(records: readonly string[][]): string {
  const fields = new Set(records.flat());
  return fields.has('') ? '' : ['\\N', 'NULL', 'null'].find((each) => fields.has(each)) ?? '';
}

function readJson(text: string, bytes: Uint8Array): FileHead {
  const lines = isArray(bytes) ? new TextDecoder().decode(new ArrayLines().piece(new TextEncoder().encode(text))) : text;
  const objects = lines.split('\n').slice(0, read_rows).flatMap((line): Map<string, unknown>[] => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? [new Map(Object.entries(value))] : [];
    } catch {
      return []; // the line that the head ends in
    }
  });
  const names = [...new Set(objects.flatMap((each) => [...each.keys()]))];
  const shown = (value: unknown): string | null => (typeof value === 'string' ? value : value === undefined || value === null ? null : JSON.stringify(value));
  return { format: 'json', delimiter: ',', quote: '"', null_text: '', has_header: false, names, rows: objects.map((each) => names.map((name) => shown(each.get(name)))) };
}

function guessFormat(file_name: string, text: string): FileFormat {
  if (/\.(json|ndjson|jsonl|geojsonl)$/i.test(file_name)) return 'json';
  return !/\.(csv|tsv|xlsx)$/i.test(file_name) && /^\s*[[{]/.test(text) ? 'json' : 'csv';
}

/** `columns`: the table's, empty where it is to be made. */
export function readHead(file_name: string, head: string, columns: readonly string[], choices: HeadChoices = {}): FileHead {
  const text = head.replace(/^\uFEFF/, '');
  const format = choices.format ?? guessFormat(file_name, text);
  if (format === 'json') return readJson(text, new TextEncoder().encode(text.slice(0, 100)));
  const delimiter = choices.delimiter ?? (format === 'text' ? '\t' : guessDelimiter(text));
  const quote = choices.quote ?? guessQuote(text, delimiter);
  const records = splitRecords(text, delimiter, read_rows, format === 'text' ? '\0' : quote);
  const has_header = choices.has_header ?? guessHeader(records, columns);
  const null_text = choices.null_text ?? (format === 'text' ? '\\N' : guessNull(records));
  const width = Math.max(0, ...records.slice(0, looked_at).map((record) => record.length));
  const names = Array.from({ length: width }, (_, i) => (has_header ? records[0]?.[i]?.trim() : '') || `${i + 1}`);
  const rows = records.slice(has_header ? 1 : 0).map((record) => names.map((_, i) => (record[i] === null_text ? null : record[i] ?? null)));
  return { format, delimiter, quote, null_text, has_header, names, rows };
}

/** Where each field goes: to the column of its name, or, where no name fits, to the column of its place. */
export function guessMapping(head: FileHead, columns: readonly string[]): (string | null)[] {
  const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const free = new Map(columns.map((column) => [plain(column), column]));
  const by_name = head.names.map((name) => {
    const found = free.get(plain(name)) ?? null;
    if (found !== null) free.delete(plain(name));
    return found;
  });
  if (head.format === 'json' || by_name.some((each) => each !== null)) return by_name;
  return head.names.map((_, i) => columns[i] ?? null);
}
