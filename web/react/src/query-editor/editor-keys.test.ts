// The keys that the sheet of shortcuts lists are those that the editor serves.

import { defaultKeymap, historyKeymap } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import { searchKeymap } from '@codemirror/search';
import type { KeyBinding } from '@codemirror/view';
import { describe, expect, it } from 'vitest';
import { editor_commands } from './commands.ts';
import { editor_keys } from './editor-keys.ts';
import type { EditorKey } from './editor-keys.ts';
import { mark_keys } from './mark-list.ts';
import { fix_keys } from './quick-fix.ts';

/** As CodeMirror would write it: `Shift-Alt-a` and `Alt-A` are one key, and so are `Mod` and `Ctrl` where there is no Mac. */
function normal(key: string): string {
  const parts = key.split(key.includes('-') && key.length > 1 ? '-' : '+');
  const last = parts.at(-1) ?? '';
  const modifiers = new Set(parts.slice(0, -1).map((part) => part.toLowerCase().replace('mod', 'ctrl')));
  if (/^[A-Z]$/.test(last)) modifiers.add('shift');
  return [...[...modifiers].sort(), last.toLowerCase()].join('+');
}

function keysOf(binding: KeyBinding): [string, unknown][] {
  const key = binding.linux ?? binding.key;
  if (key === undefined) return [];
  return [[normal(key), binding.run], ...(binding.shift ? [[normal(`Shift-${key}`), binding.shift] as [string, unknown]] : [])];
}

const bound = new Map([...fix_keys, ...mark_keys, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap].flatMap(keysOf).reverse());

describe('the keys of the editor', () => {
  // What describes is loaded after the editor, with its key (hover.ts); journey 12 presses it.
  it.each(editor_keys.filter((each) => each.id !== 'describe').map((each: EditorKey) => [each.keys, each.id]))('%s is %s', (keys, id) => {
    expect(bound.get(normal(keys))).toBe(editor_commands[id as keyof typeof editor_commands]);
  });
});
