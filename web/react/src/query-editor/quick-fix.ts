// The server's fixes in the editor: buttons below a message, and a menu at the cursor that the keyboard opens.

import { forEachDiagnostic } from '@codemirror/lint';
import type { Action } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, showTooltip } from '@codemirror/view';
import type { Command, KeyBinding, Tooltip } from '@codemirror/view';
import type { AnalysisFix } from '@studio-pg/client';
import { characterOffset } from '../query-run/text-place.ts';
import type { TextRange } from './text-range.ts';

/** A fix by offsets of the text that it was made for. */
export interface TextFix {
  label: string;
  changes: (TextRange & { insert: string })[];
}

export function textFix(sql: string, { label, edits }: AnalysisFix): TextFix {
  return {
    label,
    changes: edits.map(({ begin, end, text }) => ({
      from: characterOffset(sql, begin + 1), to: characterOffset(sql, end + 1), insert: text,
    })),
  };
}

function applyFix(view: EditorView, { changes }: TextFix): void {
  const first = changes[0];
  if (!first) return;
  view.dispatch({ changes, selection: { anchor: first.from + first.insert.length }, scrollIntoView: true, userEvent: 'input.fix' });
  view.focus();
}

/**
 * The fix as a button of a mark that began at `from` when the text was looked at. What has been written since moves it along
 * with its mark; where the marked text itself has changed, nothing is done.
 */
export function fixAction(sql: string, mark: TextRange, fix: TextFix): Action {
  const marked = sql.slice(mark.from, mark.to);
  return {
    name: fix.label,
    apply: (view, from, to) => {
      if (view.state.sliceDoc(from, to) !== marked) return;
      const shift = from - mark.from;
      applyFix(view, { ...fix, changes: fix.changes.map((each) => ({ ...each, from: each.from + shift, to: each.to + shift })) });
    },
  };
}

export interface FixesOfStatement {
  range: TextRange;
  fixes: TextFix[];
}
export const setStatementFixes = StateEffect.define<FixesOfStatement[]>();

/** Other ways to write each statement; none while the text is newer than the server's answer. */
const statementFixes = StateField.define<FixesOfStatement[]>({
  create: () => [],
  update(known, transaction) {
    let next = transaction.docChanged ? [] : known;
    for (const effect of transaction.effects) if (effect.is(setStatementFixes)) next = effect.value;
    return next;
  },
});

interface Choice {
  label: string;
  apply: (view: EditorView) => void;
}

/** What can be done at the cursor: for the marks that it touches, else for those of its line, then for its statement. */
function choicesAt(state: EditorState): Choice[] {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const touching: Choice[] = [];
  const on_line: Choice[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    for (const action of diagnostic.actions ?? []) {
      const choice = { label: action.name, apply: (view: EditorView) => action.apply(view, from, to) };
      if (from <= head && head <= to) touching.push(choice);
      else if (from <= line.to && to >= line.from) on_line.push(choice);
    }
  });
  const of_statement = state.field(statementFixes).filter(({ range }) => range.from <= head && head <= range.to)
    .flatMap(({ fixes }) => fixes).map((fix) => ({ label: fix.label, apply: (view: EditorView) => applyFix(view, fix) }));
  return [...(touching.length > 0 ? touching : on_line), ...of_statement];
}

const showMenu = StateEffect.define<Tooltip | null>();
const menu = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    let next = transaction.docChanged || transaction.selection ? null : shown;
    for (const effect of transaction.effects) if (effect.is(showMenu)) next = effect.value;
    return next;
  },
  provide: (field) => showTooltip.from(field),
});

/** Opens the menu of fixes at the cursor; with nothing to offer it says so. */
export const openQuickFixes: Command = (view) => {
  const choices = choicesAt(view.state);
  view.dispatch({ effects: showMenu.of({
    pos: view.state.selection.main.head, above: false, create: () => {
      const dom = menuOf(view, choices);
      return { dom, mount: () => dom.querySelector<HTMLElement>('[role=menuitem]')?.focus() };
    },
  }) });
  return true;
};

/** Writes out the `*` at the cursor, or the only one of its statement. */
export const expandStar: Command = (view) => {
  const { head } = view.state.selection.main;
  const stars = view.state.field(statementFixes).filter(({ range }) => range.from <= head && head <= range.to).flatMap(({ fixes }) => fixes);
  const chosen = stars.find(({ changes }) => changes.some(({ from, to }) => from <= head && head <= to)) ?? stars[0];
  if (!chosen) return openQuickFixes(view);
  applyFix(view, chosen);
  return true;
};

export const fix_keys: readonly KeyBinding[] = [
  { key: 'Alt-Enter', run: openQuickFixes },
  { key: 'Alt-Shift-e', run: expandStar },
];

function menuOf(view: EditorView, choices: Choice[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-quick-fixes';
  box.setAttribute('role', 'menu');
  box.setAttribute('aria-label', 'Quick fixes');
  const close = (): void => {
    view.dispatch({ effects: showMenu.of(null) });
    view.focus();
  };
  for (const choice of choices.length > 0 ? choices : [{ label: 'No fix is known here', apply: () => undefined }]) {
    const item = document.createElement('button');
    item.type = 'button';
    item.setAttribute('role', 'menuitem');
    item.textContent = choice.label;
    item.onclick = () => {
      close();
      choice.apply(view);
    };
    box.append(item);
  }
  box.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (step === undefined) return;
    else move(box, step);
    event.preventDefault();
    event.stopPropagation();
  };
  box.addEventListener('focusout', ({ relatedTarget }) => {
    const stays = relatedTarget instanceof Node && box.contains(relatedTarget);
    if (!stays && view.state.field(menu) !== null) view.dispatch({ effects: showMenu.of(null) });
  });
  return box;
}

function move(box: HTMLElement, step: number): void {
  const items = [...box.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const root = box.getRootNode() as Document | ShadowRoot;
  const now = items.findIndex((item) => item === root.activeElement);
  items[(now + step + items.length) % items.length]?.focus();
}

const look = EditorView.theme({
  '.cm-diagnosticAction': {
    font: 'inherit', fontSize: '12px', color: 'var(--text)', backgroundColor: 'var(--surface-3)', border: '1px solid var(--line)', borderRadius: '4px',
    padding: '1px 8px', marginLeft: '0', marginRight: '6px', marginTop: '4px', cursor: 'pointer',
  },
  '.cm-quick-fixes': { display: 'flex', flexDirection: 'column', padding: '4px', minWidth: '160px', maxWidth: '480px' },
  '.cm-quick-fixes button': {
    font: 'inherit', fontSize: '12px', textAlign: 'left', color: 'var(--text)', background: 'none', border: 'none', borderRadius: '4px',
    padding: '4px 8px', cursor: 'pointer', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap',
  },
  '.cm-quick-fixes button:focus, .cm-quick-fixes button:hover': { backgroundColor: 'var(--accent-soft)', outline: 'none' },
});

export const quickFixes: Extension = [statementFixes, menu, look];
