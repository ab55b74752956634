// What a cell says and of which kind it is, by its column's type. Plain text only: the colors and marks are made by
// cell.tsx and data-grid.css from the kind.

import { isTruncated } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';

export type CellKind =
  | 'null' | 'empty' | 'boolean' | 'number' | 'text' | 'time' | 'json' | 'bytea' | 'code' | 'truncated' | 'enum';

export interface CellText {
  kind: CellKind;
  text: string;
  /** What is said beside the text: a length or a size. */
  note: string | null;
}

/** Characters of a long value that are drawn; the rest is a note with the length. */
const drawn_characters = 300;

const number_types = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money', 'oid']);
const time_types = new Set(['timestamptz', 'timestamp', 'date', 'time', 'timetz', 'interval']);
const code_types = new Set(['uuid', 'xml', 'inet', 'cidr', 'macaddr', 'tsvector', 'tsquery', 'regproc', 'xid', 'tid']);

export function isNumberType(type: string): boolean {
  return number_types.has(type);
}

/** `look` as in GridColumn. */
export function describeCell(cell: Cell, type: string, look?: 'tag'): CellText {
  if (cell === null) return { kind: 'null', text: 'NULL', note: null };
  if (cell === true || cell === false) return { kind: 'boolean', text: String(cell), note: null };
  if (typeof cell === 'number') return { kind: 'number', text: numberText(cell, type), note: null };
  if (isTruncated(cell)) return { kind: 'truncated', text: oneLine(cell.head), note: `of ${bytesText(cell.bytes)}` };
  // void has one value, which is nothing: what a function without a result returns.
  if (cell === '') return type === 'void' ? { kind: 'text', text: '', note: null } : { kind: 'empty', text: "''", note: null };
  if (look === 'tag') return { kind: 'enum', text: cell, note: null };
  if (type === 'bytea' && cell.startsWith('\\x')) return byteaText(cell);
  const kind = kindOf(type);
  if (cell.length <= drawn_characters) return { kind, text: oneLine(cell), note: null };
  return { kind, text: oneLine(cell.slice(0, drawn_characters)), note: cell.length.toLocaleString('en-US') };
}

/** The whole value as PostgreSQL wrote it: what is copied. */
export function plainText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (isTruncated(cell)) return cell.head;
  return Object.is(cell, -0) ? '-0' : String(cell);
}

/** A size for people: `8192 bytes`, `12 kB`, `3.4 MB`, with the units of pg_size_pretty. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 10_240 || (unit > 0 && value >= 1024)) {
    value /= 1024;
    unit += 1;
    if (unit === units.length - 1) break;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

function kindOf(type: string): CellKind {
  if (number_types.has(type)) return 'number';
  if (time_types.has(type)) return 'time';
  if (type === 'json' || type === 'jsonb') return 'json';
  if (code_types.has(type)) return 'code';
  return 'text';
}

/** JSON has one number type; a float8 that is whole is shown as PostgreSQL shows it, and JS agrees there. */
function numberText(cell: number, type: string): string {
  if (type !== 'float4' && type !== 'float8') return String(cell);
  return Object.is(cell, -0) ? '-0' : String(cell).replace(/e([+-])(\d)$/, 'e$10$2');
}

function byteaText(cell: string): CellText {
  const bytes = (cell.length - 2) / 2;
  return { kind: 'bytea', text: cell.slice(0, 2 + 32), note: bytesText(bytes) };
}

/** Line ends and tabs as visible signs: a row is one line high. */
function oneLine(text: string): string {
  return /[\n\r\t]/.test(text) ? text.replace(/\r\n|\n|\r/g, '↵').replace(/\t/g, '⇥') : text;
}
