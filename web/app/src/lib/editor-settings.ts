// How this person writes SQL: the keys of the editor and the style of formatted text. In local storage, for every connection.

import { useSyncExternalStore } from 'react';
import { onStoredElsewhere, readStored, writeStored } from './storage.ts';

export interface FormatStyle {
  keyword_case: 'upper' | 'lower' | 'preserve';
  /** Spaces of one step; 0 is a tab. */
  indent: 2 | 4 | 8 | 0;
  /** Characters of a line up to which an expression stays on it. */
  line_width: number;
  /** AND and OR at the end or at the beginning of a line. */
  operators: 'before' | 'after';
  /** Empty lines between statements. */
  lines_between: number;
}

export interface EditorSettings {
  keys: 'default' | 'vim';
  format: FormatStyle;
}

const fresh: EditorSettings = {
  keys: 'default', format: { keyword_case: 'preserve', indent: 2, line_width: 80, operators: 'before', lines_between: 1 },
};
const name = 'editor.settings';
const listeners = new Set<() => void>();
let known: EditorSettings | null = null;

export function editorSettings(): EditorSettings {
  known ??= checked(readStored(name));
  return known;
}

export function changeEditorSettings(part: Partial<EditorSettings>): void {
  known = { ...editorSettings(), ...part };
  writeStored(name, known);
  for (const listener of listeners) listener();
}

export function useEditorSettings(): EditorSettings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, editorSettings);
}

/** What was kept may come from another version of this page: what does not fit is as it was at first. */
function checked(kept: unknown): EditorSettings {
  const { keys, format } = (kept ?? {}) as { keys?: unknown; format?: unknown };
  const style = (format ?? {}) as Partial<Record<keyof FormatStyle, unknown>>;
  const one = <Value>(value: unknown, of: readonly Value[], otherwise: Value): Value =>
    of.find((each) => each === value) ?? otherwise;
  const count = (value: unknown, lowest: number, highest: number, otherwise: number): number =>
    (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest ? value : otherwise);
  return {
    keys: one(keys, ['default', 'vim'] as const, fresh.keys),
    format: {
      keyword_case: one(style.keyword_case, ['upper', 'lower', 'preserve'] as const, fresh.format.keyword_case),
      indent: one(style.indent, [2, 4, 8, 0] as const, fresh.format.indent),
      line_width: count(style.line_width, 40, 200, fresh.format.line_width),
      operators: one(style.operators, ['before', 'after'] as const, fresh.format.operators),
      lines_between: count(style.lines_between, 0, 3, fresh.format.lines_between),
    },
  };
}

onStoredElsewhere(name, () => {
  known = null;
  for (const listener of listeners) listener();
});
