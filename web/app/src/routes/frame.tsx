// The frame: header, rail, explorer, tabs, page, status bar. It composes; what each part does is its own business.

import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ExportHost } from '../features/export/export-host.tsx';
import { ExportManyHost } from '../features/export/many/export-many-host.tsx';
import { Explorer } from '../features/explorer/explorer.tsx';
import { useCommands } from '../lib/command.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { useNotice } from '../lib/notice.ts';
import { StatusSlot } from '../lib/status-slot.tsx';
import { readStored, writeStored } from '../lib/storage.ts';
import { openQueryTab } from '../lib/tabs.ts';
import { applyTheme } from '../lib/theme.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SplitPane } from '../ui/split-pane.tsx';
import { useWide } from '../ui/use-wide.ts';
import { ConnectionLost } from './connection-lost.tsx';
import { CreateHost } from './create-host.tsx';
import { Header } from './header.tsx';
import { ImportPlace } from './import-place.tsx';
import { PaletteHost } from './palette-host.tsx';
import { Rail } from './rail.tsx';
import { TabStrip } from './tab-strip.tsx';

const ShortcutSheet = lazy(async () => ({ default: (await import('../features/shortcuts/shortcut-sheet.tsx')).ShortcutSheet }));

/** Under this the explorer is a drawer; under 600 the rail is a bar at the foot. */
const drawer_below_px = 900;

interface FrameProps {
  /** Nothing can be asked of the connection before somebody has given a password. */
  is_locked: boolean;
  children: ReactNode;
}

