// The migration: a query tab of that name, which gathers the changes that are not run at once.

import { openText } from '../features/editor/open-query.ts';
import { readDocument, writeDocument } from '../features/editor/query-document.ts';
import { tabsOf } from '../lib/tabs.ts';

const title = 'Migration';

/** Appends a text to the connection's migration, which it opens where there is none. */
export function addToMigration(connection: string, sql: string): void {
  const open = tabsOf(connection).find((tab) => tab.kind === 'query' && (tab.name ?? tab.title) === title);
  if (open?.kind !== 'query') {
    openText(connection, `${sql}\n`, { title });
    return;
  }
  const document = readDocument(connection, open.id);
  const before = document.text.trimEnd();
  writeDocument(connection, open.id, { ...document, text: `${before}${before === '' ? '' : '\n\n'}${sql}\n` });
}
