// Which connections a text is to run on: by environment, production marked.

import type { Connection } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { targetText } from '../../../lib/connection-words.ts';
import { CheckField } from '../../../ui/field.tsx';

interface ChooseConnectionsProps {
  connections: readonly Connection[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

const groups = [['development', 'Development'], ['staging', 'Staging'], ['production', 'Production'], [null, 'Other']] as const;

export function ChooseConnections({ connections, chosen, onChange }: ChooseConnectionsProps): ReactNode {
  const toggle = (ids: readonly string[], is_on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) if (is_on) next.add(id); else next.delete(id);
    onChange(next);
  };
  return groups.map(([environment, title]) => {
    const members = connections.filter((each) => each.environment === environment);
    if (members.length === 0) return null;
    const ids = members.map(({ id }) => id);
    return (
      <fieldset key={title} className={`grid gap-1.5 rounded-sm border p-2.5 ${environment === 'production' ? 'border-danger bg-danger-soft' : 'border-line'}`}>
        <legend className="px-1 font-medium">{title}</legend>
        {members.length > 1 && (
          <CheckField label={`All of ${title.toLowerCase()}`} checked={ids.every((id) => chosen.has(id))} onChange={(event) => toggle(ids, event.target.checked)} />
        )}
        {members.map((connection) => (
          <CheckField key={connection.id} checked={chosen.has(connection.id)} onChange={(event) => toggle([connection.id], event.target.checked)}
            label={<span className="wrap-anywhere">{connection.name} <span className="text-small text-muted">{targetText(connection)}</span></span>} />
        ))}
      </fieldset>
    );
  });
}
