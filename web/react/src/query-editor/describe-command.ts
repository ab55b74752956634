// The command that describes the name at the cursor, apart from what does it: that is loaded after the editor.

import { Facet } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** What describes; there is none until it is loaded. */
export const describer = Facet.define<(view: EditorView) => boolean>();

export function describeAtCursor(view: EditorView): boolean {
  return view.state.facet(describer).some((describe) => describe(view));
}
