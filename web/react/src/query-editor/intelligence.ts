// Completion, hover and signatures in one module of its own: the editor is there before it, and one can type meanwhile.

import type { Extension } from '@codemirror/state';
import { completionList } from './completion-list.ts';
import type { CatalogReader } from './completion/loader.ts';
import { hover } from './hover.ts';

export function intelligence(reader: () => CatalogReader | undefined): Extension {
  return [completionList(reader), hover(reader)];
}
