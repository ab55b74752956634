// The row that a cell refers to by a foreign key, in a small card beside the cell, read as the connection's role. Where the
// cell refers to nothing there is no card; who asked by a key is told.

import { asStudioError } from '@studio-pg/client';
import type { Column, Row } from '@studio-pg/client';
import { CellContent, ErrorPanel } from '@studio-pg/react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { use, useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { client } from '../lib/client.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { shownName } from '../lib/format.ts';
import { say } from '../lib/notice.ts';
import { keyFilter, keyText } from '../lib/row-key.ts';
import { SkeletonLines } from '../ui/states.tsx';
import { keyOfRow, referenceOf } from './foreign-key.ts';
import type { Reference, RowKey } from './foreign-key.ts';
import { ReadAs } from './read-as.ts';
import type { PeekRequest } from './use-peek.tsx';

interface PeekCardProps {
  request: PeekRequest;
  /** The row of the cell. */
  row: Row | undefined;
  wire_columns: readonly Column[];
  /** The session whose open transaction holds the rows. */
  session: string | undefined;
  onStay: () => void;
  onLeave: () => void;
  onClose: () => void;
}

/** A row that was looked at is looked at again for free this long. */
const fresh_ms = 60_000;
/** Of a value in the card; the table shows the rest. */
const shown_bytes = 1000;
const shown_columns = 40;
const card_px = { width: 340, height: 300 };

export function PeekCard(props: PeekCardProps): ReactNode {
  const { request, row, wire_columns, onClose } = props;
  const { id } = useConnection();
  const navigate = useNavigate();
  const relation = wire_columns[request.column]?.table_oid ?? 0;
  const asked = { staleTime: fresh_ms, enabled: relation !== 0 };
  const catalog = useQuery({ ...catalogQuery(id, 'columns', { relation }), ...asked });
  const constraints = useQuery({ ...catalogQuery(id, 'constraints', { relation }), ...asked });
  const reference = useMemo(() => (catalog.data && constraints.data
    ? referenceOf(wire_columns, request.column, catalog.data, constraints.data) : null), [wire_columns, request.column, catalog.data, constraints.data]);
  const key = useMemo(() => reference && row && keyOfRow(reference, row), [reference, row]);
  const failed = catalog.error ?? constraints.error;
  const is_known = relation === 0 || (catalog.data !== undefined && constraints.data !== undefined);

  const { way } = request;
  const finished = useRef(false);
  useEffect(() => {
    if (way === 'rest' || finished.current || !is_known) return;
    if (!reference || !key) {
      finished.current = true;
      say(reference ? 'The cell refers to no row: its key is NULL.' : 'The column is in no foreign key whose columns are all in the result.');
      onClose();
    } else if (way === 'follow') {
      finished.current = true;
      onClose();
      void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection: id, schema: reference.schema, name: reference.name }, search: { key: keyText(key) } });
    }
  }, [way, is_known, reference, key, id, navigate, onClose]);

  if (way === 'follow') return null;
  if (failed && way === 'key') return <Card {...props} title="The foreign keys"><ErrorPanel error={asStudioError(failed).fields} /></Card>;
  if (!reference || !key) return null;
  return <ReferencedRow {...props} reference={reference} row_key={key} />;
}

function peekQuery(connection: string, { schema, name }: Reference, key: RowKey, session: string | undefined, as_role: string | null) {
  return queryOptions({
    queryKey: ['peek', connection, schema, name, key, session ?? null, as_role],
    staleTime: fresh_ms,
    queryFn: async ({ signal }) => {
      const run = client.selectRows(connection, {
        relation: { schema, name }, filter: keyFilter(key), limit: 1, max_cell_bytes: shown_bytes, ...(session === undefined ? {} : { session }), ...(as_role === null ? {} : { as_role }),
      });
      signal.addEventListener('abort', () => run.cancel());
      const [result] = (await run.collect()).results;
      return { columns: result?.columns ?? [], row: result?.rows[0] ?? null };
    },
  });
}

function ReferencedRow(props: PeekCardProps & { reference: Reference; row_key: RowKey }): ReactNode {
  const { reference, row_key, session, onClose } = props;
  const { id } = useConnection();
  const found = useQuery(peekQuery(id, reference, row_key, session, use(ReadAs)));
  const { columns, row } = found.data ?? { columns: [], row: null };
  const rest = columns.length - shown_columns;
  return (
    <Card {...props} title={<>{shownName(reference.schema)}.<bdi>{shownName(reference.name)}</bdi></>} action={
      <Link to="/c/$connection/tables/$schema/$name" params={{ connection: id, schema: reference.schema, name: reference.name }}
        search={{ key: keyText(row_key) }} onClick={onClose} className="rounded-sm px-1.5 text-accent hover:underline">Open</Link>
    }>
      {found.error ? <ErrorPanel error={asStudioError(found.error).fields} />
        : found.isPending ? <SkeletonLines lines={6} />
        : !row ? <p className="p-3 text-muted">There is no such row, or none that the role may see.</p>
        : <dl className="grid grid-cols-[minmax(80px,38%)_1fr] gap-x-3 gap-y-0.5 px-3 py-2">
            {columns.slice(0, shown_columns).map((column, at) => (
              <div key={at} className="contents">
                <dt className="truncate text-small leading-[18px] text-muted">{column.name}</dt>
                <dd className="flex min-w-0 items-baseline gap-1.5"><CellContent cell={row[at] ?? null} type={column.type} /></dd>
              </div>
            ))}
          </dl>}
      {rest > 0 && row && <p className="px-3 pb-2 text-small text-muted">and {rest} more columns</p>}
    </Card>
  );
}

interface CardProps extends PeekCardProps {
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

function Card({ request, title, action, onStay, onLeave, onClose, children }: CardProps): ReactNode {
  const card = useRef<HTMLDivElement>(null);
  const takes_focus = request.way === 'key';
  useEffect(() => {
    if (takes_focus) card.current?.focus();
  }, [takes_focus]);
  // A key pressed elsewhere goes on with something else; Escape is for the card alone.
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const is_inside = event.target instanceof Node && card.current?.contains(event.target) === true;
      if (event.key === 'Escape') event.stopPropagation();
      else if (is_inside || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
      onClose();
    };
    window.addEventListener('keydown', pressed, true);
    return () => window.removeEventListener('keydown', pressed, true);
  }, [onClose]);
  const { box } = request;
  const goes_up = box.bottom + card_px.height > window.innerHeight && box.top > card_px.height;
  return createPortal(
    <div ref={card} role="dialog" aria-label="Referenced row" tabIndex={-1} onPointerEnter={onStay} onPointerLeave={takes_focus ? undefined : onLeave}
      className="fixed z-30 flex flex-col overflow-hidden rounded-md border border-line bg-raised shadow-lg shadow-black/10 outline-none"
      style={{
        left: Math.max(8, Math.min(box.left, window.innerWidth - card_px.width - 8)), width: Math.min(card_px.width, window.innerWidth - 16),
        maxHeight: card_px.height, ...(goes_up ? { bottom: window.innerHeight - box.top + 2 } : { top: box.bottom + 2 }),
      }}>
      <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line bg-surface-1 px-3">
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
        {action}
      </div>
      <div className="min-h-0 overflow-auto" tabIndex={0} role="region" aria-label="Values of the referenced row">{children}</div>
    </div>,
    document.body,
  );
}
