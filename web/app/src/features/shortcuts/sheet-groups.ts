// What the sheet of shortcuts lists, in groups: the commands that have keys, and the keys that belong to no command.

import type { Command } from '../../lib/command.ts';

export interface SheetLine {
  group: string;
  label: string;
  /** One or two ways. */
  keys: readonly string[];
}

/** Groups in the order in which they first occur; `search` looks into labels, groups and keys. */
export function sheetGroups(
  commands: readonly Command[], fixed: readonly SheetLine[], search: string,
): { group: string; lines: SheetLine[] }[] {
  const needle = search.trim().toLowerCase();
  const of_commands = commands.map(({ group, label, shortcut, other_shortcut, key_hint }): SheetLine => ({
    group, label, keys: [shortcut ?? key_hint, other_shortcut].filter((each) => each !== undefined),
  })).filter(({ keys }) => keys.length > 0);
  // An editor that is shown has registered its keys; they are listed once.
  const known = new Set(of_commands.map((line) => `${line.group} ${line.label}`));
  const lines = [...of_commands, ...fixed.filter((line) => !known.has(`${line.group} ${line.label}`))]
    .filter((line) => `${line.group} ${line.label} ${line.keys.join(' ')}`.toLowerCase().includes(needle));
  const groups = new Map<string, SheetLine[]>();
  for (const line of lines) groups.set(line.group, [...groups.get(line.group) ?? [], line]);
  return [...groups].map(([group, of_group]) => ({ group, lines: of_group }));
}
