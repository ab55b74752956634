// The model of staged changes: what is editable, what is staged, undone, repainted and sent.

import type { CatalogRow, Column, Row } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { RowList } from '../data-grid/row-source.ts';
import { changeOf, rereadQuery, statementOf } from './change-requests.ts';
import { EditedRows } from './edited-rows.ts';
import { failedCells } from './failed-cells.ts';
import { identityOf, originsOf, seenOf } from './origins.ts';
import type { RowOrigin } from './origins.ts';
import { readMatrix } from './pasted-text.ts';
import { relationFacts } from './relation-facts.ts';
import { disputedColumns } from './save-changes.ts';
import { SavedRows } from './saved-rows.ts';
import { countChanges, readStagedRows, StagedChanges } from './staged-changes.ts';
import type { RowTarget, StagedRow, StagedValue } from './staged-changes.ts';
import { editorKind, pastedValue, typedValue } from './typed-value.ts';

const known = (oid: number, name: string, column_number: number, column: string, more: Partial<CatalogRow<'changeable'>> = {}): CatalogRow<'changeable'> => ({
  oid, schema: 'public', name, kind: 'table', column_number, column, type: 'text', type_oid: 25, base_type: 'text', base_type_oid: 25, is_text: true, structure: null,
  is_nullable: true, is_generated: false, is_identity_always: false, may_select: true, may_update: true, may_delete: true, may_insert: true,
  identity: null, default: null, is_updatable: true, is_insertable: true, is_deletable: true, keys: '[[1]]', has_place: false, ...more,
});
const film = [known(7, 'film', 1, 'id'), known(7, 'film', 2, 'title'), known(7, 'film', 3, 'twice', { is_generated: true }), known(7, 'film', 4, 'secret', { may_update: false })];
const actor = [known(8, 'actor', 1, 'a', { keys: '[[1,2],[3]]' }), known(8, 'actor', 2, 'b'), known(8, 'actor', 3, 'name')];
const wire = (table_oid: number, column_number: number, source = 1): Column =>
  ({ name: 'shown', type: 'text', type_oid: 25, typmod: -1, table_oid, column_number, source });
const relations = new Map([[7, relationFacts(film)], [8, relationFacts(actor)], [9, null]]);
const reasons = (...columns: Column[]) => originsOf(columns, relations).cells.map((cell) => cell.reason);
const value = (text: string | null): StagedValue => ({ kind: 'value', value: text });

describe('what is editable', () => {
  it('is a column of a table with its key, each table of a join on its own', () => {
    expect(reasons(wire(7, 1, 1), wire(7, 2, 1), wire(8, 1, 2), wire(8, 2, 2))).toEqual([null, null, null, null]);
  });
  it('says in words what is not', () => {
    expect(reasons(wire(7, 1), wire(7, 3), wire(7, 4), wire(0, 0, 0), wire(9, 1, 3), wire(8, 1, 2))).toEqual([
      null, 'twice is generated from other columns', 'permission denied for column secret of film', 'computed: it is no column of a table',
      'its table is not known here any more', 'no key of actor is in the result',
    ]);
  });
  it('takes the key of one mention of a table never for that of another', () => {
    expect(reasons(wire(7, 1, 1), wire(7, 2, 2))).toEqual([null, 'no key of film is in the result']);
    expect(reasons(wire(7, 1, 0), wire(7, 2, 0))[1]).toBe('of which row of film it is cannot be said');
    const { source, ...unknown } = wire(7, 1);
    expect([source, reasons(unknown)[0]]).toEqual([1, 'of which row of film it is cannot be said']);
  });
  const facts = (rows: typeof film, more: Partial<(typeof film)[number]>) => new Map([[rows[0]?.oid ?? 0, relationFacts(rows.map((each) => ({ ...each, ...more })))]]);
  it('of a table without a key is found by its place, where all of the row was read', () => {
    const loose = facts(actor, { keys: '[]', has_place: true });
    const all = [wire(8, 1), wire(8, 2), wire(8, 3), wire(8, -1)];
    const { cells, rows } = originsOf(all, loose);
    expect(cells.map((cell) => cell.reason)).toEqual([null, null, null, 'ctid is where the row lies']);
    expect(identityOf(['a', null, 'c', '(0,1)'], rows[0] as RowOrigin)?.key).toEqual({ ctid: '(0,1)' });
    expect(identityOf(['a', null, { truncated: true, head: 'c', bytes: 9 } as never, '(0,1)'], rows[0] as RowOrigin)).toBe(null);
    const without = 'actor has no key, and ctid and all of its columns are not in the result';
    expect(originsOf(all.slice(1), loose).cells[0]?.reason).toBe(without);
    expect(originsOf(all.slice(0, 3), loose).cells[0]?.reason).toBe(without);
    expect(originsOf(all, facts(actor, { keys: '[]' })).cells[0]?.reason).toBe('actor has no key');
  });
  it('of a view is found by what was read, where PostgreSQL takes changes', () => {
    const view = facts(film, { kind: 'view', keys: '[]' });
    expect(originsOf([wire(7, 1)], view).cells[0]?.reason).toBe(null);
    const { cells, rows } = originsOf([wire(7, 1, 0), wire(7, 2, 0)], view, 7);
    expect(cells.map((cell) => cell.reason)).toEqual([null, null]);
    expect(identityOf(['1', null], rows[0] as RowOrigin)?.key).toEqual({ id: '1' });
    expect(identityOf([null, null], rows[0] as RowOrigin)).toBe(null);
    expect(originsOf([wire(7, 1)], facts(film, { kind: 'view', keys: '[]', is_updatable: false, is_deletable: false })).cells[0]?.reason).toMatch(/^PostgreSQL changes no rows of the view film/);
  });
  it('takes another key where the first is not whole', () => {
    const { rows } = originsOf([wire(8, 1), wire(8, 3)], relations);
    expect(rows[0]?.key.map((each) => each.facts.name)).toEqual(['name']);
  });
});

