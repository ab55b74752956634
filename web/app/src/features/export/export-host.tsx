// What the frame shows of exports: the dialog, loaded when it is first asked for, and the files under way.

import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useExports } from '../../lib/exports.ts';
import { ExportList } from './export-list.tsx';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

export function ExportHost(): ReactNode {
  const { request, files } = useExports();
  return (
    <>
      <ExportList files={files} />
      {request && <Suspense fallback={null}><ExportDialog request={request} /></Suspense>}
    </>
  );
}
