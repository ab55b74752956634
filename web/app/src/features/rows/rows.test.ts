// What is looked at of a table: in the address, as pills, as a SELECT.

import type { RowFilter } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { parseSort, sortText } from '../../lib/sort.ts';
import { withFilter, withoutFilter } from './filter-list.ts';
import { columnTest, filterText, testsOf } from './filter-tests.ts';
import { rowsSql } from './rows-sql.ts';
import { filterOf, readViewSearch, searchOf, viewOf } from './table-view.ts';

const test = (column: string, value: string): RowFilter => ({ column, is: 'equal', value });

describe('the address of a view', () => {
  it('comes back as it was', () => {
    const search = {
      sort: '-a%2Cb:last,c', search: '50', key: 'id=5',
      filter: [{ any: [{ column: 'a "b"', is: 'between', values: ['1', '2'] }, { sql: 'x > 1 -- "' }] }, { column: 'n', is: 'null' }],
    };
    const read = readViewSearch(search);
    expect(searchOf(viewOf(read), read.key)).toEqual(search);
  });
  it.each([
    [{ filter: 'x' }], [{ filter: [{ column: 'a', is: 'equal' }] }], [{ filter: [{ column: 'a', is: 'drop', value: 1 }] }],
    [{ filter: [{ column: 'a', is: 'between', values: [1] }] }], [{ filter: [null, 5, { any: [{}] }] }],
    [{ filter: [{ any: [{ any: [{ any: [{ any: [{ any: [{ sql: 'x' }] }] }] }] }] }] }], [{ sort: 5, search: {}, key: [] }],
  ])('leaves out what cannot be read: %j', (search) => {
    expect(readViewSearch(search)).toEqual({});
  });
  it('says where NULLs come, whatever a column is called', () => {
    const sort = [{ column: 'a:first,-', direction: 'desc' as const, nulls: 'last' as const }, { column: '-b', direction: 'asc' as const }];
    expect(parseSort(sortText(sort))).toEqual(sort);
  });
  it('asks for the key, the filters and the search together', () => {
    const view = viewOf({ key: 'id=5', search: 'x', filter: [test('a', '1')] });
    expect(filterOf(view, ['a', 'id'])).toEqual({ all: [{ all: [{ column: 'id', is: 'equal', value: '5' }] }, test('a', '1'), { search: 'x', columns: ['a', 'id'] }] });
    expect(filterOf(viewOf({}), [])).toBeUndefined();
  });
});

describe('pills', () => {
  it('are added, become groups, and go again', () => {
    const one = withFilter([], { at: 0, part: 0 }, test('a', '1'));
    const group = withFilter(one, { at: 0, part: 1 }, test('b', '2'));
    expect(group).toEqual([{ any: [test('a', '1'), test('b', '2')] }]);
    expect(withFilter(group, { at: 0, part: 0 }, test('a', '3'))).toEqual([{ any: [test('a', '3'), test('b', '2')] }]);
    expect(withoutFilter(group, { at: 0, part: 1 })).toEqual(one);
    expect(withoutFilter(one, { at: 0, part: 0 })).toEqual([]);
  });
  it('say what they are', () => {
    expect(filterText({ any: [test('a', ''), { column: 'b', is: 'in', values: ['x', 'y,z'] }] })).toBe(`a = '' or b in x, "y,z"`);
    expect(filterText({ column: 'b', is: 'not_null' })).toBe('b is not NULL');
  });
  it.each(['bool', 'text', 'int4', 'jsonb', 'json', '_text', 'int4range', 'mood'])('offer NULL for %s, and no test twice', (type) => {
    const tests = testsOf(type);
    expect(tests).toContain('null');
    expect(new Set(tests).size).toBe(tests.length);
  });
  it('need their values', () => {
    expect(columnTest('a', 'between', '1', '')).toBeNull();
    expect(columnTest('a', 'in', ' , ', '')).toBeNull();
    expect(columnTest('a', 'in', '"x,y", z', '')).toEqual({ column: 'a', is: 'in', values: ['x,y', 'z'] });
  });
});

describe('the SELECT of a view', () => {
  it('quotes names and values', () => {
    const filter: RowFilter = { all: [{ any: [test('a"b', "it's \\"), { column: 'n', is: 'not_in', values: [1, 2] }] }, { sql: 'x -- y' }, { search: '5%', columns: ['a'] }] };
    expect(rowsSql({ schema: 's', name: 't"', filter, sort: parseSort('-a:last') })).toBe(
      `SELECT *\nFROM "s"."t""" AS r\nWHERE ((r."a""b" = E'it''s \\\\' OR r."n" NOT IN ('1', '2')) AND (x -- y\n) AND (r."a"::text ILIKE E'%5\\\\%%'))\nORDER BY "a" DESC NULLS LAST`);
  });
});