const columns = [wire(7, 1), wire(7, 2)];
const origins = originsOf(columns, relations);
const origin = origins.rows[0] as RowOrigin;
const target = (row: Row): RowTarget => {
  const identity = identityOf(row, origin);
  if (!identity) throw new Error('no row');
  return { id: identity.id, key: identity.key, relation: { oid: 7, schema: 'public', name: 'film' }, seen: seenOf(row, origin) };
};

describe('a row', () => {
  it('is not there where its key is NULL or was cut', () => {
    expect(identityOf([null, 'x'], origin)).toBeNull();
    expect(identityOf([{ truncated: true, bytes: 9, head: 'x' }, 'x'], origin)).toBeNull();
    expect(seenOf([1, { truncated: true, bytes: 9, head: 'x' }], origin)).toEqual({ id: 1 });
  });
});

describe('staged changes', () => {
  it('keeps NULL, DEFAULT and the empty text apart', () => {
    const changes = new StagedChanges();
    const row = target([1, 'a']);
    for (const each of [value(null), value(''), { kind: 'default' } as const]) {
      changes.change([{ row, column: 'title', value: each }]);
      expect(changes.row(row.id)?.cells['title']).toEqual(each);
    }
    expect(changeOf(changes.state.rows[0] as StagedRow)).toMatchObject({ values: { title: { default: true } } });
  });
  it('is no change where the value is what was read; a number typed is the number', () => {
    const changes = new StagedChanges();
    expect(changes.change([{ row: target([1, 'a']), column: 'title', value: value('a') }, { row: target([1, 'a']), column: 'id', value: value('1') }])).toBe(false);
    expect(changes.change([{ row: target([1, null]), column: 'title', value: value('') }])).toBe(true);
  });
  it('counts cells and rows, and a deleted row once', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: value('b') }, { row: target([1, 'a']), column: 'id', value: value('5') }]);
    changes.remove([target([2, 'a'])], true);
    expect(countChanges(changes.state.rows)).toEqual({ changes: 3, rows: 2 });
  });
  it('undoes what one step did as one step, and discarding too', () => {
    const changes = new StagedChanges();
    changes.change([1, 2, 3].map((id) => ({ row: target([id, 'a']), column: 'title', value: value('b') })));
    changes.discard();
    changes.undo();
    expect(changes.state.rows).toHaveLength(3);
    changes.undo();
    expect(changes.state).toEqual({ rows: [], can_undo: false, can_redo: true });
    changes.redo();
    expect(changes.state.rows).toHaveLength(3);
  });
  it('is read back as it was kept, and leaves out what it does not know', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: { kind: 'default' } }]);
    const kept: unknown = JSON.parse(JSON.stringify(changes.state.rows));
    expect(readStagedRows(kept)).toEqual(changes.state.rows);
    expect(readStagedRows([null, 1, {}, { relation: {} }, ...(kept as unknown[])])).toHaveLength(1);
    expect(readStagedRows('x')).toEqual([]);
  });
  it('never loses its way: undo of everything is the beginning, redo of everything the end', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let script = 0; script < 500; script += 1) {
      const changes = new StagedChanges();
      const states = [JSON.stringify(changes.state.rows)];
      for (let step = 0; step < 20; step += 1) {
        const row = target([random(4), 'a']);
        const values = [null, value('a'), value('b'), value(null), value(''), { kind: 'default' } as const];
        const is_other = random(5) === 0 ? changes.remove([row], random(2) === 0)
          : changes.change([{ row, column: ['title', 'id'][random(2)] ?? 'id', value: values[random(values.length)] ?? null }]);
        if (is_other) states.push(JSON.stringify(changes.state.rows));
        else expect(JSON.stringify(changes.state.rows)).toBe(states.at(-1));
      }
      const end = states.at(-1);
      for (let at = states.length - 2; at >= 0; at -= 1) {
        expect(changes.undo()).toBe(true);
        expect(JSON.stringify(changes.state.rows)).toBe(states[at]);
      }
      expect(changes.undo()).toBe(false);
      while (changes.redo());
      expect(JSON.stringify(changes.state.rows)).toBe(end);
      expect(countChanges(changes.state.rows).rows).toBe(changes.state.rows.length);
    }
  });
});

