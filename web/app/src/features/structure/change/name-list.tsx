// Some of a relation's columns, in the order in which they were chosen.

import type { ReactNode } from 'react';

interface NameListProps {
  label: string;
  names: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

export function NameList({ label, names, chosen, onChange }: NameListProps): ReactNode {
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex max-h-40 flex-wrap gap-1.5 overflow-auto p-0.5">
        {names.map((name) => {
          const place = chosen.indexOf(name);
          return (
            <label key={name} className="inline-flex h-7 items-center gap-1.5 rounded-sm border border-line px-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent">
              <input type="checkbox" className="sr-only" checked={place >= 0}
                onChange={() => onChange(place >= 0 ? chosen.filter((each) => each !== name) : [...chosen, name])} />
              {place >= 0 && chosen.length > 1 && <span aria-hidden className="text-small text-muted tabular-nums">{place + 1}</span>}
              <bdi>{name}</bdi>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
