import { expect, it } from 'vitest';
import { ColumnStore } from '../../../grid/column-store.ts';
import { viewOf } from '../table-view.ts';
import { contentOf, isSameContent, readContent, viewWith, writtenContent } from './view-content.ts';

const search = { sort: '-due:first', filter: [{ any: [{ column: 'a', is: 'equal' as const, value: 1 }, { sql: 'b > 2' }] }], search: 'x', key: '{"id":"1"}', as: 'anna' };

it('keeps order, filters, search and columns, and neither a followed key nor a role', () => {
  const view = viewOf(search);
  const store = new ColumnStore({ order: ['b', 'a'], hidden: ['c'], pinned: ['a'] }, [['a', 90]]);
  const content = contentOf(view, store, [{ constraint: 'film_fk', columns: ['title'] }]);
  expect(content.rows).toEqual({ sort: search.sort, filter: search.filter, search: 'x' });
  const read = readContent(JSON.parse(JSON.stringify(writtenContent(content))) as Record<string, unknown>);
  expect(read).toEqual(content);
  const shown = viewWith(viewOf({ key: '{"id":"2"}', as: 'anna' }), read);
  expect(shown).toMatchObject({ key: undefined, as_role: 'anna', search: 'x', filters: search.filter });
});

it('is the same in whatever order its fields come, and whatever the widths are', () => {
  const store = new ColumnStore();
  const content = contentOf(viewOf(search), store, []);
  const turned = { related: [], rows: { search: 'x', filter: [{ any: [{ value: 1, is: 'equal', column: 'a' }, { sql: 'b > 2' }] }], sort: '-due:first' }, widths: [['a', 7]], columns: { pinned: [], hidden: [], order: [] } };
  expect(isSameContent(content, readContent(turned))).toBe(true);
  expect(isSameContent(content, readContent({ ...turned, columns: { hidden: ['a'], order: [], pinned: [] } }))).toBe(false);
  expect(isSameContent(content, contentOf(viewOf({ ...search, search: 'y' }), store, []))).toBe(false);
});

it('leaves out what cannot be read', () => {
  const empty = { rows: {}, columns: { order: [], hidden: [], pinned: [] }, widths: [], related: [] };
  expect(readContent({})).toEqual(empty);
  expect(readContent({ rows: null, columns: 7, widths: [['a', -1], ['b']], related: { a: 1 } })).toEqual(empty);
  expect(readContent({ rows: { sort: 1, filter: [{ column: 'a', is: 'no such', value: 1 }], key: 'x', as: 'postgres' } })).toEqual(empty);
});
