// Which row a cell refers to: never that of another key.

import type { CatalogRow, Column } from '@studio-pg/client';
import { expect, it } from 'vitest';
import { keyOfRow, referenceOf } from './foreign-key.ts';

const wire = (table_oid: number, column_number: number): Column =>
  ({ name: 'shown', type: 'int4', type_oid: 23, typmod: -1, table_oid, column_number });
const known = (column_number: number, column: string): CatalogRow<'columns'> => ({
  oid: 7, schema: 's', name: 'line', column_number, column, type: 'integer', type_oid: 23, typmod: -1, is_nullable: true,
  default: null, identity: null, is_generated: false, collation: null, primary_key_position: null, comment: null,
});
const refers = (columns: string[], name: string, referenced: string[], relation = 7): CatalogRow<'constraints'> => ({
  oid: 1, schema: 's', name: 'f', relation, relation_name: 'line', kind: 'foreign_key', columns: JSON.stringify(columns), definition: null,
  referenced_relation: 8, referenced_schema: 's', referenced_name: name, referenced_columns: JSON.stringify(referenced),
  on_update: null, on_delete: null, is_deferrable: false, is_deferred: false, is_validated: true, comment: null,
});
const catalog = [known(1, 'a'), known(2, 'b'), known(3, 'c')];

it('finds the key of one column and of several, in whatever order they stand', () => {
  const columns = [wire(7, 2), wire(9, 1), wire(7, 1)];
  expect(referenceOf(columns, 2, catalog, [refers(['a'], 'one', ['id'])])).toEqual({ schema: 's', name: 'one', columns: [{ column: 'id', index: 2 }] });
  const pair = referenceOf(columns, 0, catalog, [refers(['a', 'b'], 'two', ['x', 'y'])]);
  expect(pair?.columns).toEqual([{ column: 'x', index: 2 }, { column: 'y', index: 0 }]);
  expect(pair && keyOfRow(pair, ['B', 'other', 5])).toEqual({ x: 5, y: 'B' });
});
it('prefers the key of fewest columns, and finds none for a column that is in no key', () => {
  const both = [refers(['a', 'b'], 'two', ['x', 'y']), refers(['a'], 'one', ['id'])];
  expect(referenceOf([wire(7, 1), wire(7, 2)], 0, catalog, both)?.name).toBe('one');
  expect(referenceOf([wire(7, 3), wire(7, 1)], 0, catalog, both)).toBeNull();
  expect(referenceOf([wire(0, 0)], 0, catalog, both)).toBeNull();
});
it('finds none where a part is not in the rows, or there twice, or of another table', () => {
  const pair = [refers(['a', 'b'], 'two', ['x', 'y'])];
  expect(referenceOf([wire(7, 1)], 0, catalog, pair)).toBeNull();
  expect(referenceOf([wire(7, 1), wire(7, 2), wire(7, 2)], 0, catalog, pair)).toBeNull();
  expect(referenceOf([wire(7, 1), wire(9, 2)], 0, catalog, pair)).toBeNull();
  expect(referenceOf([wire(7, 1)], 0, catalog, [refers(['a'], 'one', ['id'], 9)])).toBeNull();
});
it('names no row by NULL or by half a value', () => {
  const reference = { schema: 's', name: 'one', columns: [{ column: 'x', index: 0 }, { column: 'y', index: 1 }] };
  expect(keyOfRow(reference, [1, null])).toBeNull();
  expect(keyOfRow(reference, [1, { truncated: true, bytes: 9, head: 'x' }])).toBeNull();
  expect(keyOfRow(reference, [1])).toBeNull();
  expect(keyOfRow(reference, [0, false])).toEqual({ x: 0, y: false });
});
