// One member: who, since when, as what; and what the one who looks may do about it.

import type { Member, MemberRole } from '@studio-pg/client';
import { ChevronDown, Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { mayGive, roles } from '../../lib/access.ts';
import { dayText } from '../../lib/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuNote } from '../../ui/menu.tsx';
import { Row, Tag } from '../../ui/page.tsx';

interface MemberRowProps {
  member: Member;
  /** The role of the one who looks. */
  own_role: MemberRole;
  is_self: boolean;
  onRole: (role: MemberRole) => void;
  onLink: () => void;
  onRemove: () => void;
}

export function MemberRow({ member, own_role, is_self, onRole, onLink, onRemove }: MemberRowProps): ReactNode {
  const may_change = mayGive(own_role, member.role);
  const label = roles.find((each) => each.role === member.role)?.label ?? member.role;
  const may_link = own_role === 'owner' && !is_self;
  const reason = own_role === 'admin' ? 'Only owners change an owner.' : undefined;
  return (
    <Row title={<>
      <span>{member.name}</span>{is_self && <Tag look="accent">you</Tag>}{member.is_disabled && <Tag look="warning">disabled</Tag>}
    </>} facts={[...(member.email === null ? [] : [member.email]), `since ${dayText(member.created_at)}`].join(' · ')}>
      {may_change
        ? <Menu align="end" trigger={<Button className="w-24 justify-between" aria-label={`Role of ${member.name}: ${label}`}>
            {label}<ChevronDown aria-hidden size={14} strokeWidth={1.5} />
          </Button>}>
            <MenuChoice label={`Role of ${member.name}`} value={member.role}
              onChange={(role) => role !== member.role && onRole(role as MemberRole)}
              options={roles.filter((each) => mayGive(own_role, each.role)).map((each) => ({
                value: each.role,
                label: <span className="grid max-w-80 py-1"><span>{each.label}</span><span className="text-small whitespace-normal text-muted">{each.may}</span></span>,
              }))} />
            {own_role !== 'owner' && <MenuNote>Only owners make owners.</MenuNote>}
          </Menu>
        : <span title={reason} className="w-24 px-2.5 text-muted">{label}</span>}
      {(may_change || is_self)
        ? <Menu align="end" trigger={<IconButton label={`More about ${member.name}`}><Ellipsis aria-hidden size={16} strokeWidth={1.5} /></IconButton>}>
            {may_link && <MenuItem onSelect={onLink}>Make a sign-in link</MenuItem>}
            <MenuItem onSelect={onRemove}>{is_self ? 'Leave the organization …' : 'Remove …'}</MenuItem>
          </Menu>
        : <span className="w-7" />}
    </Row>
  );
}
