// What is drawn into the text: the soft background of the statement at the cursor, and the mark of an error.

import { StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { statementsField } from './analysis.ts';
import { hasSeveral, statementAt } from './statement.ts';

/** Marks the token at an offset, or clears the mark. */
export const setErrorMark = StateEffect.define<number | null>();

const error_mark = Decoration.mark({ class: 'cm-error-mark', attributes: { 'aria-invalid': 'true' } });
const error_line = Decoration.line({ class: 'cm-error-line' });
const statement_line = Decoration.line({ class: 'cm-current-statement' });

const errorField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    // An edit makes the mark stale: the text is no longer the one that was sent.
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (effect.is(setErrorMark)) next = effect.value === null ? Decoration.none : markAt(transaction.state, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markAt(state: EditorState, offset: number): DecorationSet {
  const at = Math.max(0, Math.min(offset, state.doc.length));
  const line = state.doc.lineAt(at);
  const token = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$.]+|.)/u.exec(line.text.slice(at - line.from));
  const marks = [error_line.range(line.from)];
  if (token) marks.push(error_mark.range(at, at + token[0].length));
  return Decoration.set(marks);
}

const statementField = EditorView.decorations.compute(['selection', 'doc', statementsField], (state) => {
  const statement = statementAt(state);
  if (!statement || !hasSeveral(state)) return Decoration.none;
  const first = state.doc.lineAt(statement.from).number;
  const last = state.doc.lineAt(statement.to).number;
  // A very long statement is not worth a decoration a line.
  if (last - first > 2000) return Decoration.none;
  const lines = [];
  for (let number = first; number <= last; number += 1) lines.push(statement_line.range(state.doc.line(number).from));
  return Decoration.set(lines);
});

export const textMarks: Extension = [errorField, statementField];
