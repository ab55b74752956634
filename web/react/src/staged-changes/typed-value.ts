// What a person has typed for a column, as a value to stage; and which editor suits the column. What only the server can judge
// (a date, a range, a check) is judged by the server, when the changes are tried or saved. Pure.

import type { Parameter } from '@studio-pg/client';
import { indentJson } from '../data-grid/json-text.ts';
import type { PastedField } from './pasted-text.ts';
import type { ColumnFacts } from './relation-facts.ts';
import type { StagedValue } from './staged-changes.ts';

/** `typed`: a line, or with more room the editor of its type. */
export type EditorKind = 'boolean' | 'choice' | 'number' | 'line' | 'typed' | 'text';

/** What a text is judged by. */
export type TypeFacts = Pick<ColumnFacts, 'type' | 'base_type' | 'is_text'>;

/** The least and the greatest. */
const whole_types: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-(2n ** 15n), 2n ** 15n - 1n], int4: [-(2n ** 31n), 2n ** 31n - 1n], int8: [-(2n ** 63n), 2n ** 63n - 1n], oid: [0n, 2n ** 32n - 1n],
};
const number_types = new Set([...Object.keys(whole_types), 'numeric', 'float4', 'float8', 'money']);
const tool_types = new Set(['date', 'time', 'timestamp', 'timestamptz', 'interval', 'bytea']);
const long_types = new Set(['json', 'jsonb', 'xml']);
/** A longer value is edited in the large editor. */
const longest_line = 120;

export function editorKind(column: ColumnFacts, labels: readonly string[] | undefined, value: Parameter): EditorKind {
  if (column.base_type === 'bool') return 'boolean';
  if (labels) return 'choice';
  if (number_types.has(column.base_type)) return 'number';
  const text = String(value ?? '');
  if (long_types.has(column.base_type) || text.length > longest_line || /[\n\r]/.test(text)) return 'text';
  return column.structure !== null || tool_types.has(column.base_type) ? 'typed' : 'line';
}

/** The text to begin with. JSON on one line is opened out. */
export function textToEdit(column: ColumnFacts, value: Parameter): string {
  const text = value === null ? '' : String(value);
  return column.base_type === 'jsonb' || (column.base_type === 'json' && !text.includes('\n')) ? indentJson(text) : text;
}

/** The value, or why it cannot be one. Of a type that has no empty text, nothing typed is NULL. */
export function typedValue(type: TypeFacts, text: string): StagedValue | { kind: 'wrong'; reason: string } {
  if (text === '' && !type.is_text) return { kind: 'value', value: null };
  const reason = wrongText(type, text);
  return reason === null ? { kind: 'value', value: text } : { kind: 'wrong', reason };
}

/** What was pasted; nothing at all is NULL, where the column takes it. */
export function pastedValue(column: ColumnFacts, field: PastedField): ReturnType<typeof typedValue> {
  return field === null && column.is_nullable ? { kind: 'value', value: null } : typedValue(column, field ?? '');
}

/** Why a text is surely no value of a type; null where it may be one. It refuses nothing that the server takes. */
export function wrongText({ type, base_type }: TypeFacts, text: string): string | null {
  const bounds = whole_types[base_type];
  if (bounds && !/^\s*[+-]?\d+\s*$/.test(text)) return `${type} is a whole number`;
  // An oid may be written as the negative number of the same bits.
  if (bounds && base_type !== 'oid' && (BigInt(text.replace('+', '')) < bounds[0] || BigInt(text.replace('+', '')) > bounds[1])) return `${type} goes from ${bounds[0]} to ${bounds[1]}`;
  if (['numeric', 'float4', 'float8'].includes(base_type) && !/^\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?0x[\da-f.p+-]+|[+-]?nan|[+-]?inf(inity)?)\s*$/i.test(text)) return `${type} is a number`;
  if (['inet', 'cidr'].includes(base_type) && !/^\s*[\da-f.:]+(\/\d+)?\s*$/i.test(text)) return `${type} is an address such as 192.168.0.1/24 or ::1`;
  if (['macaddr', 'macaddr8'].includes(base_type) && !/^[\s\da-f:.-]+$/i.test(text)) return `${type} is an address such as 08:00:2b:01:02:03`;
  if (base_type === 'uuid' && !/^\s*\{?([\da-f]{4}-?){8}\}?\s*$/i.test(text)) return 'a uuid has 32 hexadecimal digits';
  return (base_type === 'json' || base_type === 'jsonb') && !isJson(text) ? 'this is no JSON' : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
