// Which import of a file is being asked for. A store of its own because pages ask and the frame shows the dialog.

import { useSyncExternalStore } from 'react';

/** What the dialog is opened for; without a relation for a table that is made. */
export interface ImportRequest {
  relation: { schema: string; name: string; oid: number } | null;
}

let request: ImportRequest | null = null;
const listeners = new Set<() => void>();

function change(next: ImportRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

export function useImportRequest(): ImportRequest | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => request);
}

/** Opens the dialog. */
export function askImport(next: ImportRequest): void {
  change(next);
}

export function closeImport(): void {
  change(null);
}
