// Explain, beside Run: the plan of the statement, with ANALYZE or without, and EXPLAIN's options.

import { ChevronDown, Network } from 'lucide-react';
import type { ReactNode } from 'react';
import { runCommand, shortcutText } from '../../../lib/command.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Menu, MenuItem, MenuLine, MenuNote, MenuSwitch } from '../../../ui/menu.tsx';
import type { Explain, KeptOptions } from './use-explain.ts';

const option_words: readonly [keyof KeptOptions, string][] = [
  ['buffers', 'BUFFERS: blocks read and written'], ['timing', 'TIMING: time of each node'], ['wal', 'WAL: what was logged'],
  ['verbose', 'VERBOSE: output columns, schemas'], ['settings', 'SETTINGS: what differs from the defaults'],
];

export function ExplainButton({ explain }: { explain: Explain }): ReactNode {
  const { state, options } = explain;
  return (
    <span className="flex items-center">
      <IconButton label="Explain the statement" title={`Explain the statement (${shortcutText('mod+e')})`}
        disabled={explain.asked !== null} onClick={() => explain.explain('estimate')}>
        <Network aria-hidden size={16} strokeWidth={1.5} />
      </IconButton>
      <Menu align="end" trigger={
        <IconButton label="Ways to explain" className="w-6!"><ChevronDown aria-hidden size={14} strokeWidth={1.5} /></IconButton>
      }>
        <MenuItem onSelect={() => explain.explain('estimate')} shortcut={shortcutText('mod+e')}>Explain</MenuItem>
        <MenuItem onSelect={() => explain.explain('analyze')} shortcut={shortcutText('mod+alt+e')}>Explain analyze</MenuItem>
        <MenuNote>ANALYZE runs the statement and rolls it back.</MenuNote>
        {explain.can_watch && <MenuItem onSelect={() => runCommand('query.run_and_watch')} shortcut={shortcutText('mod+alt+l')}>Run and watch the plan</MenuItem>}
        <MenuItem onSelect={() => explain.explain('generic')}>Explain for parameters of any value</MenuItem>
        <MenuItem onSelect={() => explain.setPasting(true)}>Paste a plan …</MenuItem>
        {explain.has_plan && <MenuItem onSelect={() => explain.shelf.open(!state.is_open)}>{state.is_open ? 'Show the results' : 'Show the plan'}</MenuItem>}
        <MenuLine />
        {option_words.map(([name, words]) => (
          <MenuSwitch key={name} is_on={options[name]} onChange={(is_on) => explain.setOption(name, is_on)}>{words}</MenuSwitch>
        ))}
      </Menu>
    </span>
  );
}
