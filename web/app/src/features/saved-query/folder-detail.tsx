// One folder: what it is, and what can be done with it.

import type { Folder } from '@studio-pg/client';
import { useQueryClient } from '@tanstack/react-query';
import { Download, FolderPlus, Pencil, Trash2, Upload, X } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { client } from '../../lib/client.ts';
import { timeText } from '../../lib/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FolderForm } from './folder-form.tsx';
import { forgetSaved } from './queries.ts';

interface FolderDetailProps {
  folder: Folder;
  /** Its place in the tree. */
  path: string;
  onFolder: (id: string) => void;
  onImport: () => void;
  onExport: () => void;
  onClose: () => void;
}

export function FolderDetail({ folder, path, onFolder, onImport, onExport, onClose }: FolderDetailProps): ReactNode {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'new' | 'change' | 'delete' | null>(null);
  const close = (): void => setAsking(null);
  const remove = async (): Promise<void> => {
    await client.folders.delete(folder.id);
    onClose();
    await forgetSaved(queries);
  };
  return (
    <section aria-label="Folder" className="flex h-full flex-col bg-surface-0">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-1 pl-3">
        <h2 className="truncate font-semibold">{folder.name}</h2>
        <IconButton label="Close" className="ml-auto" onClick={onClose}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      </header>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3 py-2">
        <Button onClick={() => setAsking('new')}><FolderPlus aria-hidden size={14} strokeWidth={1.5} />New folder in it</Button>
        <Button onClick={() => setAsking('change')}><Pencil aria-hidden size={14} strokeWidth={1.5} />Rename or move</Button>
        <Button onClick={onImport}><Upload aria-hidden size={14} strokeWidth={1.5} />Import</Button>
        <Button onClick={onExport}><Download aria-hidden size={14} strokeWidth={1.5} />Export</Button>
        <Button onClick={() => setAsking('delete')}><Trash2 aria-hidden size={14} strokeWidth={1.5} />Delete</Button>
      </div>
      <Facts facts={[
        ['Place', path],
        ['Seen by', folder.is_shared ? 'all members of the organization' : 'me'],
        ['Made', `${timeText(folder.created_at)}${folder.created_by === null ? '' : ` by ${folder.created_by.name}`}`],
      ]} />
      {asking === 'new' && <FolderForm organization={folder.organization_id} folder={null} parent={folder.id} onClose={close}
        onSaved={(made) => { close(); onFolder(made.id); }} />}
      {asking === 'change' && <FolderForm organization={folder.organization_id} folder={folder} onClose={close} onSaved={close} />}
      {asking === 'delete' && (
        <Confirm title={`Delete the folder ${folder.name}?`} verb="Delete" pending="Deleting …" onConfirm={remove} onClose={close}>
          <p>The folders in it go too. No query is lost: the queries in them move to the top.</p>
        </Confirm>
      )}
    </section>
  );
}
