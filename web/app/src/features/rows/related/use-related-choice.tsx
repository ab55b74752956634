// The choice of related columns of a table: what is kept, the dialog that changes it, and where what was added comes to stand.

import type { CatalogRow } from '@studio-pg/client';
import { arrangedColumns, withMoved } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { tableColumns } from '../../../grid/column-store.ts';
import { useCommands } from '../../../lib/command.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { MenuItem } from '../../../ui/menu.tsx';
import { keepChoice, keptChoice } from './related-choice.ts';
import type { ForeignKey, RelatedChoice } from './related-choice.ts';
import { relatedColumnKey } from './use-related-columns.ts';

const RelatedDialog = lazy(async () => ({ default: (await import('./related-dialog.tsx')).RelatedDialog }));

export interface RelatedChooser {
  choice: readonly RelatedChoice[];
  open: () => void;
  /** Another choice, as it is. */
  put: (choice: readonly RelatedChoice[]) => void;
  /** Where it is open. */
  dialog: ReactNode;
}

export function useRelatedChoice({ oid, schema, name }: CatalogRow<'relations'>, columns: readonly GridColumn[]): RelatedChooser {
  const { id } = useConnection();
  const [choice, setChoice] = useState<readonly RelatedChoice[]>(() => keptChoice(id, schema, name));
  const [is_open, setOpen] = useState(false);
  const open = useMemo(() => () => setOpen(true), []);
  useCommands(useMemo(() => [{ id: 'rows.related_columns', label: 'Show columns of related tables beside the keys …', group: 'Rows', run: open }], [open]));
  const put = useCallback((next: readonly RelatedChoice[]): void => {
    keepChoice(id, schema, name, next);
    setChoice(next);
  }, [id, schema, name]);
  const take = (next: readonly RelatedChoice[], keys: readonly ForeignKey[]): void => {
    putBesideKeys(id, { schema, name }, columns, choice, next, keys);
    put(next);
    setOpen(false);
  };
  return {
    choice, open, put,
    dialog: is_open && <Suspense fallback={null}><RelatedDialog relation={oid} choice={choice} onChoice={take} onClose={() => setOpen(false)} /></Suspense>,
  };
}

export function RelatedColumnsItem({ chooser }: { chooser: RelatedChooser }): ReactNode {
  return <MenuItem onSelect={chooser.open}>Columns of related tables …</MenuItem>;
}

/** A column that was not shown before comes to stand behind its key; one that was stays where it is. */
function putBesideKeys(
  connection: string, { schema, name }: { schema: string; name: string }, columns: readonly GridColumn[], before: readonly RelatedChoice[],
  next: readonly RelatedChoice[], keys: readonly ForeignKey[],
): void {
  const store = tableColumns(connection, schema, name);
  const all = [...columns, ...keys.flatMap((key) => (next.find((each) => each.constraint === key.constraint)?.columns ?? [])
    .map((column): GridColumn => ({ name: column, key: relatedColumnKey(key.constraint, column), type: 'text' })))];
  let { arrangement } = store;
  for (const key of keys) {
    const old = before.find((each) => each.constraint === key.constraint)?.columns ?? [];
    // Each goes right behind the key, so the last one first.
    const added = (next.find((each) => each.constraint === key.constraint)?.columns ?? []).filter((column) => !old.includes(column)).reverse();
    const last = Math.max(...key.columns.map((column) => columns.findIndex((each) => each.name === column)));
    for (const column of added) {
      const at = all.findIndex((each) => each.key === relatedColumnKey(key.constraint, column));
      const order = arrangedColumns(all, arrangement);
      const behind = order[order.indexOf(last) + 1];
      if (at >= 0 && behind !== undefined) arrangement = withMoved(all, arrangement, at, behind);
    }
  }
  store.arrange(arrangement);
}
