// Where somebody wants a connection of an organization and may not make one: whom to ask.

import type { MemberRole } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { managersQuery } from './queries.ts';

/** So many are named; more would be a list to search. */
const named = 5;

interface AskForConnectionProps {
  organization: { id: string; name: string; role: MemberRole };
  has_connections: boolean;
  /** Is there one now? */
  onLook: () => void;
}

export function AskForConnection({ organization, has_connections, onLook }: AskForConnectionProps): ReactNode {
  const managers = useQuery(managersQuery(organization.id));
  return (
    <Card title={has_connections ? `Admins make the connections of ${organization.name}` : `${organization.name} has no connection yet`}
      about={`As ${organization.role === 'editor' ? 'an editor' : 'a viewer'} you use the connections that its admins make. Ask one of them:`}>
      <title>{`Connections · ${organization.name}`}</title>
      {managers.isPending && <SkeletonLines lines={2} />}
      {managers.error && <ErrorPanel error={asStudioError(managers.error).fields} />}
      {managers.data && <ul className="grid gap-1.5">
        {managers.data.slice(0, named).map((each) => (
          <li key={each.account_id} className="wrap-anywhere">
            <span className="font-medium">{each.name}</span>{' '}
            <span className="text-muted">{[each.role, ...(each.email === null ? [] : [each.email])].join(' · ')}</span>
          </li>
        ))}
      </ul>}
      <Button className="h-8" onClick={onLook}>{has_connections ? 'Back to its connections' : 'Look again'}</Button>
    </Card>
  );
}
