// The gutter's run mark: a small triangle at the first line of the statement at the cursor, where there are several.

import type { Extension } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';
import { hasSeveral, statementAt } from './statement.ts';

class RunMark extends GutterMarker {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'cm-run-mark';
    mark.textContent = '▸';
    mark.title = 'Run this statement';
    return mark;
  }
}

const mark = new RunMark();

/** `onRun` is called when the mark is clicked; the keyboard has a shortcut of its own. */
export function runGutter(onRun: (view: EditorView) => void): Extension {
  return gutter({
    class: 'cm-run-gutter',
    lineMarker(view, line) {
      const statement = hasSeveral(view.state) ? statementAt(view.state) : null;
      if (!statement) return null;
      return view.state.doc.lineAt(statement.from).from === line.from ? mark : null;
    },
    lineMarkerChange: (update) => update.selectionSet || update.docChanged || update.transactions.length > 0,
    initialSpacer: () => mark,
    domEventHandlers: {
      mousedown(view, line) {
        const statement = statementAt(view.state);
        if (!statement || view.state.doc.lineAt(statement.from).from !== line.from) return false;
        onRun(view);
        return true;
      },
    },
  });
}
