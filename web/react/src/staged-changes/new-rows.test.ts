// New rows, copies of rows, and the way back from a save.

import type { CatalogRow } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { RowList } from '../data-grid/row-source.ts';
import { changeOf, statementOf } from './change-requests.ts';
import { EditedRows } from './edited-rows.ts';
import { inverseOf } from './inverse.ts';
import { copiedCells, defaultWord, givenRefusal, insertRefusal, placesOf } from './new-rows.ts';
import { originsOf } from './origins.ts';
import { relationFacts } from './relation-facts.ts';
import type { RelationFacts } from './relation-facts.ts';
import { SavedRows } from './saved-rows.ts';
import { countChanges, readStagedRows, StagedChanges } from './staged-changes.ts';
import type { StagedRow, StagedValue } from './staged-changes.ts';

const known = (column_number: number, column: string, more: Partial<CatalogRow<'changeable'>> = {}): CatalogRow<'changeable'> => ({
  oid: 7, schema: 'public', name: 'film', kind: 'table', column_number, column, type: 'text', type_oid: 25, base_type: 'text', base_type_oid: 25, is_text: true, structure: null,
  is_nullable: true, is_generated: false, is_identity_always: false, may_select: true, may_update: true, may_delete: true, may_insert: true,
  identity: null, default: null, is_updatable: true, is_insertable: true, is_deletable: true, keys: '[[1]]', has_place: false, ...more,
});
const factsOf = (...rows: CatalogRow<'changeable'>[]): RelationFacts => {
  const facts = relationFacts(rows);
  if (!facts) throw new Error('no relation');
  return facts;
};
const film = factsOf(known(1, 'id', { default: "nextval('s')" }), known(2, 'title'), known(3, 'twice', { is_generated: true }), known(4, 'city', { default: "'Rome'" }));
const relation = { oid: 7, schema: 'public', name: 'film' };
const value = (text: string | null): StagedValue => ({ kind: 'value', value: text });
const only = (changes: StagedChanges): StagedRow => changes.state.rows[0] as StagedRow;

describe('new rows', () => {
  it('are inserts of what was given; DEFAULT is what was not', () => {
    const changes = new StagedChanges();
    changes.add(relation, [{ title: value("o'b") }]);
    expect(countChanges(changes.state.rows)).toEqual({ changes: 1, rows: 1 });
    expect(changeOf(only(changes))).toEqual({ kind: 'insert', relation: { schema: 'public', name: 'film' }, values: { title: "o'b" } });
    expect(statementOf(only(changes))).toBe(`INSERT INTO "public"."film" ("title") VALUES ('o''b');`);
    changes.change([{ row: only(changes), column: 'title', value: { kind: 'default' } }]);
    expect(statementOf(only(changes))).toBe('INSERT INTO "public"."film" DEFAULT VALUES;');
    changes.change([{ row: only(changes), column: 'title', value: value(null) }]);
    expect(statementOf(only(changes))).toBe('INSERT INTO "public"."film" ("title") VALUES (NULL);');
  });
  it('go when they are deleted, and nothing is written into one that an undo has taken back', () => {
    const changes = new StagedChanges();
    changes.add(relation, [{}, {}]);
    const [first, second] = changes.state.rows as [StagedRow, StagedRow];
    changes.remove([first], true);
    expect(changes.state.rows).toEqual([second]);
    changes.undo();
    changes.undo();
    expect(changes.change([{ row: first, column: 'title', value: value('x') }])).toBe(false);
    expect(changes.state.rows).toEqual([]);
    changes.redo();
    expect(changes.state.rows).toEqual([first, second]);
  });
  it('are kept over a reload, with ids that are nobody else\'s', () => {
    const changes = new StagedChanges();
    changes.add(relation, [{ title: value('kept') }, {}]);
    const kept = readStagedRows(JSON.parse(JSON.stringify(changes.state.rows)));
    expect(kept.map((row) => [row.is_new, row.cells])).toEqual([[true, { title: value('kept') }], [true, {}]]);
    expect(new Set([...kept, ...changes.state.rows].map((row) => row.id)).size).toBe(4);
  });
  it('stand above those that were read, each in its own place', () => {
    const columns = [1, 2, 4].map((column_number) => ({ name: '', type: 'text', type_oid: 25, typmod: -1, table_oid: 7, column_number, source: 1 }));
    const origins = originsOf(columns, new Map([[7, film]]));
    const changes = new StagedChanges();
    changes.add(relation, [{ title: value('new') }]);
    changes.add({ ...relation, oid: 8 }, [{ title: value('of another table') }]);
    const rows = new EditedRows(new RowList([[1, 'a', 'b']]), origins, new SavedRows(), changes.state.rows, () => 0, placesOf(film, [1, 2, 4]));
    expect([rows.row_count, rows.new_count, rows.row(0), rows.row(1), rows.row(2)]).toEqual([2, 1, [null, 'new', null], [1, 'a', 'b'], undefined]);
    expect([rows.stagedOf(0, 1)?.column, rows.stagedOf(1, 1), rows.isGone(0, 1)]).toEqual(['title', null, false]);
    expect(rows.rows(0, 2)).toEqual([[null, 'new', null], [1, 'a', 'b']]);
  });
  it('say what PostgreSQL gives, and what cannot be given', () => {
    const columns = [...film.columns.values()];
    expect(columns.map(defaultWord)).toEqual(['DEFAULT', 'NULL by default', 'generated', 'DEFAULT']);
    const needed = factsOf(known(1, 'name', { is_nullable: false }), known(2, 'since', { is_nullable: false, default: 'now()' }));
    expect([...needed.columns.values()].map(defaultWord)).toEqual(['a value is needed', 'DEFAULT']);
    expect(columns.map((each) => givenRefusal(each, film))).toEqual([null, null, 'twice is generated from other columns', null]);
    expect(insertRefusal(film)).toBeNull();
    expect(insertRefusal(factsOf(known(1, 'id', { may_insert: false })))).toBe('permission denied to insert into film');
    expect(insertRefusal(factsOf(known(1, 'id', { is_insertable: false, kind: 'view' })))).toMatch(/^PostgreSQL takes no new rows in film/);
  });
  it('as copies leave out what PostgreSQL gives itself and what was cut', () => {
    expect(copiedCells({ id: 1, title: 'a', twice: 2, city: { truncated: true, bytes: 9, head: 'R' } }, film)).toEqual({ title: value('a') });
    const natural = factsOf(known(1, 'code'), known(2, 'title'));
    expect(copiedCells({ code: 'en', title: null }, natural)).toEqual({ code: value('en'), title: value(null) });
  });
});

