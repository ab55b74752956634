// The import of files, with what it needs of other features: the editor for files of statements, the page of a table.

import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ImportHost } from '../features/import/import-host.tsx';

export function ImportPlace({ connection }: { connection: string }): ReactNode {
  const navigate = useNavigate();
  /** Opens statements in a query tab; a sentence where they are too many for one, or no text. */
  const openSql = async (file: File): Promise<string | null> => {
    const [{ readTextFiles }, { openText }] = await Promise.all([
      import('../features/editor/files/read-text-files.ts'), import('../features/editor/open-query.ts'),
    ]);
    const { texts: [read], refusals } = await readTextFiles([file]);
    if (!read) return `${refusals.join(' ')} psql -f runs a file of any size.`;
    await navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab: openText(connection, read.text, { title: read.name }) } });
    return null;
  };
  return (
    <ImportHost onSql={openSql}
      onShow={({ schema, name }) => void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name } })} />
  );
}
