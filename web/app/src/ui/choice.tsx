// One of a few, all of them seen: as buttons in a row, or as colors.

import { Check } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function SegmentedChoice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="grid auto-cols-fr grid-flow-col rounded-sm border border-line bg-surface-1 p-0.5">
      {options.map((option) => (
        <label key={option.value} className="grid h-7 place-items-center rounded-sm px-2 text-center font-medium text-muted has-checked:bg-surface-0 has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <input type="radio" name={name} className="sr-only" checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** Colors with their names; the empty value is none. */
export function ColorChoice({ label, value, options, onChange }: ChoiceProps<string>): ReactNode {
  const name = useId();
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label key={option.value} title={option.label}
            className="grid size-7 place-items-center rounded-sm border border-line has-checked:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent">
            <input type="radio" name={name} aria-label={option.label} className="sr-only" checked={option.value === value}
              onChange={() => onChange(option.value)} />
            <span aria-hidden className="grid size-5 place-items-center rounded-sm text-white" style={{ background: option.value === '' ? 'var(--surface-2)' : option.value }}>
              {option.value === value && <Check size={14} strokeWidth={2.5} className={option.value === '' ? 'text-muted' : ''} />}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
