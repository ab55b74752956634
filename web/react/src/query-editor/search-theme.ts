// The panels of the editor, find and replace, go to a line, Vim's command line, in the studio's look.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const panelTheme: Extension = EditorView.theme({
  '.cm-panels': { fontFamily: 'var(--font-ui)', fontSize: '12px' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine': { padding: '6px 28px 6px 8px', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px' },
  '.cm-panel.cm-search br': { flexBasis: '100%', height: '0', content: '""' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '4px', fontSize: '12px', color: 'var(--text-muted)', margin: '0 4px' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': { margin: '0' },
  '.cm-panel input[type=checkbox]': { accentColor: 'var(--accent)', margin: '0' },
  '.cm-textfield': {
    height: '26px', boxSizing: 'border-box', padding: '0 8px', fontSize: '12px', fontFamily: 'var(--font-code)', color: 'var(--text)',
    backgroundColor: 'var(--surface-0)', border: '1px solid var(--line-strong)', borderRadius: '4px', minWidth: '12em',
  },
  '.cm-button': {
    height: '26px', padding: '0 8px', fontSize: '12px', fontWeight: '500', color: 'var(--text)', backgroundImage: 'none',
    backgroundColor: 'var(--surface-0)', border: '1px solid var(--line)', borderRadius: '4px',
    '&:active': { backgroundImage: 'none', backgroundColor: 'var(--surface-3)' },
    '&:hover': { backgroundColor: 'var(--surface-2)' },
  },
  '.cm-panel button:focus-visible, .cm-panel input:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-panel.cm-search [name=close], .cm-dialog-close': {
    position: 'absolute', top: '6px', right: '6px', width: '22px', height: '22px', fontSize: '16px', color: 'var(--text-muted)', borderRadius: '4px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--update)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--warning) 45%, transparent)' },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 14%, transparent)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--surface-3)', outline: '1px solid var(--line-strong)' },
  '.cm-nonmatchingBracket': { color: 'var(--danger)' },
  '.cm-foldGutter': { width: '14px' },
  '.cm-foldGutter .cm-gutterElement': { textAlign: 'center', cursor: 'pointer' },
  '.cm-fold-mark': { color: 'var(--text-faint)' },
  '.cm-foldPlaceholder': { color: 'var(--text-muted)', backgroundColor: 'var(--surface-2)', border: '1px solid var(--line)', borderRadius: '3px', padding: '0 4px' },
  '.cm-vim-panel': { padding: '2px 8px', fontFamily: 'var(--font-code)', minHeight: '20px' },
  '.cm-vim-panel input': { color: 'var(--text)', backgroundColor: 'transparent', border: 'none', outline: 'none', fontFamily: 'var(--font-code)' },
  '.cm-fat-cursor': { backgroundColor: 'color-mix(in srgb, var(--accent) 60%, transparent) !important' },
  '&:not(.cm-focused) .cm-fat-cursor': { outlineColor: 'var(--accent) !important', backgroundColor: 'transparent !important' },
});
