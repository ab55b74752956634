// The header: which connection this is, what it may do, and the ways to elsewhere. A band in the connection's color
// stands under it on every page; production is always red.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, Pencil, Plug, Plus, Search, ShieldAlert, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Connection } from '@studio-pg/client';
import { connectionsQuery, meQuery } from '../lib/account-queries.ts';
import { client } from '../lib/client.ts';
import { shortcutText } from '../lib/command.ts';
import { connectionColor } from '../lib/connection-color.ts';
import { connectionUser, targetText } from '../lib/connection-words.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { isAtLeast } from '../lib/access.ts';
import { removeStored } from '../lib/storage.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu.tsx';
import { AccountMenu, OrganizationMenu, ThemeMenu } from './menus.tsx';

// It has a form, and forms come with the first page that has one.
const DeleteConnection = lazy(async () => ({ default: (await import('../features/connection/delete-connection.tsx')).DeleteConnection }));

export function Header({ onPalette }: { onPalette: () => void }): ReactNode {
  const connection = useConnection();
  return (
    <header className="flex h-[42px] shrink-0 items-center gap-2 border-b-2 bg-surface-1 px-2"
      style={{ borderBottomColor: connectionColor(connection) }}>
      <OrganizationMenu organization={connection.organization_id} />
      <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
      <ConnectionMenu connection={connection} />
      {connection.environment === 'production' && <Badge look="danger">production</Badge>}
      {connection.is_superuser && (
        <Badge look="warning"><ShieldAlert aria-hidden size={13} strokeWidth={1.5} />superuser</Badge>
      )}
      <ReadOnlyBadge connection={connection} />
      <div className="ml-auto flex items-center gap-1">
        <button type="button" onClick={onPalette}
          className="flex h-7 items-center gap-2 rounded-sm border border-line bg-surface-0 px-2 text-faint hover:text-ink">
          <Search aria-hidden size={14} strokeWidth={1.5} />
          <span className="max-md:sr-only">Search or command</span>
          <kbd className="font-sans text-small max-md:hidden">{shortcutText('mod+k')}</kbd>
        </button>
        <ThemeMenu />
        <AccountMenu />
      </div>
    </header>
  );
}

/** Why nothing can be changed here: the connection says so, or the role that one has in its organization. */
function ReadOnlyBadge({ connection }: { connection: Connection }): ReactNode {
  const role = useQuery(meQuery).data?.organizations.find((each) => each.id === connection.organization_id)?.role;
  if (connection.is_read_only) return <Badge look="plain" title="This connection is read-only for everybody.">read only</Badge>;
  if (role !== 'viewer') return null;
  return (
    <Badge look="plain" title={`You are a viewer here: your sessions are read-only, whatever the role ${connectionUser(connection)} may do.`}>
      read only: viewer
    </Badge>
  );
}

interface BadgeProps {
  look: 'danger' | 'warning' | 'plain';
  title?: string;
  children: ReactNode;
}

function Badge({ look, title, children }: BadgeProps): ReactNode {
  const colors = {
    danger: 'bg-danger-soft text-danger', warning: 'bg-warning-soft text-warning', plain: 'bg-surface-2 text-muted',
  };
  return (
    <span title={title} className={`flex h-5 items-center gap-1 rounded-sm px-1.5 text-small font-medium whitespace-nowrap max-sm:hidden ${colors[look]}`}>
      {children}
    </span>
  );
}

function ConnectionMenu({ connection }: { connection: Connection }): ReactNode {
  const navigate = useNavigate();
  const connections = (useQuery(connectionsQuery).data ?? [connection])
    .filter((each) => each.organization_id === connection.organization_id);
  const me = useQuery(meQuery).data;
  const role = me?.organizations.find((each) => each.id === connection.organization_id)?.role;
  const may_change = role !== undefined && isAtLeast(role, 'admin');
  const [is_deleting, setDeleting] = useState(false);
  return (
    <>
      <Menu trigger={
        <Button look="quiet" className="min-w-0 text-ink">
          <SocketDot />
          <span className="truncate font-semibold">{connection.name}</span>
          <span className="truncate text-muted max-sm:hidden">
            {me && connection.kind === 'local' ? `PG ${me.server.version} as ` : 'as '}{connectionUser(connection)}
          </span>
          <ChevronDown aria-hidden size={14} strokeWidth={1.5} className="shrink-0" />
        </Button>
      }>
        <MenuChoice label="Connections" value={connection.id}
          onChange={(id) => void navigate({ to: '/c/$connection/tables', params: { connection: id } })}
          options={connections.map((each) => ({
            value: each.id,
            label: <span>{each.name} <span className="text-small text-faint">{targetText(each)}</span></span>,
          }))} />
        <MenuLine />
        <MenuItem onSelect={() => void navigate({ to: '/connections' })}>
          <Plug aria-hidden size={14} strokeWidth={1.5} />All connections
        </MenuItem>
        {may_change && <>
          <MenuItem onSelect={() => void navigate({ to: '/connections/new', search: { organization: connection.organization_id } })}>
            <Plus aria-hidden size={14} strokeWidth={1.5} />New connection
          </MenuItem>
          <MenuItem onSelect={() => void navigate({ to: '/connections/$id', params: { id: connection.id } })}>
            <Pencil aria-hidden size={14} strokeWidth={1.5} />Change this connection
          </MenuItem>
          <MenuItem onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden size={14} strokeWidth={1.5} />Delete this connection
          </MenuItem>
        </>}
      </Menu>
      {is_deleting && <Suspense fallback={null}><DeleteConnection connection={connection} onClose={() => setDeleting(false)}
        onDeleted={() => {
          removeStored('connection');
          void navigate({ to: '/' });
        }} /></Suspense>}
    </>
  );
}

/** Whether the socket to the server is up; said in words as well. */
function SocketDot(): ReactNode {
  const { socket } = client;
  const { state } = useSyncExternalStore(
    (listener) => socket?.subscribe(listener) ?? (() => undefined), () => socket?.state ?? no_socket);
  const [color, words] = state === 'ready' ? ['bg-success', 'connected']
    : state === 'waiting' ? ['bg-danger', 'connection lost'] : ['bg-warning', 'connecting'];
  return <span role="img" aria-label={words} title={words} className={`size-2 shrink-0 rounded-full ${color}`} />;
}
const no_socket = { state: 'ready' } as const;
