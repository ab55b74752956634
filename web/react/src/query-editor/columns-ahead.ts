// Loads the columns of the relations that the statement at the cursor names, before anybody asks for one of them: in a database of
// many relations they are not all in memory, and the list behind `alias.` would have to wait for the server.

import type { Extension } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';
import { contextAt } from './completion/complete.ts';
import { loaderOf } from './completion/loader.ts';
import type { CatalogReader } from './completion/loader.ts';

/** Nothing is looked for between two quick keystrokes. */
const rest_ms = 40;

export function columnsAhead(reader: () => CatalogReader | undefined): Extension {
  return ViewPlugin.define((view) => new Ahead(view, reader));
}

/** Of one editor; its text is there to be read and nothing else. */
export class Ahead {
  readonly #view: Pick<EditorView, 'state'>;
  readonly #reader: () => CatalogReader | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: Pick<EditorView, 'state'>, reader: () => CatalogReader | undefined) {
    this.#view = view;
    this.#reader = reader;
    this.#later();
  }

  update(update: { docChanged: boolean; selectionSet: boolean }): void {
    if (update.docChanged || update.selectionSet) this.#later();
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), rest_ms);
  }

  async #load(): Promise<void> {
    const now = this.#reader();
    if (!now) return;
    const loader = loaderOf(now);
    // The catalog is read as soon as there is an editor, not with the first name that is typed.
    await loader.open().catch(() => undefined);
    const { state } = this.#view;
    contextAt(state.doc.toString(), state.selection.main.head, loader.catalog);
    if (loader.catalog.wanted.columns.size > 0) await loader.loadWanted();
  }
}
