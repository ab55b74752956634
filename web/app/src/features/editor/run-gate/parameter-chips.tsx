// The values that the next run takes for the text's parameters; a click leads to the form.

import type { ReactNode } from 'react';
import type { TextParameter, Values } from './parameters.ts';

interface ParameterChipsProps {
  parameters: readonly TextParameter[];
  values: Values;
  onOpen: () => void;
}

const shown_characters = 40;

export function ParameterChips({ parameters, values, onOpen }: ParameterChipsProps): ReactNode {
  return (
    <button type="button" onClick={onOpen} title="Change parameters"
      className="flex w-full flex-wrap items-center gap-1.5 border-b border-line bg-surface-1 px-3 py-1 text-left text-small hover:bg-surface-2">
      <span className="sr-only">Change parameters: </span>
      {parameters.map(({ name }) => (
        <span key={name} className="rounded-sm border border-line bg-surface-0 px-1.5">
          <span className="font-mono text-muted">{name.startsWith('$') ? name : `:${name}`}</span>{' '}
          {values[name] === null || values[name] === undefined
            ? <span className="text-faint italic">{values[name] === null ? 'NULL' : 'no value'}</span>
            : <span>{shortText(values[name])}</span>}
        </span>
      ))}
    </button>
  );
}

function shortText(value: string): string {
  if (value === '') return '""';
  return value.length > shown_characters ? `${value.slice(0, shown_characters)}…` : value;
}