describe('rows that are shown', () => {
  const base = new RowList([[1, 'a'], [2, 'b'], [1, 'a'], [null, null]]);
  it('change in every place in which they stand, and nowhere else', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: value('new') }]);
    const rows = new EditedRows(base, origins, new SavedRows(), changes.state.rows, () => 0);
    expect([0, 1, 2, 3].map((at) => rows.row(at))).toEqual([[1, 'new'], [2, 'b'], [1, 'new'], [null, null]]);
    expect(rows.row(0)).toBe(rows.row(0));
    expect(base.row(0)).toEqual([1, 'a']);
    expect([rows.stagedOf(0, 1)?.column, rows.stagedOf(1, 1), rows.stagedOf(3, 1)]).toEqual(['title', null, null]);
    expect(rows.rowOf(3, origin)).toBeNull();
  });
  it('are repainted by what was saved, also where keys were given on', () => {
    const saved = new SavedRows();
    const [one, two] = [target([1, 'a']).id, target([2, 'b']).id];
    saved.add(one, { id: 3, title: 'a3' }, 10);
    saved.add(two, { id: 1, title: 'b1' }, 10);
    saved.add(one, { id: 1, title: 'again' }, 20);
    const rows = new EditedRows(base, origins, saved, [], () => 5);
    expect([rows.row(0), rows.row(1)]).toEqual([[3, 'a3'], [1, 'again']]);
    const later = new EditedRows(base, origins, saved, [], () => 30);
    expect(later.row(0)).toEqual([1, 'a']);
  });
  it('know which were deleted', () => {
    const saved = new SavedRows();
    saved.add(target([2, 'b']).id, null, 10);
    const rows = new EditedRows(base, origins, saved, [], () => 5);
    expect([rows.isGone(0, 0), rows.isGone(1, 0), rows.rowOf(1, origin)]).toEqual([false, true, null]);
  });
});

