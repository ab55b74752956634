// Which column of a table tells a person which row it is: one that is called like a name, else the first text beside the key. A
// choice of one's own is kept. Pure but for the browser's storage.

import type { CatalogRow } from '@studio-pg/client';
import { readStored, writeStored } from './storage.ts';

/** The better, the further in front. */
const names = ['name', 'title', 'label', 'full_name', 'display_name', 'username', 'user_name', 'login', 'email', 'company_name', 'last_name', 'first_name', 'description', 'code', 'slug', 'subject'];
const text_types = /^(text|character varying|character|"?citext|name)/;

type Columns = readonly Pick<CatalogRow<'columns'>, 'column' | 'type' | 'primary_key_position'>[];

/** `kept`: what somebody has chosen before. Empty where the table has no columns. */
export function labelColumn(columns: Columns, kept: string | null): string {
  if (kept !== null && columns.some((each) => each.column === kept)) return kept;
  const texts = columns.filter((each) => text_types.test(each.type));
  const rank = (column: string): number => {
    const lower = column.toLowerCase();
    const at = names.findIndex((name) => lower === name || lower.endsWith(`_${name}`));
    return at < 0 ? names.length : at;
  };
  const [best] = [...texts].sort((a, b) => rank(a.column) - rank(b.column) || Number(a.primary_key_position !== null) - Number(b.primary_key_position !== null));
  return (best ?? columns[0])?.column ?? '';
}

export function keptLabel(connection: string, schema: string, name: string): string | null {
  const kept = readStored(storedAs(connection, schema, name));
  return typeof kept === 'string' ? kept : null;
}

export function keepLabel(connection: string, schema: string, name: string, column: string): void {
  writeStored(storedAs(connection, schema, name), column);
}

function storedAs(connection: string, schema: string, name: string): string {
  return `label.${connection}.${JSON.stringify([schema, name])}`;
}
