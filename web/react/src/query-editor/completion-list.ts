// The list that opens while somebody types: the engine's candidates as CodeMirror's options. It asks the engine anew at
// each keystroke; what the catalog had not in memory is loaded meanwhile, and the list is refined when it has come.

import { acceptCompletion, autocompletion, closeCompletion, completionStatus, pickedCompletion, startCompletion } from '@codemirror/autocomplete';
import type { Completion as Option, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { undoDepth } from '@codemirror/commands';
import { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { keymap, ViewPlugin } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';
import { columnsAhead } from './columns-ahead.ts';
import { complete } from './completion/complete.ts';
import type { Completion } from './completion/complete.ts';
import type { Candidate } from './completion/candidate.ts';
import { loaderOf } from './completion/loader.ts';
import type { CatalogLoader, CatalogReader } from './completion/loader.ts';
import { infoOf, kindMark } from './completion-view.ts';

const setDismissed = StateEffect.define<number>();

/** Where the name begins whose list was closed by Esc; −1 where none was. */
const dismissedField = StateField.define<number>({
  create: () => -1,
  update(dismissed, transaction) {
    let next = dismissed < 0 ? dismissed : transaction.changes.mapPos(dismissed, -1);
    for (const effect of transaction.effects) if (effect.is(setDismissed)) next = effect.value;
    return next;
  },
});

/** `reader` gives the catalog of the connection; undefined where there is none to ask. */
export function completionList(reader: () => CatalogReader | undefined): Extension {
  const source = (context: CompletionContext) => {
    const now = reader();
    return now ? listAt(context, loaderOf(now)) : null;
  };
  return [
    dismissedField,
    // Before CodeMirror's own keys of the list, whose Esc remembers nothing.
    Prec.highest(keymap.of([{ key: 'Escape', run: dismiss }, { key: 'Tab', run: acceptCompletion }])),
    EditorState.languageData.of(() => [{ autocomplete: source }]),
    autocompletion({
      icons: false, activateOnTypingDelay: 0, maxRenderedOptions: 30,
      addToOptions: [{ render: kindMark, position: 20 }],
    }),
    ViewPlugin.define((view) => {
      const now = reader();
      if (now && undoDepth(view.state) > 0) listWhenOpen(view, loaderOf(now));
      return {};
    }),
    columnsAhead(reader),
  ];
}

function dismiss(view: EditorView): boolean {
  if (completionStatus(view.state) === null) return false;
  const { head } = view.state.selection.main;
  const before = /[\p{L}\p{N}_$]*$/u.exec(view.state.sliceDoc(Math.max(0, head - 100), head));
  view.dispatch({ effects: setDismissed.of(head - (before?.[0].length ?? 0)) });
  return closeCompletion(view);
}

function listAt(context: CompletionContext, loader: CatalogLoader): CompletionResult | null | Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const is_open = loader.catalog.keywords.size > 0;
  if (is_open) return resultOf(context, text, loader);
  // Where more is typed meanwhile, CodeMirror drops the answer and asks no more.
  if (context.view) listWhenOpen(context.view, loader);
  return loader.open().then(() => (context.aborted ? null : resultOf(context, text, loader)), () => null);
}

function resultOf(context: CompletionContext, text: string, loader: CatalogLoader): CompletionResult | null {
  const completion = complete(text, context.pos, loader.catalog);
  const { columns, values } = loader.catalog.wanted;
  if (columns.size + values.size > 0) refineLater(context, loader);
  if (!completion || completion.candidates.length === 0) return null;
  if (!context.explicit && (!completion.opens || context.state.field(dismissedField) === completion.from)) return null;
  // A list of nothing but the word that stands there already says nothing.
  if (!context.explicit && isWritten(completion, text, context.pos)) return null;
  return { from: completion.from, to: completion.to, filter: false, options: completion.candidates.map((candidate) => optionOf(candidate, loader)) };
}

function isWritten({ from, candidates }: Completion, text: string, cursor: number): boolean {
  return candidates.length === 1 && candidates[0]?.insert === text.slice(from, cursor);
}

/** Asks for what was missing, and lists again if nothing was typed meanwhile. */
function refineLater(context: CompletionContext, loader: CatalogLoader): void {
  const { view, state, pos } = context;
  void loader.loadWanted().then((has_come) => {
    if (has_come && view && view.state.doc === state.doc && view.state.selection.main.head === pos) listAgain(view, loader);
  });
}

const waiting = new WeakSet<EditorView>();
/** What CodeMirror takes to show an answer that it does not drop. */
const answer_ms = 60;

/** Lists what fits the text as it is when the catalog has come: what was typed before that opens its list too. */
function listWhenOpen(view: EditorView, loader: CatalogLoader): void {
  if (waiting.has(view)) return;
  waiting.add(view);
  void loader.open().then(() => setTimeout(() => {
    if (completionStatus(view.state) !== 'active') listAgain(view, loader);
  }, answer_ms), () => undefined).finally(() => waiting.delete(view));
}

function listAgain(view: EditorView, loader: CatalogLoader): void {
  const text = view.state.doc.toString();
  const { head } = view.state.selection.main;
  const completion = complete(text, head, loader.catalog);
  if (!completion?.opens || isWritten(completion, text, head) || view.state.field(dismissedField) === completion.from || !view.hasFocus) return;
  startCompletion(view);
}

function optionOf(candidate: Candidate, loader: CatalogLoader): Option {
  return {
    label: candidate.label,
    detail: candidate.detail,
    type: candidate.kind,
    apply: (view, option, from, to) => {
      accept(view, option, candidate, [from, to]);
      loader.usage.note(candidate.kind, candidate.insert);
    },
    ...(candidate.comment !== null || candidate.detail.length > 40 ? { info: () => infoOf(candidate) } : {}),
  };
}

function accept(view: EditorView, option: Option, candidate: Candidate, [from, to]: readonly [number, number]): void {
  let { insert, back = 0 } = candidate;
  if (insert.endsWith('()') && view.state.sliceDoc(to, to + 1) === '(') {
    insert = insert.slice(0, -2);
    back = 0;
  }
  view.dispatch({
    changes: { from, to, insert }, selection: { anchor: from + insert.length - back }, scrollIntoView: true,
    userEvent: 'input.complete', annotations: pickedCompletion.of(option),
  });
  if (candidate.goes_on) startCompletion(view);
}