describe('what is sent', () => {
  it('names the row by its key and says all that was read of it', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: value("o'b") }]);
    const row = changes.state.rows[0] as StagedRow;
    expect(changeOf(row)).toEqual({ kind: 'update', relation: { schema: 'public', name: 'film' }, key: { id: 1 }, expected: { title: 'a' }, values: { title: "o'b" } });
    expect(statementOf(row)).toBe(`UPDATE "public"."film" SET "title" = 'o''b' WHERE "id" = 1;`);
    expect(rereadQuery(row)).toEqual({ sql: 'SELECT xmin, "id", "title" FROM "public"."film" WHERE "id" = $1', parameters: [1], columns: ['id', 'title'] });
    changes.change([{ row, column: 'id', value: value('7') }, { row, column: 'title', value: null }]);
    expect(statementOf(changes.state.rows[0] as StagedRow)).toBe('UPDATE "public"."film" SET "id" = 7 WHERE "id" = 1;');
    changes.remove([row], true);
    expect(statementOf(changes.state.rows[0] as StagedRow)).toBe('DELETE FROM "public"."film" WHERE "id" = 1;');
    changes.rebase(row.id, { title: 'theirs' }, { xmin: '99' }, new Set(['title']));
    expect(changeOf(changes.state.rows[0] as StagedRow)).toMatchObject({ kind: 'delete', expected: { xmin: '99' } });
  });
  it('tells which columns both sides have changed', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: value('mine') }]);
    const row = changes.state.rows[0] as StagedRow;
    const conflict = (title: string) => ({ id: row.id, version: '1', theirs: { id: 1, title } });
    expect([disputedColumns(row, conflict('theirs')), disputedColumns(row, conflict('a')), disputedColumns(row, conflict('mine'))]).toEqual([['title'], [], []]);
  });
  it('finds the cells that an error is about', () => {
    const changes = new StagedChanges();
    changes.change([{ row: target([1, 'a']), column: 'title', value: value('long') }, { row: target([1, 'a']), column: 'id', value: value('x') }]);
    const row = changes.state.rows[0] as StagedRow;
    const error = { message: 'invalid input syntax for type integer: "x"', column: null, constraint: null } as Parameters<typeof failedCells>[0];
    expect(failedCells(error, row, [])).toEqual(['id']);
    expect(failedCells({ ...error, column: 'title' }, row, [])).toEqual(['title']);
    expect(failedCells({ ...error, message: 'no' }, row, ['title'])).toEqual(['title']);
    expect(failedCells({ ...error, message: 'no' }, row, [])).toEqual([]);
  });
});

describe('what is typed and pasted', () => {
  const column = (part: Partial<CatalogRow<'changeable'>>) => {
    const facts = relationFacts([known(7, 'film', 1, 'c', part)])?.columns.get(1);
    if (!facts) throw new Error('no column');
    return facts;
  };
  it('is judged where that can be done here', () => {
    const int = column({ base_type: 'int4', type: 'integer', is_text: false });
    expect([typedValue(int, '7'), typedValue(int, ''), typedValue(int, '1.5')]).toEqual([value('7'), value(null), { kind: 'wrong', reason: 'integer is a whole number' }]);
    const json = column({ base_type: 'jsonb', is_text: false });
    expect([typedValue(json, '{"a":1}').kind, typedValue(json, '{a:1}').kind]).toEqual(['value', 'wrong']);
    expect(typedValue(column({}), '')).toEqual(value(''));
    expect(typedValue(column({ base_type: 'date', is_text: false }), 'tomorrow')).toEqual(value('tomorrow'));
  });
  it('gets the editor of its type', () => {
    expect([editorKind(column({ base_type: 'bool' }), undefined, null), editorKind(column({}), ['a'], null), editorKind(column({ base_type: 'jsonb' }), undefined, null),
      editorKind(column({}), undefined, 'a\nb'), editorKind(column({}), undefined, 'a'), editorKind(column({ base_type: 'numeric' }), undefined, '1')])
      .toEqual(['boolean', 'choice', 'text', 'text', 'line', 'number']);
  });
  it('is read as spreadsheets write it', () => {
    expect(readMatrix('a\tb\r\nc\t"x ""y""\n\tz"\n')).toEqual([['a', 'b'], ['c', 'x "y"\n\tz']]);
    expect(readMatrix('')).toEqual([[null]]);
    expect(readMatrix('a\t')).toEqual([['a', null]]);
    expect(readMatrix('\n\n')).toEqual([[null], [null]]);
    expect(readMatrix('""\t\t"""a"""\n""')).toEqual([['', null, '"a"'], ['']]);
  });
  it('is NULL where nothing was pasted, and the empty text where that was', () => {
    expect(pastedValue(column({}), null)).toEqual(value(null));
    expect(pastedValue(column({}), '')).toEqual(value(''));
    expect(pastedValue(column({ is_nullable: false }), null)).toEqual(value(''));
    expect(pastedValue(column({ base_type: 'int4', is_text: false }), '7')).toEqual(value('7'));
  });
});
