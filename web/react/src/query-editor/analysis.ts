// What the server says of the text while it is typed: marks with their reasons, and where each statement begins and ends.
// Asked when the typing rests, one question at a time; an answer to an older text is thrown away.

import { linter } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { AnalysisMark, AnalyzedStatement } from '@studio-pg/client';
import { characterOffset } from '../query-run/text-place.ts';
import { markList } from './mark-list.ts';
import { fixAction, quickFixes, setStatementFixes, textFix } from './quick-fix.ts';
import type { TextRange } from './text-range.ts';

export type Analyze = (sql: string, signal: AbortSignal) => Promise<AnalyzedStatement[]>;

/** Longer texts are not looked at; the server refuses them from 1 MiB on. */
const longest_text = 512 * 1024;
const rest_ms = 250;

const setStatements = StateEffect.define<TextRange[]>();
/** What the text is judged by may have changed: it is asked about again, though it is the same. */
export const analyzeAgain = StateEffect.define();

/** For what is drawn by the statements. */
export const statementsField = StateField.define<TextRange[] | null>({
  create: () => null,
  update(known, transaction) {
    let next = transaction.docChanged ? null : known;
    for (const effect of transaction.effects) if (effect.is(setStatements)) next = effect.value;
    return next;
  },
});

/** The statements by the server's own parser; null while the text is newer than its answer. */
export function analyzedStatements(state: EditorState): TextRange[] | null {
  return state.field(statementsField, false) ?? null;
}

/** `analyze` gives null where nothing can be asked now. */
export function analysis(analyze: () => Analyze | undefined): Extension {
  let under_way: AbortController | null = null;
  const source = async (view: EditorView): Promise<Diagnostic[]> => {
    under_way?.abort();
    const ask = analyze();
    const sql = view.state.doc.toString();
    if (!ask || sql.trim() === '' || sql.length > longest_text) return [];
    under_way = new AbortController();
    const asked = view.state.doc;
    // Without an answer (the connection is gone, a statement took too long) there are no marks.
    const statements = await ask(sql, under_way.signal).catch(() => null);
    if (!statements || view.state.doc !== asked) return [];
    view.dispatch({ effects: [
      setStatements.of(statements.map((it) => rangeOf(sql, it))),
      setStatementFixes.of(statements.map((it) => ({ range: rangeOf(sql, it), fixes: it.fixes.map((fix) => textFix(sql, fix)) }))),
    ] });
    return statements.flatMap((statement) => statement.diagnostics.map((mark) => diagnosticOf(sql, mark)));
  };
  return [statementsField, quickFixes, markList, linter(source, {
    delay: rest_ms,
    needsRefresh: (update) => update.transactions.some((each) => each.effects.some((effect) => effect.is(analyzeAgain))),
  })];
}

function rangeOf(sql: string, { begin, end }: { begin: number; end: number }): TextRange {
  return { from: characterOffset(sql, begin + 1), to: characterOffset(sql, end + 1) };
}

function diagnosticOf(sql: string, mark: AnalysisMark): Diagnostic {
  const range = rangeOf(sql, mark);
  return {
    ...range,
    severity: mark.severity === 'information' ? 'info' : mark.severity,
    source: mark.code ?? mark.rule,
    message: mark.message,
    renderMessage: () => messageOf(mark),
    actions: mark.fixes.map((fix) => fixAction(sql, range, textFix(sql, fix))),
  };
}

function messageOf(mark: AnalysisMark): HTMLElement {
  const box = document.createElement('div');
  for (const [name, text] of [['message', mark.message], ['detail', mark.detail], ['hint', mark.hint]] as const) {
    if (text === null) continue;
    const line = document.createElement('div');
    line.className = `cm-analysis-${name}`;
    line.textContent = text;
    box.append(line);
  }
  return box;
}
