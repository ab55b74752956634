// /shared: a link has brought a query for a connection that this account does not have. It says so, and offers the others.

import { useQuery } from '@tanstack/react-query';
import { createRoute, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../lib/account-queries.ts';
import { targetText } from '../lib/connection-words.ts';
import { forgetSharedText, sharedText } from '../lib/shared-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { openSharedText } from './open-shared.ts';
import { PlainHeader } from './plain-header.tsx';
import { signedInRoute } from './root-route.tsx';

export const sharedRoute = createRoute({ getParentRoute: () => signedInRoute, path: '/shared', component: Shared });

function Shared(): ReactNode {
  const navigate = useNavigate();
  const connections = useQuery(connectionsQuery).data ?? [];
  const [shared] = useState(sharedText);
  const open = async (connection: string): Promise<void> => {
    const tab = shared && await openSharedText(connection, shared.packed);
    forgetSharedText();
    if (tab !== null) void navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab } });
    else void navigate({ to: '/' });
  };
  return (
    <div className="flex h-dvh flex-col">
      <PlainHeader />
      <main className="min-h-0 flex-1 overflow-auto">
        <title>A shared query</title>
        {shared === null ? (
          <EmptyState title="No shared query waits here">
            <Button onClick={() => void navigate({ to: '/' })}>Go to my connections</Button>
          </EmptyState>
        ) : (
          <EmptyState title="This account does not have the connection of the link">
            <p>It may belong to an organization that you are not a member of, or it is gone. The text of the link can be opened on another one; it is not run.</p>
            {connections.map((each) => (
              <Button key={each.id} className="h-8" onClick={() => void open(each.id)}>
                Open on {each.name} <span className="font-normal text-muted">{targetText(each)}</span>
              </Button>
            ))}
            <Button look="quiet" onClick={() => { forgetSharedText(); void navigate({ to: '/' }); }}>Forget the link</Button>
          </EmptyState>
        )}
      </main>
    </div>
  );
}