export function Frame({ is_locked, children }: FrameProps): ReactNode {
  const connection = useConnection();
  const navigate = useNavigate();
  const is_wide = useWide(drawer_below_px);
  const [is_folded, setFolded] = useState(() => readStored('explorer.folded') === true);
  const [has_drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState<'everything' | 'connections' | null>(null);
  const [has_sheet, setSheet] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const { schema, name, oid } = useParams({ strict: false });

  useCommands(useMemo(() => {
    const params = { connection: connection.id };
    return [
      { id: 'palette', label: 'Search tables, queries, connections and commands', group: 'Studio', shortcut: 'mod+k', run: () => setPalette('everything') },
      { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'Studio', shortcut: '?', other_shortcut: 'mod+?', run: () => setSheet(true) },
      { id: 'tables', label: 'Go to tables', group: 'Studio', shortcut: 'alt+1',
        run: () => void navigate({ to: '/c/$connection/tables', params }) },
      { id: 'sql', label: 'Go to SQL', group: 'Studio', shortcut: 'alt+2',
        run: () => void navigate({ to: '/c/$connection/sql', params }) },
      { id: 'saved', label: 'Go to saved queries', group: 'Studio', shortcut: 'alt+3',
        run: () => void navigate({ to: '/c/$connection/saved', params }) },
      { id: 'history', label: 'Go to the history', group: 'Studio', shortcut: 'alt+4',
        run: () => void navigate({ to: '/c/$connection/history', params }) },
      { id: 'running', label: 'Go to what runs', group: 'Studio', shortcut: 'alt+5',
        run: () => void navigate({ to: '/c/$connection/running', params }) },
      { id: 'audit', label: 'Go to the audit trail', group: 'Studio', run: () => void navigate({ to: '/c/$connection/audit', params }) },
      { id: 'roles', label: 'Go to roles', group: 'Studio', run: () => void navigate({ to: '/c/$connection/roles', params }) },
      { id: 'extensions', label: 'Go to extensions', group: 'Studio', run: () => void navigate({ to: '/c/$connection/extensions', params }) },
      { id: 'query.new', label: 'New query', group: 'Studio', shortcut: 'alt+n',
        run: () => void navigate({ to: '/c/$connection/sql/$tab', params: { ...params, tab: openQueryTab(connection.id) } }) },
      { id: 'explorer.fold', label: 'Show or fold the explorer', group: 'Explorer', shortcut: '[',
        run: () => setFolded((old) => {
          writeStored('explorer.folded', !old);
          return !old;
        }) },
      { id: 'connection.switch', label: 'Switch to another connection', group: 'Studio', shortcut: 'alt+c',
        run: () => setPalette('connections') },
      { id: 'connections', label: 'Go to all connections', group: 'Studio', run: () => void navigate({ to: '/connections' }) },
      { id: 'connection.change', label: 'Change this connection', group: 'Studio',
        run: () => void navigate({ to: '/connections/$id', params: { id: connection.id } }) },
      { id: 'connection.new', label: 'New connection', group: 'Studio', run: () => void navigate({ to: '/connections/new', search: { organization: connection.organization_id } }) },
      { id: 'theme.light', label: 'Theme: light', group: 'Theme', run: () => applyTheme('light') },
      { id: 'theme.dark', label: 'Theme: dark', group: 'Theme', run: () => applyTheme('dark') },
      { id: 'theme.system', label: 'Theme: as the system', group: 'Theme', run: () => applyTheme('system') },
    ];
  }, [connection.id, connection.organization_id, navigate]));

  const { openTable, openObject, openSchema } = useOpen(connection.id, () => setDrawer(false));
  const current = schema !== undefined && name !== undefined ? { schema, name } : null;
  const explorer = is_locked
    ? <p className="h-full bg-surface-1 p-3 text-muted">Nothing is listed until the password is given.</p>
    : <Explorer current={current} current_object={oid === undefined ? null : Number(oid)} onOpen={openTable} onOpenObject={openObject} onOpenSchema={openSchema} />;
  const page = (
    <div className="flex h-full min-w-0 flex-col">
      <TabStrip onExplorer={is_wide ? undefined : () => setDrawer(true)} />
      <main className="relative min-h-0 flex-1"><StatusSlot value={slot}>{children}</StatusSlot></main>
    </div>
  );
  return (
    <div className="flex h-dvh flex-col">
      <Header onPalette={() => setPalette('everything')} />
      <ConnectionLost />
      <div className="flex min-h-0 flex-1 max-sm:flex-col-reverse">
        <Rail />
        <div className="min-h-0 min-w-0 flex-1">
          {is_wide && !is_folded
            ? <SplitPane direction="horizontal" label="Width of the explorer" first={explorer} second={page}
                initial_px={storedWidth()} min_px={192} max_px={520}
                onSize={(width) => writeStored('explorer.width', width)} />
            : page}
        </div>
      </div>
      <ExportHost />
      {!is_locked && <ExportManyHost connection={connection.id} />}
      {!is_locked && <ImportPlace connection={connection.id} />}
      {!is_locked && <CreateHost />}
      <footer aria-label="Status"
        className="flex h-[26px] shrink-0 items-center gap-3 overflow-hidden border-t border-line bg-surface-1 px-3 text-small whitespace-nowrap text-muted tabular-nums">
        <span ref={setSlot} className="contents" />
        <span role="status" className="ml-auto truncate pl-3 text-ink">{useNotice()}</span>
      </footer>
      {has_drawer && !is_wide && <Dialog label="Tables" place="drawer" onClose={() => setDrawer(false)}>{explorer}</Dialog>}
      {has_sheet && <Suspense fallback={null}><ShortcutSheet onClose={() => setSheet(false)} /></Suspense>}
      {palette !== null && <PaletteHost lists={palette} onOpenTable={(to_schema, to_name) => openTable({ schema: to_schema, name: to_name })}
        onClose={() => setPalette(null)} />}
    </div>
  );
}

/** How the explorer's lines are opened; `before` is done first. */
function useOpen(connection: string, before: () => void) {
  const navigate = useNavigate();
  return {
    openTable: ({ schema, name }: { schema: string; name: string }): void => {
      before();
      void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name } });
    },
    openObject: (kind: 'type' | 'routine', oid: number): void => {
      before();
      void navigate({ to: kind === 'type' ? '/c/$connection/types/$oid' : '/c/$connection/routines/$oid', params: { connection, oid: String(oid) } });
    },
    openSchema: (schema: string): void => {
      before();
      void navigate({ to: '/c/$connection/schemas/$schema', params: { connection, schema } });
    },
  };
}

function storedWidth(): number {
  const kept = readStored('explorer.width');
  return typeof kept === 'number' ? kept : 240;
}
