// What the frame shows of imports: the command for a new table, and the dialog, loaded when it is first asked for.

import { lazy, Suspense, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../lib/command.ts';
import { askImport, useImportRequest } from '../../lib/imports.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

export interface ImportHostProps {
  /** A file of statements was chosen: it belongs into the editor. A sentence where it does not go there. */
  onSql: (file: File) => Promise<string | null>;
  /** Shows a relation. */
  onShow: (relation: { schema: string; name: string }) => void;
}

export function ImportHost(props: ImportHostProps): ReactNode {
  const request = useImportRequest();
  useCommands(useMemo(() => [
    { id: 'import.new', label: 'Import a file into a new table …', group: 'Studio', run: () => askImport({ relation: null }) },
  ], []));
  return request && <Suspense fallback={null}><ImportDialog {...props} relation={request.relation} /></Suspense>;
}
