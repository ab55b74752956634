// One row in full: every column below the other, long values in their whole length, JSON indented. It follows the grid's
// active row; what the server cut is fetched by the owner's `onWhole`.

import type { Cell, Row } from '@studio-pg/client';
import { isTruncated } from '@studio-pg/client';
import { X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { CellContent, JsonText } from '../data-grid/cell.tsx';
import { timeLines } from '../data-grid/cell-hover.ts';
import { bytesText, describeCell } from '../data-grid/cell-text.ts';
import { noteOf } from '../data-grid/column-layout.ts';
import type { GridColumn } from '../data-grid/column-layout.ts';
import { indentJson } from '../data-grid/json-text.ts';
import { WholeValue } from './whole-value.tsx';

export interface RecordCardProps {
  columns: readonly GridColumn[];
  /** Undefined while the row is not loaded. */
  row: Row | undefined;
  /** From 0. */
  index: number;
  /** The session's TimeZone, for times. */
  time_zone?: string | null;
  onClose: () => void;
  /** Fetches the whole of a value that was cut; rejects with a StudioError. Without it such values stay cut. */
  onWhole?: ((column: number) => Promise<string>) | undefined;
}

export function RecordCard(props: RecordCardProps): ReactNode {
  const { columns, row, index, time_zone = null, onClose, onWhole } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <section className="sg-card" aria-label={`Row ${index + 1}`} onKeyDown={onKeyDown}>
      <header className="sg-card-head">
        <h2>Row {(index + 1).toLocaleString('en-US')}</h2>
        <button type="button" className="sg-card-close" aria-label="Close the record card" title="Close (Space or Esc)" onClick={onClose}>
          <X size={16} strokeWidth={1.5} aria-hidden />
        </button>
      </header>
      <dl className="sg-card-list" tabIndex={0} aria-label={`Values of row ${index + 1}`}>
        {columns.map((column, at) => (
          <div key={at} className="sg-card-field">
            <dt><span className="sg-card-name">{column.name}</span> <span className="sg-type">{noteOf(column)}</span></dt>
            <dd>
              {row === undefined ? <span className="sg-skeleton" />
                : <Value cell={row[at] ?? null} column={column} time_zone={time_zone} identity={`${index} ${at}`}
                    onWhole={onWhole && (() => onWhole(at))} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ValueProps {
  cell: Cell;
  column: GridColumn;
  time_zone: string | null;
  identity: string;
  onWhole: (() => Promise<string>) | undefined;
}

function Value({ cell, column, time_zone, identity, onWhole }: ValueProps): ReactNode {
  const { kind } = describeCell(cell, column.type, column.look);
  if (isTruncated(cell)) {
    return (
      <WholeValue key={identity} head={cell.head} size={bytesText(cell.bytes)} name={column.name} look={textLook(column.type)}
        onWhole={onWhole} />
    );
  }
  if (kind === 'json') return <pre className="sg-card-text"><JsonText text={indentJson(String(cell))} /></pre>;
  if (kind === 'text' || kind === 'code' || kind === 'bytea') {
    return <pre className={textLook(column.type)}>{String(cell)}</pre>;
  }
  const [, ...more] = (kind === 'time' ? timeLines(cell, column.type, time_zone) : null) ?? [];
  return (
    <>
      <CellContent cell={cell} type={column.type} look={column.look} />
      {more.map((line) => <div key={line} className="sg-note">{line}</div>)}
    </>
  );
}

/** Prose in the font of prose, everything else in that of code. */
function textLook(type: string): string {
  return describeCell('text', type).kind === 'text' ? 'sg-card-text sg-card-prose' : 'sg-card-text';
}
