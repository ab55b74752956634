import type { CatalogRow, Column } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { relationsOf } from './relations-of-row.ts';

const wire = (column_number: number): Column => ({ name: '', type: 'int4', type_oid: 23, typmod: -1, table_oid: 7, column_number, source: 1 });
const columns = ['id', 'region', 'boss'].map((column, at) => ({ oid: 7, column, column_number: at + 1 })) as CatalogRow<'columns'>[];
const relations = [{ oid: 7, schema: 'public', name: 'person' }, { oid: 8, schema: 'public', name: 'visit' }];
const key = (name: string, relation: number, own: string[], referenced_relation: number, referenced: string[]): CatalogRow<'foreign_keys'> =>
  ({ oid: 1, name, relation, columns: JSON.stringify(own), referenced_relation, referenced_columns: JSON.stringify(referenced) });

describe('the rows that are related to a row', () => {
  it('are found from both sides, by whole keys', () => {
    const found = relationsOf(7, [5, 'north', null], [wire(1), wire(2), wire(3)], columns,
      [key('boss', 7, ['boss'], 7, ['id']), key('visits', 8, ['area', 'person'], 7, ['region', 'id'])], relations);
    expect(found).toEqual([
      { is_outgoing: true, constraint: 'boss', schema: 'public', name: 'person', columns: ['id'], key: null },
      { is_outgoing: false, constraint: 'boss', schema: 'public', name: 'person', columns: ['boss'], key: { boss: 5 } },
      { is_outgoing: false, constraint: 'visits', schema: 'public', name: 'visit', columns: ['area', 'person'], key: { area: 'north', person: 5 } },
    ]);
  });
  it('are not guessed where a part of the key is not there, or there twice', () => {
    const keys = [key('visits', 8, ['person'], 7, ['id'])];
    expect(relationsOf(7, ['north'], [wire(2)], columns, keys, relations)[0]?.key).toBeNull();
    expect(relationsOf(7, [1, 2], [wire(1), wire(1)], columns, keys, relations)[0]?.key).toBeNull();
    expect(relationsOf(7, [1], [wire(1)], columns, keys, [])).toEqual([]);
  });
});
