// Asks before somebody leaves an organization.

import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Confirm } from '../../form/confirm.tsx';
import { meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { useRefresh } from './use-refresh.ts';

interface LeaveProps {
  organization: { id: string; name: string };
  onLeft: () => void;
  onClose: () => void;
}

export function Leave({ organization, onLeft, onClose }: LeaveProps): ReactNode {
  const me = useQuery(meQuery).data;
  const refresh = useRefresh();
  return (
    <Confirm title={`Leave ${organization.name}?`} verb="Leave" pending="Leaving …" onClose={onClose}
      onConfirm={async () => {
        await client.members.remove(organization.id, me?.account.id ?? '');
        onLeft();
        await refresh();
      }}>
      <p>You lose its connections, saved queries and history at once; queries that run there are canceled. Somebody has to invite you to come back.</p>
      <p>Its last owner cannot leave: make another owner first, or delete it.</p>
    </Confirm>
  );
}
