// How a query tab runs: transaction mode, row limit, timeout. Selects where there is room, else one menu.

import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { countText } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { BarSelect } from '../../ui/field.tsx';
import { Menu, MenuChoice, MenuLine } from '../../ui/menu.tsx';
import type { QueryDocument } from './query-document.ts';

interface RunOptionsProps {
  document: QueryDocument;
  is_running: boolean;
  onChange: (change: Partial<QueryDocument>) => void;
}

interface Choice {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  is_fixed: boolean;
  onChoose: (value: string) => void;
}

const row_limits = [100, 1000, 10_000, 100_000, 1_000_000, 0];
const timeouts = [0, 10_000, 60_000, 600_000];

function choicesOf({ document, is_running, onChange }: RunOptionsProps): readonly Choice[] {
  return [
    { label: 'Transaction mode', value: document.mode, is_fixed: is_running,
      options: [{ value: 'autocommit', label: 'Autocommit' }, { value: 'transaction', label: 'Transaction' }],
      onChoose: (value) => onChange({ mode: value === 'transaction' ? 'transaction' : 'autocommit' }) },
    { label: 'Row limit', value: String(document.row_limit), is_fixed: false,
      options: row_limits.map((limit) => ({ value: String(limit), label: limit === 0 ? 'No row limit' : `${countText(limit)} rows` })),
      onChoose: (value) => onChange({ row_limit: Number(value) }) },
    { label: 'Timeout', value: String(document.timeout_ms), is_fixed: false,
      options: timeouts.map((timeout) => ({ value: String(timeout), label: timeoutText(timeout) })),
      onChoose: (value) => onChange({ timeout_ms: Number(value) }) },
  ];
}

export function OptionSelects(props: RunOptionsProps): ReactNode {
  return choicesOf(props).map(({ label, value, options, is_fixed, onChoose }) => (
    <BarSelect key={label} label={label} value={value} disabled={is_fixed} onChange={(event) => onChoose(event.target.value)}>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </BarSelect>
  ));
}

export function OptionMenu(props: RunOptionsProps): ReactNode {
  return (
    <Menu align="end" trigger={
      <IconButton label="How it runs"><SlidersHorizontal aria-hidden size={16} strokeWidth={1.5} /></IconButton>
    }>
      {choicesOf(props).filter((choice) => !choice.is_fixed).map(({ label, value, options, onChoose }, index) => (
        <div key={label}>
          {index > 0 && <MenuLine />}
          <MenuChoice label={label} value={value} onChange={onChoose} options={options} />
        </div>
      ))}
    </Menu>
  );
}

function timeoutText(timeout_ms: number): string {
  if (timeout_ms === 0) return 'No timeout';
  return timeout_ms < 60_000 ? `${timeout_ms / 1000} s` : `${timeout_ms / 60_000} min`;
}
