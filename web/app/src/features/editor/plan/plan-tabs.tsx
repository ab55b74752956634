// A short row of tabs, with the keys of tabs.

import type { KeyboardEvent, ReactNode } from 'react';

interface TabsProps<Id extends string> {
  label: string;
  items: readonly (readonly [Id, string])[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, items, chosen, onChoose }: TabsProps<Id>): ReactNode {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = (items.findIndex(([id]) => id === chosen) + step + items.length) % items.length;
    const next = items[at];
    if (next) onChoose(next[0]);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
    event.preventDefault();
  };
  return (
    <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="flex items-stretch gap-1">
      {items.map(([id, words]) => (
        <button key={id} type="button" role="tab" aria-selected={id === chosen} tabIndex={id === chosen ? 0 : -1} onClick={() => onChoose(id)}
          className="h-7 rounded-sm px-2 text-small font-medium text-muted hover:bg-surface-2 hover:text-ink aria-selected:bg-accent-soft aria-selected:text-ink">
          {words}
        </button>
      ))}
    </div>
  );
}
