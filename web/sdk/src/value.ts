// From a cell of the wire and its column's type to a JS value, and back to a parameter. The wire keeps what JSON
// numbers would spoil (int8, numeric) as PostgreSQL's text; this file decides what that text becomes. It knows no
// rendering.

import type { Cell, Parameter, TruncatedCell } from './protocol.ts';

/** A JS value. Types that JS has no value for stay PostgreSQL's text. */
export type Value = bigint | Uint8Array | TruncatedCell | JsonValue | Value[];
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** True for a cell that the server cut at `max_cell_bytes`. */
export function isTruncated(cell: unknown): cell is TruncatedCell {
  return typeof cell === 'object' && cell !== null && 'truncated' in cell;
}

/**
 * Makes a JS value of a cell. `type` is the column's type name as in `result` (`int8`, `_text`, …):
 * int8 → bigint; float "NaN", "Infinity" → number; json, jsonb → parsed; bytea (hex) → Uint8Array; an array → a list
 * of such values. numeric, dates, times and everything else stay text, because JS has no exact value for them.
 * A truncated cell is given as it is.
 */
export function decodeValue(cell: Cell, type: string): Value {
  if (typeof cell !== 'string') return cell;
  if (type.startsWith('_')) return decodeArray(cell, type.slice(1));
  switch (type) {
    case 'int8':
      return BigInt(cell);
    case 'float4':
    case 'float8':
      return Number(cell);
    case 'json':
    case 'jsonb':
      return JSON.parse(cell) as JsonValue;
    case 'bytea':
      return cell.startsWith('\\x') ? decodeHex(cell) : cell;
    default:
      return cell;
  }
}

/** Makes a parameter of a JS value: text in PostgreSQL's input syntax. Objects become JSON, lists become arrays. */
export function encodeParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return encodeHex(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return encodeArray(value);
  return JSON.stringify(value);
}

function decodeHex(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(text.slice(2 + index * 2, 4 + index * 2), 16);
  }
  return bytes;
}

function encodeHex(bytes: Uint8Array): string {
  return `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function encodeArray(values: unknown[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return encodeArray(value);
    return `"${String(encodeParameter(value)).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/** What PostgreSQL's output functions write for the elements of an array: bool is t and f there. */
function decodeElement(text: string, type: string): Value {
  if (type === 'bool') return text === 't';
  if (type === 'int2' || type === 'int4' || type === 'oid') return Number(text);
  return decodeValue(text, type);
}

/** Reads PostgreSQL's array text, `{1,NULL,"a b"}`, also nested and with bounds (`[0:1]={1,2}`), without recursion. */
function decodeArray(text: string, type: string): Value {
  const start = text.indexOf('{');
  // int2vector and oidvector are arrays without braces.
  if (start < 0) return text;
  // box is the one built-in type whose elements are separated by a semicolon.
  const separator = type === 'box' ? ';' : ',';
  const stack: Value[][] = [];
  let current: Value[] = [];
  let at = start + 1;
  while (at < text.length) {
    const character = text[at];
    if (character === '{') {
      stack.push(current);
      current = [];
      at += 1;
    } else if (character === '}') {
      const parent = stack.pop();
      if (!parent) return current;
      parent.push(current);
      current = parent;
      at += 1;
    } else if (character === separator) {
      at += 1;
    } else {
      const element = readElement(text, at, separator);
      current.push(element.is_null ? null : decodeElement(element.text, type));
      at = element.end;
    }
  }
  return text;
}

function readElement(text: string, start: number, separator: string): { text: string; is_null: boolean; end: number } {
  let value = '';
  let at = start;
  if (text[start] !== '"') {
    while (at < text.length && text[at] !== separator && text[at] !== '}') {
      if (text[at] === '\\') at += 1;
      value += text[at] ?? '';
      at += 1;
    }
    return { text: value, is_null: value === 'NULL', end: at };
  }
  at += 1;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at += 1;
    value += text[at] ?? '';
    at += 1;
  }
  return { text: value, is_null: false, end: at + 1 };
}
