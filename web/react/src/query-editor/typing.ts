// Typing over a selection, done by us. Left to itself Chromium keeps the look of the replaced text by putting a style
// attribute into the editable element; CodeMirror would take it out again, but the studio's Content-Security-Policy
// has reported it by then.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const typeOverSelection: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const { data, inputType, isComposing } = event;
    if (inputType !== 'insertText' || data === null || isComposing || empty) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    // Brackets and completion listen here, as they would for the browser's own insertion.
    const is_handled = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, insert));
    if (!is_handled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
