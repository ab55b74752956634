// The named views of a relation, in the bar over its rows: which one is open, whether it was changed, and what can be done with it.

import { asStudioError } from '@studio-pg/client';
import type { NamedView } from '@studio-pg/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { isAdmin, isEditor, meQuery, useMembership } from '../../../lib/account-queries.ts';
import { client } from '../../../lib/client.ts';
import { useCommands } from '../../../lib/command.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { say } from '../../../lib/notice.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine, MenuNote } from '../../../ui/menu.tsx';
import { fitsAddress } from '../table-view.ts';
import { forgetNamedViews, namedViewsQuery } from './queries.ts';
import { isSameContent, readContent, writtenContent } from './view-content.ts';
import type { ViewContent } from './view-content.ts';
import { DeleteView, ViewNotSaved } from './view-dialogs.tsx';
import { ViewForm } from './view-form.tsx';

interface NamedViewsProps {
  relation: { schema: string; name: string };
  /** Of the view that is open. */
  named: string | undefined;
  /** What is looked at now. */
  present: ViewContent;
  onOpen: (id: string, content: ViewContent) => void;
  /** What is looked at stays, under another name or none. */
  onNamed: (id: string | undefined) => void;
}

type Asked = { kind: 'new' } | { kind: 'name' | 'delete'; view: NamedView } | { kind: 'not saved'; error: unknown; theirs: NamedView | null };

const conflict = '40001';

export function NamedViews({ relation, named, present, onOpen, onNamed }: NamedViewsProps): ReactNode {
  const connection = useConnection();
  const queries = useQueryClient();
  const views = useQuery({ ...namedViewsQuery(connection.id, relation), enabled: named !== undefined }).data;
  const open = views?.find((each) => each.id === named);
  const [asked, setAsked] = useState<Asked | null>(null);
  const is_changed = open !== undefined && !isSameContent(readContent(open.view), present);

  const saveOver = useCallback(async (view: NamedView): Promise<void> => {
    try {
      const saved = await client.namedViews.update(view.id, { view: writtenContent(present), version: view.version });
      say(`“${saved.name}” is saved`);
    } catch (thrown) {
      const theirs = asStudioError(thrown).code === conflict ? await client.namedViews.get(view.id).catch(() => null) : null;
      setAsked({ kind: 'not saved', error: thrown, theirs });
    }
    await forgetNamedViews(queries);
  }, [present, queries]);
  const openView = (view: NamedView): void => {
    const content = readContent(view.view);
    if (fitsAddress(content.rows.filter ?? [])) onOpen(view.id, content);
    else say('The filters of the view are too long for an address: not opened.');
  };
  const saved = (view: NamedView): void => {
    setAsked(null);
    onNamed(view.id);
    say(`“${view.name}” is saved`);
  };
  const close = useCallback(() => setAsked(null), []);
  useCommands(useMemo(() => [
    { id: 'rows.save_view', label: 'Save the view of the rows under a name …', group: 'Rows', run: () => setAsked({ kind: 'new' }) },
    { id: 'rows.save_view_changes', label: 'Save the changes of the view', group: 'Rows', is_enabled: is_changed, run: () => open && void saveOver(open) },
  ], [is_changed, open, saveOver]));
  return (
    <>
      <Menu align="end" trigger={(
        <Button look="quiet" title={open ? `View: ${open.name}${is_changed ? ', changed' : ''}` : 'Views'} className="min-w-9 max-w-56">
          <Bookmark aria-hidden size={15} strokeWidth={1.5} className={open ? 'shrink-0 text-accent' : 'shrink-0'} />
          <span className={open ? 'truncate' : 'max-sm:sr-only'}>{open ? <bdi>{open.name}</bdi> : 'Views'}</span>
          {is_changed && <span className="shrink-0 text-warning" aria-label="changed">•</span>}
        </Button>
      )}>
        <ViewList relation={relation} named={open?.id} onOpen={openView} />
        <MenuItem onSelect={() => setAsked({ kind: 'new' })}>Save as a view …</MenuItem>
        {open && <OpenViewItems view={open} is_changed={is_changed} onSave={() => void saveOver(open)} onAsk={(kind) => setAsked({ kind, view: open })}
          onBack={() => openView(open)} onLeave={() => onNamed(undefined)} />}
      </Menu>
      {asked?.kind === 'new' && <ViewForm relation={relation} of={present} onSaved={saved} onClose={close} />}
      {asked?.kind === 'name' && <ViewForm relation={relation} of={asked.view} onSaved={close} onClose={close} />}
      {asked?.kind === 'delete' && <DeleteView view={asked.view} onClose={close} onDeleted={() => {
        close();
        onNamed(undefined);
        say(`“${asked.view.name}” is deleted`);
      }} />}
      {asked?.kind === 'not saved' && <ViewNotSaved {...asked} onClose={close} onNew={() => setAsked({ kind: 'new' })}
        onTheirs={(theirs) => {
          close();
          openView(theirs);
        }}
        onMine={(theirs) => {
          close();
          void saveOver(theirs);
        }} />}
    </>
  );
}

