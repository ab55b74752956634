// What a name means, shown when the pointer rests on it, or at the cursor when the keyboard asks; and the signature of
// the call that is being written.

import { closeCompletion } from '@codemirror/autocomplete';
import { StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, ViewPlugin } from '@codemirror/view';
import type { Tooltip, ViewUpdate } from '@codemirror/view';
import { describeAt } from './completion/describe.ts';
import type { Description } from './completion/describe.ts';
import { loaderOf } from './completion/loader.ts';
import type { CatalogReader } from './completion/loader.ts';
import { signatureAt } from './completion/signature.ts';
import type { Signature } from './completion/signature.ts';
import { line } from './completion-view.ts';
import { describeAtCursor, describer } from './describe-command.ts';

/** Longer texts are not looked through for a signature at each movement of the cursor. */
const longest_text = 512 * 1024;

export function hover(reader: () => CatalogReader | undefined): Extension {
  const describe = async (text: string, offset: number): Promise<Description | null> => {
    const now = reader();
    if (!now) return null;
    const loader = loaderOf(now);
    await loader.open();
    let found = describeAt(text, offset, loader.catalog);
    // What was missing is loaded once; a relation's columns may lead to no further question.
    if (loader.catalog.wanted.columns.size > 0 && await loader.loadWanted()) found = describeAt(text, offset, loader.catalog);
    return found;
  };
  return [
    hoverTooltip(async (view, offset) => tooltipOf(await describe(view.state.doc.toString(), offset).catch(() => null)), { hoverTime: 350 }),
    describedField, signatureField, describer.of((view) => showDescription(view, describe)),
    keymap.of([{ key: 'F1', run: describeAtCursor }, { key: 'Escape', run: hide }]),
    ViewPlugin.define((view) => ({ update: (update) => followSignature(update, view, reader) })),
  ];
}

const setDescription = StateEffect.define<Description | null>();
const setSignature = StateEffect.define<Signature | null>();
/** Esc hides the signature of one call until the cursor has left it. */
const hideSignature = StateEffect.define<number>();

const describedField = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    let next = transaction.docChanged || transaction.selection ? null : shown;
    for (const effect of transaction.effects) if (effect.is(setDescription)) next = tooltipOf(effect.value);
    return next;
  },
  provide: (field) => showTooltip.from(field),
});

interface Shown {
  signature: Signature | null;
  hidden_from: number;
  tooltip: Tooltip | null;
}

const signatureField = StateField.define<Shown>({
  create: () => ({ signature: null, hidden_from: -1, tooltip: null }),
  update(shown, transaction) {
    let next = shown;
    for (const effect of transaction.effects) {
      if (effect.is(hideSignature)) next = { signature: null, hidden_from: effect.value, tooltip: null };
      else if (effect.is(setSignature)) next = shownSignature(effect.value, next.hidden_from);
    }
    return next;
  },
  provide: (field) => showTooltip.from(field, (shown) => shown.tooltip),
});

function shownSignature(signature: Signature | null, hidden_from: number): Shown {
  if (!signature) return { signature: null, hidden_from: -1, tooltip: null };
  if (signature.from === hidden_from) return { signature: null, hidden_from, tooltip: null };
  return { signature, hidden_from: -1, tooltip: { pos: signature.from, above: true, create: () => ({ dom: signatureBox(signature) }) } };
}

function hide(view: EditorView): boolean {
  const { signature } = view.state.field(signatureField);
  const described = view.state.field(describedField);
  if (!signature && !described) return false;
  view.dispatch({ effects: [setDescription.of(null), ...(signature ? [hideSignature.of(signature.from)] : [])] });
  return true;
}

