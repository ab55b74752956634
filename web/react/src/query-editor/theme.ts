// The editor's look, from the same tokens as everything else, so that light and dark follow by themselves.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const view = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--surface-0)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-gutters': { color: 'var(--text-faint)', backgroundColor: 'var(--surface-0)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 10px 0 2px', minWidth: '24px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { color: 'var(--text)' },
  '.cm-current-statement': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-error-mark': { textDecoration: 'underline wavy var(--danger) 1px', textUnderlineOffset: '4px' },
  '.cm-error-line': { backgroundColor: 'var(--danger-soft)' },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0', textDecoration: 'underline wavy var(--info) 1px', textUnderlineOffset: '4px' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--warning)' },
  '.cm-lintRange-error': { textDecorationColor: 'var(--danger)' },
  '.cm-lintRange-active': { backgroundColor: 'var(--surface-3)' },
  '.cm-tooltip-lint': { maxWidth: '480px' },
  '.cm-diagnostic': { padding: '6px 10px', marginLeft: '0', borderLeft: '3px solid var(--info)', fontSize: '12px', whiteSpace: 'normal' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnosticSource': { color: 'var(--text-faint)', fontSize: '11px', fontFamily: 'var(--font-code)' },
  '.cm-analysis-detail, .cm-analysis-hint': { color: 'var(--text-muted)', marginTop: '2px' },
  '.cm-matchingBracket': { backgroundColor: 'var(--surface-3)', outline: 'none' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '.cm-tooltip': {
    color: 'var(--text)', backgroundColor: 'var(--surface-1)', border: '1px solid var(--line)', borderRadius: '6px',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', fontSize: '12px', maxHeight: '15em' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--text)', backgroundColor: 'var(--accent-soft)' },
  '.cm-completionDetail': { color: 'var(--text-faint)', fontStyle: 'normal' },
  '.cm-tooltip-autocomplete ul li': { display: 'flex', alignItems: 'baseline', gap: '6px', padding: '1px 8px 1px 4px' },
  '.cm-completionLabel': { whiteSpace: 'pre' },
  '.cm-tooltip-autocomplete .cm-completionDetail': { marginLeft: 'auto', paddingLeft: '16px', maxWidth: '280px', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '.cm-kind': { flex: 'none', width: '16px', textAlign: 'center', fontSize: '11px', lineHeight: '15px', color: 'var(--text-muted)', border: '1px solid var(--line)', borderRadius: '3px' },
  '.cm-kind-table, .cm-kind-view, .cm-kind-common_table, .cm-kind-join': { color: 'var(--code-type)' },
  '.cm-kind-keyword': { color: 'var(--code-keyword)' },
  '.cm-kind-function': { color: 'var(--code-number)' },
  '.cm-kind-value': { color: 'var(--code-string)' },
  '.cm-kind-column': { color: 'var(--text)' },
  '.cm-completionInfo, .cm-description, .cm-signature': { maxWidth: 'min(520px, 92vw)', padding: '6px 10px', fontFamily: 'var(--font-ui)', fontSize: '12px', lineHeight: '18px' },
  '.cm-description, .cm-signature': { maxHeight: '320px', overflow: 'auto' },
  '.cm-description-head': { display: 'flex', gap: '8px', alignItems: 'baseline' },
  '.cm-description-kind, .cm-description-fact, .cm-description-note': { color: 'var(--text-muted)' },
  '.cm-description-title': { fontFamily: 'var(--font-code)', fontWeight: '600', overflowWrap: 'anywhere' },
  '.cm-info-code': { fontFamily: 'var(--font-code)', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-info-comment': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-signature-here': { color: 'var(--accent)' },
  '.cm-description table': { borderSpacing: '0', marginTop: '4px' },
  '.cm-description td': { padding: '0 12px 0 0', verticalAlign: 'top' },
  '.cm-description-name, .cm-description-type': { fontFamily: 'var(--font-code)' },
  '.cm-description-type': { color: 'var(--code-type)' },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none' },
  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--surface-1)', borderColor: 'var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'var(--update)' },
  '.cm-run-gutter': { width: '18px' },
  '.cm-run-gutter .cm-gutterElement': { textAlign: 'center', cursor: 'pointer' },
  '.cm-run-mark': { color: 'var(--accent)' },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--code-type)' },
]);

export const editorTheme: Extension = [view, syntaxHighlighting(colors)];
