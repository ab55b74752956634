// The command that exports tables, and its dialog, loaded when it is first asked for.

import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../../lib/command.ts';

const ExportManyDialog = lazy(async () => ({ default: (await import('./export-many-dialog.tsx')).ExportManyDialog }));

export function ExportManyHost({ connection }: { connection: string }): ReactNode {
  const [is_open, setOpen] = useState(false);
  useCommands(useMemo(() => [
    { id: 'export.many', label: 'Export tables of a schema …', group: 'Studio', run: () => setOpen(true) },
  ], []));
  return is_open && <Suspense fallback={null}><ExportManyDialog connection={connection} onClose={() => setOpen(false)} /></Suspense>;
}
