// The menus that every page has: the organization, the theme, the account. They register their commands, too.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Building2, ChevronDown, CircleUserRound, Monitor, Moon, Plus, Settings, Sun, UserPlus, Users } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { roles } from '../lib/access.ts';
import { meQuery } from '../lib/account-queries.ts';
import { client } from '../lib/client.ts';
import { runCommand, shortcutText, useCommands } from '../lib/command.ts';
import { changeEditorSettings, useEditorSettings } from '../lib/editor-settings.ts';
import { chosenOrganization } from '../lib/organization.ts';
import { applyTheme, useTheme } from '../lib/theme.ts';
import type { Theme } from '../lib/theme.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine, MenuNote } from '../ui/menu.tsx';

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.5 } as const;

/** The organization whose things are shown: the given one, or the one this browser was in last. */
export function OrganizationMenu({ organization }: { organization?: string | undefined }): ReactNode {
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const present = me && chosenOrganization(me.organizations, organization);
  const id = present?.id;
  const { open, members, invite, settings, create } = useMemo(() => ({
    open: (to: string) => void navigate({ to: '/o/$organization', params: { organization: to } }),
    members: () => id !== undefined && void navigate({ to: '/o/$organization/members', params: { organization: id } }),
    invite: () => id !== undefined && void navigate({ to: '/o/$organization/invitations', params: { organization: id } }),
    settings: () => id !== undefined && void navigate({ to: '/o/$organization/settings', params: { organization: id } }),
    create: () => void navigate({ to: '/organizations/new' }),
  }), [navigate, id]);
  useCommands(useMemo(() => [
    ...(me?.organizations ?? []).filter((each) => each.id !== id).map((each) => ({
      id: `organization.${each.id}`, label: `Switch to ${each.name}${each.is_personal ? ' (personal)' : ''}`, group: 'Organization',
      run: () => open(each.id),
    })),
    { id: 'organization.settings', label: 'Organization settings', group: 'Organization', run: settings },
    { id: 'organization.members', label: 'Members', group: 'Organization', run: members },
    { id: 'organization.new', label: 'New organization', group: 'Organization', run: create },
  ], [me, id, open, settings, members, create]));
  if (!present) return null;
  return (
    <Menu trigger={
      <Button look="quiet" className="min-w-0 shrink text-ink" aria-label={`Organization ${present.name}`}>
        <Building2 {...icon} className="shrink-0 sm:hidden" />
        <span className="max-w-48 truncate font-semibold max-sm:hidden">{present.name}</span>
        <ChevronDown {...icon} className="shrink-0" />
      </Button>
    }>
      <MenuChoice label="Organizations" value={present.id} onChange={open}
        options={me.organizations.map((each) => ({
          value: each.id,
          label: <span className="max-w-72 truncate">{each.name} <span className="text-small text-faint">
            {each.is_personal ? 'personal' : roles.find(({ role }) => role === each.role)?.label.toLowerCase()}
          </span></span>,
        }))} />
      <MenuLine />
      <MenuItem onSelect={settings}><Settings {...icon} />Settings of {present.name}</MenuItem>
      {!present.is_personal && <MenuItem onSelect={members}><Users {...icon} />Members</MenuItem>}
      {!present.is_personal && (present.role === 'owner' || present.role === 'admin')
        && <MenuItem onSelect={invite}><UserPlus {...icon} />Invite people</MenuItem>}
      <MenuItem onSelect={create}><Plus {...icon} />New organization</MenuItem>
    </Menu>
  );
}

export function ThemeMenu(): ReactNode {
  const theme = useTheme();
  const Icon = theme === 'light' ? Sun : theme === 'dark' ? Moon : Monitor;
  return (
    <Menu align="end" trigger={<IconButton label={`Theme: ${theme}`}><Icon aria-hidden size={16} strokeWidth={1.5} /></IconButton>}>
      <MenuChoice label="Theme" value={theme} onChange={(next) => applyTheme(next as Theme)}
        options={[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'system', label: 'As the system' }]} />
    </Menu>
  );
}

export function AccountMenu(): ReactNode {
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const name = me?.account.name ?? '';
  const { keys } = useEditorSettings();
  const pages = useMemo(() => [
    { id: 'account', label: 'Account settings', group: 'Account', run: () => void navigate({ to: '/account' }) },
    { id: 'account.password', label: 'Change password', group: 'Account', run: () => void navigate({ to: '/account/password' }) },
    { id: 'account.sign-ins', label: 'Sign-ins', group: 'Account', run: () => void navigate({ to: '/account/sign-ins' }) },
    { id: 'account.tokens', label: 'Access tokens', group: 'Account', run: () => void navigate({ to: '/account/tokens' }) },
  ], [navigate]);
  useCommands(pages);
  return (
    <Menu align="end" trigger={
      <IconButton label={name === '' ? 'Account' : `Account ${name}`}>
        <CircleUserRound aria-hidden size={16} strokeWidth={1.5} />
      </IconButton>
    }>
      <MenuNote>
        <span className="font-medium text-ink">{name}</span>
        {me?.account.email != null && <><br />{me.account.email}</>}
        {me && <><br />studio {me.server.studio_version} on PostgreSQL {me.server.version}</>}
      </MenuNote>
      <MenuLine />
      {pages.map((page) => <MenuItem key={page.id} onSelect={page.run}>{page.label}</MenuItem>)}
      <MenuLine />
      <MenuChoice label="Keys of the SQL editor" value={keys} onChange={(next) => changeEditorSettings({ keys: next === 'vim' ? 'vim' : 'default' })}
        options={[{ value: 'default', label: 'Default' }, { value: 'vim', label: 'Vim' }]} />
      <MenuItem onSelect={() => runCommand('shortcuts')} shortcut={shortcutText('?')}>Keyboard shortcuts</MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => void client.session.signOut()}>Sign out</MenuItem>
    </Menu>
  );
}
