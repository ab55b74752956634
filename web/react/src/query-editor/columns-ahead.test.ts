import { EditorState } from '@codemirror/state';
import type { TransactionSpec } from '@codemirror/state';
import { expect, it, vi } from 'vitest';
import { Ahead } from './columns-ahead.ts';
import type { CatalogReader } from './completion/loader.ts';

/** More relations than the columns of all are loaded for. */
const relations = Array.from({ length: 3001 }, (_, index) => ({ oid: index + 1, schema: 'public', name: `relation_${index + 1}`, kind: 'table' }));
const rows: Record<string, unknown[]> = {
  relations, schemas: [{ schema: 'public', is_system: false, comment: null, search_path_position: 1 }],
  keywords: ['select', 'from', 'where', 'join', 'on'].map((word) => ({ word, kind: 'reserved' })),
};

function editor(text: string) {
  const asked: unknown[] = [];
  const reader: CatalogReader = {
    ask: (async (question: string, narrowing: { relation?: number }) => {
      if (narrowing.relation !== undefined) asked.push([question, narrowing.relation]);
      return await Promise.resolve(narrowing.relation === undefined ? rows[question] ?? [] : []);
    }) as never,
    follow: () => () => undefined,
  };
  const view = { state: EditorState.create({ doc: text }) };
  const ahead = new Ahead(view, () => reader);
  const dispatch = (spec: TransactionSpec): void => {
    view.state = view.state.update(spec).state;
    ahead.update({ docChanged: true, selectionSet: true });
  };
  return { asked, dispatch, ahead, length: () => view.state.doc.length };
}

it('asks for the columns of what the statement at the cursor names, once', async () => {
  const { asked, dispatch, ahead, length } = editor('');
  dispatch({ changes: { from: 0, insert: 'select  from relation_7 t join relation_9 on true' }, selection: { anchor: 7 } });
  await vi.waitFor(() => expect(asked).toEqual([['columns', 7], ['columns', 9]]), { timeout: 15_000 });
  dispatch({ changes: { from: 7, insert: 't.' }, selection: { anchor: 9 } });
  dispatch({ changes: { from: length(), insert: ' where relation_8' } });
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked).toEqual([['columns', 7], ['columns', 9]]);
  ahead.destroy();
});

it('asks nothing of a text without a relation', async () => {
  const { asked, ahead } = editor('select 1 from nowhere');
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked).toEqual([]);
  ahead.destroy();
});