/** Shows the signature after what has changed it; a field may not ask the catalog while a transaction is made. */
function followSignature(update: ViewUpdate, view: EditorView, reader: () => CatalogReader | undefined): void {
  if (!update.docChanged && !update.selectionSet) return;
  const now = reader();
  const known = update.state.field(signatureField);
  const is_call = update.docChanged || known.signature !== null || known.hidden_from >= 0;
  if (!now || !is_call || update.state.doc.length > longest_text) return;
  queueMicrotask(() => {
    if (view.state !== update.state) return;
    const signature = view.state.selection.main.empty ? signatureAt(view.state.doc.toString(), view.state.selection.main.head, loaderOf(now).catalog) : null;
    if (isSame(signature, view.state.field(signatureField))) return;
    view.dispatch({ effects: setSignature.of(signature) });
  });
}

function isSame(signature: Signature | null, shown: Shown): boolean {
  if (!signature) return shown.signature === null && shown.hidden_from < 0;
  return signature.from === shown.hidden_from || (signature.from === shown.signature?.from && signature.argument === shown.signature.argument && signature.name === shown.signature.name);
}

function showDescription(view: EditorView, describe: (text: string, offset: number) => Promise<Description | null>): boolean {
  closeCompletion(view);
  const { state } = view;
  // Asked once more, it gets the focus: a long description is read on by the keys.
  const box = state.field(describedField) && view.dom.querySelector<HTMLElement>('.cm-description');
  if (box) {
    box.focus();
    return true;
  }
  void describe(state.doc.toString(), state.selection.main.head).catch(() => null).then((found) => {
    if (view.state.doc === state.doc) view.dispatch({ effects: [setDescription.of(found), EditorView.announce.of(found ? spoken(found) : 'Nothing is known of this.')] });
  });
  return true;
}

/** For a screen reader: the tooltip itself has no focus. */
function spoken({ kind, title, code, facts, comment, columns }: Description): string {
  return [`${kind} ${title}`, ...code, ...facts, comment ?? '', ...columns.map((column) => `${column.name} ${column.type} ${column.note}`)].join('. ');
}

function tooltipOf(found: Description | null): Tooltip | null {
  return found && { pos: found.from, end: found.to, above: true, create: (view) => ({ dom: focusable(descriptionBox(found), view) }) };
}

/** A long one is scrolled by the keys once it has the focus; Esc leads back to the text. */
function focusable(box: HTMLElement, view: EditorView): HTMLElement {
  box.tabIndex = 0;
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    view.focus();
  });
  return box;
}

function descriptionBox(found: Description): HTMLElement {
  const box = line('cm-description', '');
  const head = line('cm-description-head', '');
  head.append(line('cm-description-kind', found.kind, 'span'), line('cm-description-title', found.title, 'span'));
  box.append(head);
  if (found.comment !== null) box.append(line('cm-info-comment', found.comment));
  for (const code of found.code) box.append(line('cm-info-code', code));
  for (const fact of found.facts) box.append(line('cm-description-fact', fact));
  if (found.columns.length > 0) box.append(columnTable(found));
  if (found.more > 0) box.append(line('cm-description-fact', `and ${found.more} more columns`));
  return box;
}

function columnTable({ columns }: Description): HTMLElement {
  const table = document.createElement('table');
  for (const column of columns) {
    const row = table.insertRow();
    for (const [name, text] of [['name', column.name], ['type', column.type], ['note', column.note]] as const) {
      const cell = row.insertCell();
      cell.className = `cm-description-${name}`;
      cell.textContent = text;
    }
  }
  return table;
}

function signatureBox({ name, ways, argument }: Signature): HTMLElement {
  const box = line('cm-signature', '');
  for (const way of ways) {
    const row = line('cm-info-code', `${name}(`);
    for (const [index, parameter] of way.parameters.entries()) {
      if (index > 0) row.append(', ');
      const is_here = index === argument || (index === way.parameters.length - 1 && argument > index);
      row.append(is_here ? line('cm-signature-here', parameter, 'strong') : parameter);
    }
    row.append(`)${way.returns === null ? '' : ` → ${way.returns}`}`);
    box.append(row);
  }
  const comment = ways[0]?.comment ?? null;
  if (comment !== null) box.append(line('cm-info-comment', comment));
  return box;
}

