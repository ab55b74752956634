// Which value is read again: never that of another row.

import type { CatalogRow, Column } from '@studio-pg/client';
import { expect, it } from 'vitest';
import { wholeValueQuery } from './whole-value-query.ts';

const wire = (table_oid: number, column_number: number): Column =>
  ({ name: 'shown', type: 'text', type_oid: 25, typmod: -1, table_oid, column_number });
const known = (column_number: number, column: string, primary_key_position: number | null): CatalogRow<'columns'> => ({
  oid: 7, schema: 'odd"schema', name: 'table', column_number, column, type: 'text', type_oid: 25, typmod: -1, is_nullable: true,
  default: null, identity: null, is_generated: false, collation: null, primary_key_position, comment: null,
});
const catalog = [known(1, 'a', 1), known(2, 'b', 2), known(3, 'body', null)];
const cut = { truncated: true as const, bytes: 9, head: 'x' };

it('asks by the whole key, under the names of the table and not of the result', () => {
  expect(wholeValueQuery([wire(7, 3), wire(7, 2), wire(7, 1)], catalog, [cut, 'two', 1], 0)).toEqual({
    sql: 'SELECT "body" FROM "odd""schema"."table" WHERE "a" = $1 AND "b" = $2', parameters: [1, 'two'],
  });
});
it('asks nothing without the whole key', () => {
  expect(wholeValueQuery([wire(7, 3), wire(7, 1)], catalog, [cut, 1], 0)).toBeNull();
  expect(wholeValueQuery([wire(7, 3)], [known(3, 'body', null)], [cut], 0)).toBeNull();
});
it('asks nothing where a part of the key is of another table, null, cut itself, or there twice', () => {
  const columns = [wire(7, 3), wire(7, 1), wire(8, 2)];
  expect(wholeValueQuery(columns, catalog, [cut, 1, 2], 0)).toBeNull();
  expect(wholeValueQuery([wire(7, 3), wire(7, 1), wire(7, 2)], catalog, [cut, 1, null], 0)).toBeNull();
  expect(wholeValueQuery([wire(7, 3), wire(7, 1), wire(7, 2)], catalog, [cut, 1, cut], 0)).toBeNull();
  expect(wholeValueQuery([wire(7, 3), wire(7, 1), wire(7, 1), wire(7, 2)], catalog, [cut, 1, 5, 2], 0)).toBeNull();
});