/** In the menu, so that it is asked for when that opens. */
function ViewList({ relation, named, onOpen }: { relation: NamedViewsProps['relation']; named: string | undefined; onOpen: (view: NamedView) => void }): ReactNode {
  const connection = useConnection();
  const { data: views, error } = useQuery(namedViewsQuery(connection.id, relation));
  const own_id = useQuery(meQuery).data?.account.id;
  if (error) return <><MenuNote>{asStudioError(error).message}</MenuNote><MenuLine /></>;
  if (!views) return <><MenuNote>Loading …</MenuNote><MenuLine /></>;
  if (views.length === 0) return <><MenuNote>No view is kept of these rows yet.</MenuNote><MenuLine /></>;
  const choose = (id: string): void => {
    const view = views.find((each) => each.id === id);
    if (view) onOpen(view);
  };
  const part = (label: string, of: readonly NamedView[]): ReactNode => of.length > 0 && (
    <MenuChoice label={label} value={named ?? ''} onChange={choose} options={of.map((each) => ({
      value: each.id, label: (
        <span className="flex min-w-0 items-baseline gap-2">
          <bdi className="max-w-64 truncate">{each.name}</bdi>
          {each.is_shared && each.created_by?.id !== own_id && <span className="text-small text-faint">{each.created_by?.name ?? 'of somebody who is gone'}</span>}
        </span>
      ),
    }))} />
  );
  return <>{part('Mine', views.filter(({ is_shared }) => !is_shared))}{part('Shared', views.filter(({ is_shared }) => is_shared))}<MenuLine /></>;
}

interface OpenViewItemsProps {
  view: NamedView;
  is_changed: boolean;
  onSave: () => void;
  onBack: () => void;
  onLeave: () => void;
  onAsk: (kind: 'name' | 'delete') => void;
}

function OpenViewItems({ view, is_changed, onSave, onBack, onLeave, onAsk }: OpenViewItemsProps): ReactNode {
  const { organization_id } = useConnection();
  const membership = useMembership(organization_id);
  const is_own = useQuery(meQuery).data?.account.id === view.created_by?.id;
  const may_change = view.is_shared ? isEditor(membership) : is_own;
  const may_delete = is_own ? !view.is_shared || isEditor(membership) : isAdmin(membership);
  return (
    <>
      {is_changed && may_change && <MenuItem onSelect={onSave}>Save the changes</MenuItem>}
      {is_changed && <MenuItem onSelect={onBack}>Undo the changes</MenuItem>}
      <MenuItem onSelect={onLeave}>Leave the view</MenuItem>
      {(may_change || may_delete) && <MenuLine />}
      {may_change && <MenuItem onSelect={() => onAsk('name')}>Rename or share …</MenuItem>}
      {may_delete && <MenuItem onSelect={() => onAsk('delete')}>Delete …</MenuItem>}
    </>
  );
}
