// Where somebody is in a text: cursors and selections, the line on top, what is folded. Told while it changes, so that a reload
// or a crash comes back to the same place.

import { foldEffect, foldedRanges } from '@codemirror/language';
import { EditorSelection } from '@codemirror/state';
import type { EditorState, Extension, StateEffect } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import type { ViewUpdate } from '@codemirror/view';

/** All in offsets of the text. */
export interface EditorPlace {
  /** Each cursor or selection; the main one first. */
  selections: { anchor: number; head: number }[];
  /** Where the topmost line that is seen begins. */
  top: number;
  folds: { from: number; to: number }[];
}

const rest_ms = 300;
const most_selections = 100;
const most_folds = 500;

function placeOf(view: EditorView): EditorPlace {
  const { selection } = view.state;
  const rest = selection.ranges.filter((range) => range !== selection.main);
  const folds: EditorPlace['folds'] = [];
  foldedRanges(view.state).between(0, view.state.doc.length, (from, to) => {
    if (folds.length < most_folds) folds.push({ from, to });
  });
  return {
    selections: [selection.main, ...rest].slice(0, most_selections).map(({ anchor, head }) => ({ anchor, head })),
    top: view.lineBlockAtHeight(view.scrollDOM.scrollTop).from,
    folds,
  };
}

/** Tells the place when it has rested for a moment, when the editor goes, and when the page is left. */
export function tellPlace(onPlace: () => ((place: EditorPlace) => void) | undefined): Extension {
  return ViewPlugin.fromClass(class {
    timer: ReturnType<typeof setTimeout> | undefined;
    constructor(readonly view: EditorView) {
      view.scrollDOM.addEventListener('scroll', this.later, { passive: true });
      window.addEventListener('pagehide', this.now);
    }

    later = (): void => {
      this.timer ??= setTimeout(this.now, rest_ms);
    };

    now = (): void => {
      if (this.timer === undefined) return;
      clearTimeout(this.timer);
      this.timer = undefined;
      onPlace()?.(placeOf(this.view));
    };

    update(update: ViewUpdate): void {
      if (update.docChanged || update.selectionSet || update.transactions.some((each) => each.effects.length > 0)) this.later();
    }

    destroy(): void {
      // The editor is laid out no longer: what is on top was told when it was last scrolled.
      clearTimeout(this.timer);
      this.view.scrollDOM.removeEventListener('scroll', this.later);
      window.removeEventListener('pagehide', this.now);
    }
  });
}

/**
 * Where the editor gets the focus by Tab, the browser puts its own cursor at the beginning of the text. CodeMirror puts that right
 * when it hears of it, which is after a key that is pressed at once, and after the moment in which it looks for it where the
 * page is busy: the key was lost, and the place with it. So the browser's cursor is put where the editor's is as the focus comes.
 */
export const focusAtCursor: Extension = EditorView.domEventObservers({ focus: (_event, view) => view.focus() });

/** The selection to begin with; the end of the text where there is no place. What lies beyond the text is its end. */
export function selectionAt(text: string, place: EditorPlace | undefined): EditorSelection {
  const within = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  const ranges = (place?.selections ?? []).map(({ anchor, head }) => EditorSelection.range(within(anchor), within(head)));
  return ranges.length === 0 ? EditorSelection.single(text.length) : EditorSelection.create(ranges, 0);
}

/** What brings a new editor to a place. */
export function effectsOf(state: EditorState, place: EditorPlace | undefined): StateEffect<unknown>[] {
  if (place === undefined) return [];
  const length = state.doc.length;
  return [
    ...place.folds.filter(({ from, to }) => from >= 0 && from < to && to <= length).map((range) => foldEffect.of(range)),
    EditorView.scrollIntoView(Math.max(0, Math.min(place.top, length)), { y: 'start', yMargin: 0 }),
  ];
}
