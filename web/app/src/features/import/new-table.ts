// The table that is made for a file: its names and types as guessed or chosen, and the statement for it.

import type { FileHead } from './file-head.ts';
import { guessType } from './guess-types.ts';

export interface NewTable {
  schema: string;
  name: string;
  /** In the order of the file's fields; without a name a field is left out. */
  columns: readonly { name: string; type: string }[];
  /** The place of the field that is the primary key; null: none. */
  primary_key: number | null;
}

/** PostgreSQL cuts longer names. */
const longest_name = 63;

/** As one writes names in SQL without quotes: small letters, digits and underscores. */
export function plainName(text: string): string {
  const name = text.normalize('NFKC').replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2').toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').slice(0, longest_name);
  return /^\p{N}/u.test(name) ? `column_${name}` : name;
}

/** Named by the file and the first line, typed by the first rows. */
export function guessTable(file_name: string, head: FileHead, schema: string): NewTable {
  const taken = new Set<string>();
  const columns = head.names.map((field, i) => {
    const plain = plainName(field) || `column_${i + 1}`;
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
    taken.add(name);
    return { name, type: guessType(head.rows.map((row) => row[i] ?? null)) };
  });
  const name = plainName(file_name.replace(/\.[^.]*$/, '')).replace(/^column_/, 'file_');
  return { schema, name: name || 'imported', columns, primary_key: null };
}

/** What keeps the table from being made; null where nothing does. */
export function problemOf({ name, columns }: NewTable): string | null {
  const named = columns.filter((each) => each.name !== '').map((each) => each.name);
  if (name.trim() === '') return 'The table has no name.';
  if (named.length === 0) return 'No field becomes a column.';
  const double = named.find((each, i) => named.indexOf(each) !== i);
  if (double !== undefined) return `Two columns are named ${double}.`;
  const untyped = columns.find((each) => each.name !== '' && each.type.trim() === '');
  return untyped ? `The column ${untyped.name} has no type.` : null;
}

/** `quote` writes a name as PostgreSQL does. */
export function createStatement(table: NewTable, quote: (name: string) => string): string {
  const lines = table.columns.flatMap(({ name, type }, i) =>
    (name === '' ? [] : [`  ${quote(name)} ${type.trim()}${table.primary_key === i ? ' PRIMARY KEY' : ''}`]));
  return `CREATE TABLE ${quote(table.schema)}.${quote(table.name)} (\n${lines.join(',\n')}\n)`;
}
