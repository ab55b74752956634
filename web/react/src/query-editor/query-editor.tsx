// The SQL editor: CodeMirror with PostgreSQL's grammar, completion from the catalog, our theme, the statement at the
// cursor and the mark of an error. It keeps the text; its owner hears of changes and hands in errors.

import { closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap } from '@codemirror/autocomplete';
import { history, indentWithTab, toggleComment } from '@codemirror/commands';
import { PostgreSQL } from '@codemirror/lang-sql';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { highlightSelectionMatches } from '@codemirror/search';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder,
} from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import { analysis, analyzeAgain } from './analysis.ts';
import type { Analyze } from './analysis.ts';
import type { CatalogReader } from './completion/loader.ts';
import { effectsOf, selectionAt } from './editor-place.ts';
import type { EditorPlace } from './editor-place.ts';
import { setErrorMark, textMarks } from './marks.ts';
import { runGutter } from './run-gutter.ts';
import { followed, shell, shell_keys, shellHandle } from './shell.ts';
import type { ShellHandle } from './shell.ts';
import { snippetCompletion } from './snippets.ts';
import type { EditorSnippet } from './snippets.ts';
import { statementAt } from './statement.ts';
import { editorTheme } from './theme.ts';
import { typeOverSelection } from './typing.ts';
import { useKeys } from './use-keys.ts';
import type { EditorKeymap } from './use-keys.ts';

export type { EditorPlace } from './editor-place.ts';
export type { EditorSnippet } from './snippets.ts';
export type { EditorKeymap } from './use-keys.ts';
export type { CatalogReader } from './completion/loader.ts';

/** What is to be run: a text and where it begins in the editor's. */
export interface SqlPart {
  sql: string;
  start: number;
}

export interface QueryEditorHandle extends ShellHandle {
  /** The selection, or everything where nothing is selected. */
  part(): SqlPart;
  /** The selected text; null where nothing is selected. */
  selected(): SqlPart | null;
  /** The statement at the cursor; null in an empty text. */
  statement(): SqlPart | null;
  /** All of it as it stands now, before any rendering has heard of the last keystroke. */
  text(): string;
  focus(): void;
  /** Puts the cursor at an offset and scrolls it into view. */
  goTo(offset: number): void;
  insert(text: string): void;
  /** Puts another text in place of all; it can be undone. */
  replace(text: string): void;
}

export interface QueryEditorProps {
  ref?: Ref<QueryEditorHandle>;
  initial_text: string;
  /** Where one was in the text; default: at its end. */
  initial_place?: EditorPlace | undefined;
  /** Default: CodeMirror's own keys. */
  keys?: EditorKeymap | undefined;
  /** How the catalog of the connection is asked, for completion and hover; always the same object for one connection. */
  catalog?: CatalogReader;
  /**
   * Asks the server what the text is while it is typed, and again when this is another function; without it nothing is marked before
   * it is run.
   */
  analyze?: Analyze;
  /** Breaks long lines at the editor's edge instead of scrolling. */
  wraps?: boolean;
  /** The offset of an error, or null. */
  error_offset: number | null;
  onChange: (text: string) => void;
  onRun: (part: SqlPart) => void;
  /** Offered by their names beside the other completions. */
  snippets?: readonly EditorSnippet[] | undefined;
  /** Hears where one is in the text when that has rested for a moment. */
  onPlace?: ((place: EditorPlace) => void) | undefined;
  /** Vim's `:w` and `:q`. */
  onSave?: (() => void) | undefined;
  onQuit?: (() => void) | undefined;
}

// Fetched beside the editor's own chunk, and not only once it has been drawn.
void import('./intelligence.ts').catch(() => undefined);

