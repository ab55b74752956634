// The extensions of the database, and those that the server offers.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import type { Quoting } from '../change/quoting.ts';
import { Drop } from '../change/relation-changes.tsx';
import { SchemaField } from '../change/schema-field.tsx';
import { useQuoting } from '../change/use-quoting.ts';
import { ListPage } from '../list-page.tsx';
import { StructureTable } from '../structure-table.tsx';
import { createExtension, dropExtension, moveExtension, updateExtension } from './extension.ts';

type ExtensionRow = CatalogRow<'extensions'>;
interface Asked { kind: 'create' | 'update' | 'move' | 'drop'; extension: ExtensionRow }

export function ExtensionsPage(): ReactNode {
  const { id, is_read_only } = useConnection();
  const extensions = useQuery(catalogQuery(id, 'extensions'));
  const quote = useQuoting();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const shown = extensions.data?.filter(({ name, comment }) => `${name} ${comment ?? ''}`.toLowerCase().includes(needle));
  return (
    <ListPage title="Extensions" count={shown?.length} question={extensions} actions={(
      <input type="search" aria-label="Filter extensions" placeholder="Filter" value={search} onChange={(event) => setSearch(event.target.value)}
        className="h-7 w-48 rounded-sm border border-line bg-surface-0 px-2 placeholder:text-faint max-sm:w-full" />
    )}>
      {shown && (
        <StructureTable label="Extensions" rows={shown} nameOf={({ name }) => name} columns={[
          { head: 'Extension', cell: ({ name }) => name },
          { head: 'Installed', cell: versionText },
          { head: 'Schema', cell: ({ schema }) => schema },
          { head: 'What it is', cell: ({ comment }) => comment, look: 'text' },
        ]} actionsOf={is_read_only ? undefined : (extension) => actionsOf(extension).map(([label, kind]) => ({ label, run: () => setAsked({ kind, extension }) }))} />
      )}
      {asked && quote && <ExtensionChange asked={asked} quote={quote} onClose={() => setAsked(null)} />}
    </ListPage>
  );
}

const hasUpdate = ({ version, default_version }: ExtensionRow): boolean => version !== null && default_version !== null && version !== default_version;

function versionText(extension: ExtensionRow): ReactNode {
  if (extension.version === null) return <span className="text-faint">{extension.default_version} can be installed</span>;
  if (extension.default_version === null) return <>{extension.version} <span className="text-warning">without its files</span></>;
  return hasUpdate(extension) ? <>{extension.version} <span className="text-accent">{extension.default_version} is there</span></> : extension.version;
}

function actionsOf(extension: ExtensionRow): (readonly [string, Asked['kind']])[] {
  if (extension.version === null) return [['Install…', 'create']];
  return [['Update…', 'update'], ...(extension.is_relocatable === true ? [['Move…', 'move'] as const] : []), ['Drop…', 'drop']];
}

interface ChangeProps {
  quote: Quoting;
  extension: ExtensionRow;
  onClose: () => void;
}

function ExtensionChange({ asked: { kind, extension }, quote, onClose }: { asked: Asked; quote: Quoting; onClose: () => void }): ReactNode {
  const props = { quote, extension, onClose };
  switch (kind) {
    case 'create': return <Install {...props} />;
    case 'update': return <Update {...props} />;
    case 'move': return <Move {...props} />;
    case 'drop': return <Drop what="extension" name={extension.name} statements={(is_cascade) => dropExtension(quote, extension.name, is_cascade)} onClose={onClose} />;
  }
}

function Install({ quote, extension, onClose }: ChangeProps): ReactNode {
  const [form, setForm] = useState({ schema: '', version: '', is_cascade: false });
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Install ${extension.name}`} verb="Install" statements={createExtension(quote, extension.name, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <SchemaField value={form.schema} otherwise="where it wants to be" onChange={(schema) => set({ schema })} />
        <TextField label="Version" value={form.version} placeholder={extension.default_version ?? ''} spellCheck={false} autoComplete="off" onChange={(event) => set({ version: event.target.value })} />
      </div>
      <CheckField label="Cascade: with the extensions that it needs" checked={form.is_cascade} onChange={(event) => set({ is_cascade: event.target.checked })} />
    </ChangeDialog>
  );
}

function Update({ quote, extension, onClose }: ChangeProps): ReactNode {
  const [version, setVersion] = useState('');
  return (
    <ChangeDialog title={`Update ${extension.name}`} verb="Update" statements={updateExtension(quote, extension.name, version)} onClose={onClose}>
      <p>Installed is {extension.version}; the server’s own is {extension.default_version ?? 'not there'}.</p>
      <TextField label="To version" value={version} placeholder={extension.default_version ?? ''} spellCheck={false} autoComplete="off" onChange={(event) => setVersion(event.target.value)} />
    </ChangeDialog>
  );
}

function Move({ quote, extension, onClose }: ChangeProps): ReactNode {
  const [schema, setSchema] = useState('');
  return (
    <ChangeDialog title={`Move ${extension.name}`} verb="Move" statements={moveExtension(quote, extension.name, schema)} onClose={onClose}>
      <SchemaField value={schema} otherwise={`stays in ${extension.schema ?? ''}`} onChange={setSchema} />
    </ChangeDialog>
  );
}
