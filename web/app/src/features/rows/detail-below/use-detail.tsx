// Opens and closes the rows below, and remembers how high they stand.

import type { CatalogRow, Column, Row } from '@studio-pg/client';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { FocusEvent, ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { CommandScope, useCommands } from '../../../lib/command.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { say } from '../../../lib/notice.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { readStored, writeStored } from '../../../lib/storage.ts';
import { MenuItem } from '../../../ui/menu.tsx';
import { SplitPane } from '../../../ui/split-pane.tsx';
import { useWide } from '../../../ui/use-wide.ts';
import { detailText } from './detail-place.ts';

const DetailBelow = lazy(async () => ({ default: (await import('./detail-below.tsx')).DetailBelow }));

interface DetailOptions {
  relation: CatalogRow<'relations'>;
  wire_columns: readonly Column[];
  detail: string | undefined;
  as_role: string | undefined;
  onDetail: (detail: string | undefined) => void;
}

export interface Detail {
  /** Told of the active row; undefined while nothing follows it. */
  onRow: ((row: Row | undefined) => void) | undefined;
  menu: ReactNode;
  /** Puts the rows over their detail, where that is open. */
  around: (rows: ReactNode) => ReactNode;
}

export function useDetail({ relation, wire_columns, detail, as_role, onDetail }: DetailOptions): Detail {
  const { id } = useConnection();
  // A telephone shows cards, of which none is active.
  const is_wide = useWide(600);
  const [row, setRow] = useState<Row | undefined>(undefined);
  const [is_below, setBelow] = useState(false);
  const toggle = useCallback(async () => {
    if (detail !== undefined) return onDetail(undefined);
    const [keys, relations] = await Promise.all([queryClient.query({ ...catalogQuery(id, 'foreign_keys', { relation: relation.oid }), staleTime: 60_000 }), queryClient.query({ ...catalogQuery(id, 'relations'), staleTime: 60_000 })]);
    const first = keys.find((each) => each.referenced_relation === relation.oid);
    const other = relations.find((each) => each.oid === first?.relation);
    if (first && other) onDetail(detailText({ schema: other.schema, name: other.name, constraint: first.name }));
    else say('No foreign key refers to this table.');
  }, [id, relation.oid, detail, onDetail]);
  const open = useCallback(() => void toggle().catch((error: unknown) => say(error instanceof Error ? error.message : 'The foreign keys could not be read.')), [toggle]);
  useCommands(useMemo(() => [
    { id: 'rows.detail', label: 'Show or hide related rows below', group: 'Rows', shortcut: 'alt+shift+d', is_enabled: is_wide, run: open },
  ], [is_wide, open]));
  const is_open = detail !== undefined && is_wide;
  return {
    onRow: is_open ? setRow : undefined,
    menu: is_wide && <MenuItem onSelect={open}>{detail === undefined ? 'Related rows below' : 'Hide the related rows below'}</MenuItem>,
    around: (rows) => (
      <SplitPane direction="vertical" sized="second" label="Height of the related rows" initial_px={storedHeight()} min_px={120} max_px={900} onSize={(height) => writeStored('detail.height', height)}
        first={<CommandScope value={!is_open || !is_below}><div className="h-full" onFocusCapture={() => setBelow(false)}>{rows}</div></CommandScope>}
        second={is_open && (
          <CommandScope value={is_below}>
            <div className="h-full" onFocusCapture={(event: FocusEvent) => setBelow(event.currentTarget.contains(event.target))}>
              <Suspense fallback={null}>
                <DetailBelow relation={relation.oid} row={row} wire_columns={wire_columns} detail={detail} as_role={as_role} onDetail={(next) => {
                  setBelow(false);
                  onDetail(next);
                }} />
              </Suspense>
            </div>
          </CommandScope>
        )} />
    ),
  };
}

function storedHeight(): number {
  const kept = readStored('detail.height');
  return typeof kept === 'number' ? kept : 240;
}