export function QueryEditor(props: QueryEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const wrapping = useRef(new Compartment());
  const helping = useRef(new Compartment());
  const keys = useKeys(view, props);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const { initial_text, initial_place } = latest.current;
    // In a shadow root CodeMirror adopts constructed style sheets; in the document it would add a style element, which
    // the studio's Content-Security-Policy refuses.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const made = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: initial_text,
        selection: selectionAt(initial_text, initial_place),
        extensions: [keys.of([]), helping.current.of([]), ...extensions(() => latest.current), wrapping.current.of([])],
      }),
    });
    made.dispatch({ effects: effectsOf(made.state, initial_place) });
    view.current = made;
    // Completion and hover are a chunk of their own; without it, on a line that has broken, one can still write and run.
    void import('./intelligence.ts').then(({ intelligence }) => {
      if (view.current === made) made.dispatch({ effects: helping.current.reconfigure(intelligence(() => latest.current.catalog)) });
    }, () => undefined);
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [keys]);

  useEffect(() => {
    view.current?.dispatch({ effects: wrapping.current.reconfigure(props.wraps === true ? EditorView.lineWrapping : []) });
  }, [props.wraps]);

  useEffect(() => {
    view.current?.dispatch({ effects: analyzeAgain.of(null) });
  }, [props.analyze]);

  useEffect(() => {
    view.current?.dispatch({ effects: setErrorMark.of(props.error_offset) });
  }, [props.error_offset]);

  useImperativeHandle(props.ref, () => handleOf(view), []);
  return <div ref={host} className="sg-editor" />;
}

function extensions(props: () => QueryEditorProps) {
  const run = (view: EditorView, part: SqlPart | null): boolean => {
    closeCompletion(view);
    if (part && part.sql.trim() !== '') props().onRun(part);
    return true;
  };
  return [
    Prec.highest(keymap.of([
      { key: 'Mod-Enter', run: (view) => run(view, partOf(view.state)) },
      { key: 'Mod-Shift-Enter', run: (view) => run(view, statementPart(view.state)) },
      { key: 'Mod-/', run: toggleComment },
    ])),
    runGutter((view) => run(view, statementPart(view.state))), lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), history(), drawSelection(), indentOnInput(),
    bracketMatching(), closeBrackets(), highlightSelectionMatches(), EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': 'SQL editor', spellcheck: 'false', tabindex: '0' }),
    placeholder('select …'),
    // Esc, then Tab leaves the editor: CodeMirror's own way out for the keyboard.
    keymap.of([...closeBracketsKeymap, ...shell_keys, ...completionKeymap, indentWithTab]),
    // The grammar alone: lang-sql's own completion would be listed beside ours.
    PostgreSQL.language,
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.every((each) => each.annotation(followed) === true)) props().onChange(update.state.doc.toString());
    }),
    analysis(() => props().analyze), textMarks, typeOverSelection, editorTheme,
    shell(() => props().onPlace), snippetCompletion(() => props().snippets),
  ];
}

function partOf(state: EditorState): SqlPart {
  const { from, to, empty } = state.selection.main;
  if (empty) return { sql: state.doc.toString(), start: 0 };
  return { sql: state.sliceDoc(from, to), start: from };
}

function statementPart(state: EditorState): SqlPart | null {
  const range = statementAt(state);
  return range && { sql: state.sliceDoc(range.from, range.to), start: range.from };
}

function handleOf(view: { current: EditorView | null }): QueryEditorHandle {
  return {
    ...shellHandle(view),
    part: () => (view.current ? partOf(view.current.state) : { sql: '', start: 0 }),
    selected: () => (view.current && !view.current.state.selection.main.empty ? partOf(view.current.state) : null),
    statement: () => (view.current ? statementPart(view.current.state) : null),
    text: () => view.current?.state.doc.toString() ?? '',
    focus: () => view.current?.focus(),
    goTo: (offset) => {
      const editor = view.current;
      if (!editor) return;
      const anchor = Math.min(Math.max(0, offset), editor.state.doc.length);
      editor.dispatch({ selection: { anchor }, scrollIntoView: true });
      editor.focus();
    },
    insert: (text) => view.current?.dispatch(view.current.state.replaceSelection(text)),
    replace: (text) => view.current?.dispatch({
      changes: { from: 0, to: view.current.state.doc.length, insert: text }, selection: { anchor: text.length },
    }),
  };
}