describe('the way back from a save', () => {
  const target = { id: '7 [["id",1]]', relation, key: { id: 1 }, seen: { id: 1, title: 'old', twice: 2, city: 'Rome' } };
  it('of an update writes what was read, on what the save has left', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target, column: 'title', value: value('new') }, { row: target, column: 'id', value: value('5') }]);
    const { row } = inverseOf({ row: only(changes), values: { id: 5, title: 'NEW', twice: 10, city: 'Rome' } }, film);
    expect(row && changeOf(row)).toEqual({ kind: 'update', relation: { schema: 'public', name: 'film' }, key: { id: 5 },
      expected: { title: 'NEW', twice: 10, city: 'Rome' }, values: { title: 'old', id: 1 } });
  });
  it('of a new row deletes it, and of a deletion inserts it again without what is generated', () => {
    const changes = new StagedChanges();
    changes.add(relation, [{}]);
    expect(inverseOf({ row: only(changes), values: { id: 9, title: null, twice: 18, city: 'Rome' } }, film).row)
      .toMatchObject({ is_deleted: true, key: { id: 9 }, expected: { title: null, twice: 18, city: 'Rome' } });
    const loose = { ...film, keys: [], has_place: true };
    expect(inverseOf({ row: only(changes), values: { ctid: '(0,4)', id: 9, title: 'new', twice: 18, city: 'Rome' } }, loose).row)
      .toMatchObject({ is_deleted: true, has_no_key: true, key: { ctid: '(0,4)' }, expected: { id: 9, title: 'new', twice: 18, city: 'Rome' } });
    expect(inverseOf({ row: only(changes), values: { id: 9, title: 'new', twice: 18, city: 'Rome' } }, loose).reason).toMatch(/no key/);
    changes.discard();
    changes.remove([target], true);
    const again = inverseOf({ row: only(changes), values: null }, film).row;
    expect(again && changeOf(again)).toEqual({ kind: 'insert', relation: { schema: 'public', name: 'film' }, values: { id: 1, title: 'old', city: 'Rome' } });
  });
  it('is refused where something of the row is not known, or cannot be written', () => {
    const changes = new StagedChanges();
    const { city, ...part } = target.seen;
    changes.remove([{ ...target, seen: part }], true);
    expect([city, inverseOf({ row: only(changes), values: null }, film).reason]).toEqual(['Rome', 'city of the deleted row had not been read, or only its beginning']);
    const always = factsOf(known(1, 'id', { is_identity_always: true, identity: 'always' }));
    expect(inverseOf({ row: only(changes), values: null }, always).reason).toMatch(/^id is always generated/);
    changes.discard();
    changes.add(relation, [{}]);
    expect(inverseOf({ row: only(changes), values: { title: 'x' } }, factsOf(known(2, 'title', { keys: '[]' }))).reason).toMatch(/has no key/);
  });
});
