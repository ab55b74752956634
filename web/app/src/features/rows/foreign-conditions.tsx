// An address that somebody made brings conditions in SQL: they are shown, and run when they are accepted.

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';

interface ForeignConditionsProps {
  conditions: readonly string[];
  onAccept: () => void;
  onLeaveOut: () => void;
}

export function ForeignConditions({ conditions, onAccept, onLeaveOut }: ForeignConditionsProps): ReactNode {
  return (
    <EmptyState title="This address filters by a condition in SQL">
      <p>It was not written in this browser. A condition may call functions, with your rights: read it before you run it.</p>
      {conditions.map((each) => (
        <pre key={each} className="max-h-60 max-w-full overflow-auto rounded-sm border border-line bg-surface-1 p-2 text-left font-mono text-small whitespace-pre-wrap text-ink">{each}</pre>
      ))}
      <span className="flex gap-2">
        <Button look="primary" onClick={onAccept}>Filter by it</Button>
        <Button onClick={onLeaveOut}>Leave the filters out</Button>
      </span>
    </EmptyState>
  );
}
