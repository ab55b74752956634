// What a person has typed for a column, as a value to stage; and which editor suits the column. What only the server can judge
// (a date, a range, a check) is judged by the server, when the changes are tried or saved. Pure.

import type { Parameter } from '@studio-pg/client';
import { indentJson } from '../data-grid/json-text.ts';
import type { ColumnFacts } from './relation-facts.ts';
import type { StagedValue } from './staged-changes.ts';

export type EditorKind = 'boolean' | 'choice' | 'number' | 'line' | 'text';

const whole_types = new Set(['int2', 'int4', 'int8', 'oid']);
const number_types = new Set([...whole_types, 'numeric', 'float4', 'float8', 'money']);
const long_types = new Set(['json', 'jsonb', 'xml']);
/** A longer value is edited in the large editor. */
const longest_line = 120;

export function editorKind(column: ColumnFacts, labels: readonly string[] | undefined, value: Parameter): EditorKind {
  if (column.base_type === 'bool') return 'boolean';
  if (labels) return 'choice';
  if (number_types.has(column.base_type)) return 'number';
  const text = String(value ?? '');
  return long_types.has(column.base_type) || text.length > longest_line || /[\n\r]/.test(text) ? 'text' : 'line';
}

/** The text to begin with. JSON on one line is opened out. */
export function textToEdit(column: ColumnFacts, value: Parameter): string {
  const text = value === null ? '' : String(value);
  return column.base_type === 'jsonb' || (column.base_type === 'json' && !text.includes('\n')) ? indentJson(text) : text;
}

/** The value, or why it cannot be one. Of a type that has no empty text, nothing typed is NULL. */
export function typedValue(column: ColumnFacts, text: string): StagedValue | { kind: 'wrong'; reason: string } {
  if (text === '' && !column.is_text) return { kind: 'value', value: null };
  if (whole_types.has(column.base_type) && !/^\s*[+-]?\d+\s*$/.test(text)) return { kind: 'wrong', reason: `${column.type} is a whole number` };
  if ((column.base_type === 'json' || column.base_type === 'jsonb') && !isJson(text)) return { kind: 'wrong', reason: 'this is no JSON' };
  return { kind: 'value', value: text };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
