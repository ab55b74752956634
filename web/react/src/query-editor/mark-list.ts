// The marks of the text as a list below it, for the keyboard and for who wants to see all at once: each leads to its place, its
// fixes stand beside it. Up and Down go through them, Esc goes back to the text.

import { forEachDiagnostic, setDiagnosticsEffect } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, showPanel } from '@codemirror/view';
import type { Command, KeyBinding, Panel } from '@codemirror/view';

const setOpen = StateEffect.define<boolean>();

const is_open = StateField.define<boolean>({
  create: () => false,
  update(open, transaction) {
    let next = open;
    for (const effect of transaction.effects) if (effect.is(setOpen)) next = effect.value;
    return next;
  },
  provide: (field) => showPanel.from(field, (open) => (open ? panelOf : null)),
});

interface Mark {
  diagnostic: Diagnostic;
  from: number;
  to: number;
}

/** Where they are now, in the order of the text. */
function marksOf(view: EditorView): Mark[] {
  const marks: Mark[] = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => marks.push({ diagnostic, from, to }));
  return marks.sort((one, other) => one.from - other.from);
}

/** Opens the list and puts the focus into it. */
export const openMarkList: Command = (view) => {
  if (!view.state.field(is_open)) view.dispatch({ effects: setOpen.of(true) });
  (view.dom.querySelector<HTMLElement>('.cm-mark-place') ?? view.dom.querySelector<HTMLElement>('.cm-mark-close'))?.focus();
  return true;
};

/** Goes to the mark behind the cursor; behind the last one comes the first. */
export const goToNextMark: Command = (view) => {
  const marks = marksOf(view);
  const { from, to } = view.state.selection.main;
  const next = marks.find((mark) => mark.from > from || (mark.from === from && mark.to > to)) ?? marks[0];
  if (!next) return false;
  goTo(view, next);
  return true;
};

function goTo(view: EditorView, { from, to }: Mark): void {
  view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
  view.focus();
}

function close(view: EditorView): void {
  view.dispatch({ effects: setOpen.of(false) });
  view.focus();
}

function panelOf(view: EditorView): Panel {
  const dom = document.createElement('section');
  dom.className = 'cm-mark-list';
  dom.setAttribute('aria-label', 'Marks in the text');
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(view);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(dom, event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  draw(view, dom);
  return {
    dom,
    update: ({ transactions, docChanged }) => {
      if (docChanged || transactions.some((each) => each.effects.some((effect) => effect.is(setDiagnosticsEffect)))) draw(view, dom);
    },
  };
}

function step(dom: HTMLElement, by: number): void {
  const places = [...dom.querySelectorAll<HTMLElement>('.cm-mark-place')];
  const focused = focusedAt(dom);
  const at = places.findIndex((place) => place.parentElement?.contains(focused) === true);
  places[Math.min(Math.max(at + by, 0), places.length - 1)]?.focus();
}

/** The element that has the focus where the editor stands, in a shadow root too. */
function focusedAt(dom: HTMLElement): Element | null {
  const root = dom.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}

function draw(view: EditorView, dom: HTMLElement): void {
  const focused = focusedAt(dom);
  const had_focus = focused !== null && dom.contains(focused);
  const at = [...dom.querySelectorAll('button')].findIndex((each) => each === focused);
  const marks = marksOf(view);
  const head = document.createElement('div');
  head.className = 'cm-mark-head';
  head.append(marks.length === 0 ? 'Nothing is marked' : `${marks.length} ${marks.length === 1 ? 'mark' : 'marks'}`, button('Close', 'cm-mark-close', () => close(view)));
  const list = document.createElement('ul');
  list.append(...marks.map((mark) => lineOf(view, mark)));
  dom.replaceChildren(...(marks.length === 0 ? [head] : [head, list]));
  if (!had_focus) return;
  const buttons = dom.querySelectorAll('button');
  buttons[Math.min(at, buttons.length - 1)]?.focus();
}

const words = { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Hint' } as const;

function lineOf(view: EditorView, mark: Mark): HTMLElement {
  const { diagnostic, from, to } = mark;
  const line = view.state.doc.lineAt(from);
  const item = document.createElement('li');
  const place = button(`${line.number}:${from - line.from + 1}`, 'cm-mark-place', () => goTo(view, mark));
  const severity = document.createElement('span');
  severity.className = `cm-mark-severity cm-mark-${diagnostic.severity}`;
  severity.textContent = words[diagnostic.severity];
  const message = document.createElement('span');
  message.className = 'cm-mark-message';
  message.textContent = diagnostic.message;
  place.prepend(severity);
  place.append(message);
  item.append(place, ...(diagnostic.actions ?? []).map((action) => button(action.name, 'cm-mark-fix', () => action.apply(view, from, to))));
  return item;
}

function button(text: string, class_name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = class_name;
  made.append(text);
  made.addEventListener('click', act);
  return made;
}

export const mark_keys: readonly KeyBinding[] = [{ key: 'Mod-Shift-m', run: openMarkList, preventDefault: true }, { key: 'F8', run: goToNextMark }];

const theme = EditorView.theme({
  '.cm-mark-list': { maxHeight: '132px', overflow: 'auto', fontFamily: 'var(--font-ui)', fontSize: '12px', lineHeight: '16px' },
  '.cm-mark-head': { display: 'flex', justifyContent: 'space-between', padding: '2px 4px 2px 12px', color: 'var(--text-muted)', alignItems: 'center' },
  '.cm-mark-list ul': { margin: '0', padding: '0 4px 4px', listStyle: 'none' },
  '.cm-mark-list li': { display: 'flex', alignItems: 'flex-start', gap: '4px' },
  '.cm-mark-list button': { font: 'inherit', color: 'inherit', background: 'none', border: '0', borderRadius: '4px', padding: '4px 8px', textAlign: 'left', minHeight: '24px' },
  '.cm-mark-list button:hover': { backgroundColor: 'var(--surface-2)' },
  '.cm-mark-list button:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-mark-place': { display: 'flex', flex: '1', gap: '10px', minWidth: '0', fontVariantNumeric: 'tabular-nums' },
  '.cm-mark-severity': { flex: 'none', width: '52px', fontWeight: '500', color: 'var(--info)' },
  '.cm-mark-error': { color: 'var(--danger)' },
  '.cm-mark-warning': { color: 'var(--warning)' },
  '.cm-mark-message': { minWidth: '0', overflowWrap: 'anywhere' },
  '.cm-mark-list .cm-mark-fix': { flex: 'none', color: 'var(--accent)', whiteSpace: 'nowrap' },
});

export const markList: Extension = [is_open, theme];
