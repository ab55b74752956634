// While rows are viewed as another role: the strip that says so, with the way back; and the question before a role that a link
// brought is assumed.

import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/states.tsx';

export function RoleStrip({ role, onBack }: { role: string; onBack: () => void }): ReactNode {
  return (
    <div role="region" aria-label="Viewed as another role" className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b-2 border-warning bg-warning-soft px-3 py-1">
      <p role="status"><b>You view these rows as {role}.</b> They are read with its privileges and policies, and cannot be changed.</p>
      <Button className="ml-auto" onClick={onBack}>View as yourself</Button>
    </div>
  );
}

interface ForeignRoleProps {
  role: string;
  onAccept: () => void;
  onLeaveOut: () => void;
}

export function ForeignRole({ role, onAccept, onLeaveOut }: ForeignRoleProps): ReactNode {
  return (
    <EmptyState title={`This address views the rows as ${role}`}>
      <p>It was not chosen in this browser. The rows would be read with the rights of that role, and functions of views and policies run with them.</p>
      <span className="flex gap-2">
        <Button look="primary" onClick={onAccept}>View as {role}</Button>
        <Button onClick={onLeaveOut}>View as yourself</Button>
      </span>
    </EmptyState>
  );
}
