// The organizations of the account: what one is in each, and the way out.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Row, Rows, Tag } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { Leave } from './leave.tsx';
import { organizationsQuery } from './queries.ts';

export function OwnOrganizationsPage({ onOpen, onNew }: { onOpen: (id: string) => void; onNew: () => void }): ReactNode {
  const organizations = useQuery(organizationsQuery);
  const [left, setLeft] = useState<{ id: string; name: string } | null>(null);
  return (
    <Page title="Organizations" about="What belongs to an organization is seen by its members. The personal one is yours alone."
      actions={<Button onClick={onNew}>New organization</Button>}>
      <title>Organizations · studio</title>
      {organizations.error && <ErrorPanel error={asStudioError(organizations.error).fields}
        actions={<Button onClick={() => void organizations.refetch()}>Try again</Button>} />}
      {organizations.isPending && <SkeletonLines lines={3} className="h-12" />}
      {organizations.data && <Rows label="Organizations">
        {organizations.data.map((each) => (
          <Row key={each.id} title={<><span>{each.name}</span><Tag>{each.is_personal ? 'personal' : each.role}</Tag></>}
            facts={`${plural(each.member_count, 'member')} · ${plural(each.connection_count, 'connection')}`}>
            {!each.is_personal && <Button aria-label={`Leave ${each.name}`} onClick={() => setLeft(each)}>Leave …</Button>}
            <Button aria-label={`Settings of ${each.name}`} onClick={() => onOpen(each.id)}>Settings</Button>
          </Row>
        ))}
      </Rows>}
      {left && <Leave organization={left} onClose={() => setLeft(null)}
        onLeft={() => {
          setLeft(null);
          say(`You have left ${left.name}.`);
        }} />}
    </Page>
  );
}
