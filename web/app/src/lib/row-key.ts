// The rows of a table with certain values, in the address: `customer_id=5`, several with commas. What has a meaning there
// is escaped by encodeURIComponent.

import type { RowsSelectBody } from '@studio-pg/client';

/** By column, as text. */
export type AddressKey = Readonly<Record<string, string>>;

/** Undefined where there is no key, or none that can be read. */
export function parseKey(text: string | undefined): AddressKey | undefined {
  if (text === undefined || text === '') return undefined;
  const parts = text.split(',').map((part) => part.split('='));
  try {
    const key = Object.fromEntries(parts.map(([column = '', value = '']) => [decodeURIComponent(column), decodeURIComponent(value)]));
    return '' in key ? undefined : key;
  } catch {
    return undefined;
  }
}

export function keyText(key: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(key).map(([column, value]) => `${encodeURIComponent(column)}=${encodeURIComponent(String(value))}`).join(',');
}

/** The filter of rows/select that lets the rows with these values through. */
export function keyFilter(key: Readonly<Record<string, string | number | boolean>>): NonNullable<RowsSelectBody['filter']> {
  return { all: Object.entries(key).map(([column, value]) => ({ column, is: 'equal', value })) };
}
