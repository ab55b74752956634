// What the sheet of shortcuts lists.

import { describe, expect, it } from 'vitest';
import { sheetGroups } from './sheet-groups.ts';

const run = (): void => undefined;
const commands = [
  { id: 'a', label: 'Run', group: 'Query', shortcut: 'mod+enter', run },
  { id: 'b', label: 'Without keys', group: 'Query', run },
  { id: 'c', label: 'Sheet', group: 'Studio', shortcut: '?', other_shortcut: 'mod+?', run },
  { id: 'd', label: 'Find', group: 'Editor', key_hint: 'mod+f', run },
];
const fixed = [{ group: 'Editor', label: 'Find', keys: ['mod+f'] }, { group: 'Editor', label: 'Undo', keys: ['mod+z'] }];

describe('the sheet of shortcuts', () => {
  it('lists what has keys, once, in groups', () => {
    expect(sheetGroups(commands, fixed, '')).toEqual([
      { group: 'Query', lines: [{ group: 'Query', label: 'Run', keys: ['mod+enter'] }] },
      { group: 'Studio', lines: [{ group: 'Studio', label: 'Sheet', keys: ['?', 'mod+?'] }] },
      { group: 'Editor', lines: [{ group: 'Editor', label: 'Find', keys: ['mod+f'] }, { group: 'Editor', label: 'Undo', keys: ['mod+z'] }] },
    ]);
  });
  it.each([['und', ['Undo']], ['MOD+F', ['Find']], ['query', ['Run']], ['nothing', []]])('%s finds %j', (search, labels) => {
    expect(sheetGroups(commands, fixed, search).flatMap(({ lines }) => lines.map((line) => line.label))).toEqual(labels);
  });
});
