// What a change needs of other parts of the studio; the route gives it.

import { createContext } from 'react';
import type { CatalogReader } from '@studio-pg/react/query-editor';
import type { ReactNode } from 'react';

export interface ChangeToolset {
  /** What a destructive text would take along. */
  renderEffect: (sql: string) => ReactNode;
  /** What a change that runs is doing and waits for. */
  renderProgress: (query_id: string, is_cancelling: boolean) => ReactNode;
  /** Opens a text in a new query tab. */
  openText: (sql: string) => void;
  /** Appends a text to the migration, the query tab that gathers them. */
  addToScript: (sql: string) => void;
  /** What names are completed from; absent: no completion. */
  completion?: CatalogReader;
}

export const ChangeTools = createContext<ChangeToolset>({ renderEffect: () => null, renderProgress: () => null, openText: () => undefined, addToScript: () => undefined });
