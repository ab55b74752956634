// One row in full: every column below the other, long values in their whole length, JSON indented. It follows the grid's
// active row; what the server cut is fetched by the owner's `onWhole`.

import type { Cell, Row } from '@studio-pg/client';
import { isTruncated } from '@studio-pg/client';
import { ChevronDown, ChevronUp, Pencil, Trash2, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { CellContent, JsonText } from '../data-grid/cell.tsx';
import { timeLines } from '../data-grid/cell-hover.ts';
import { bytesText, describeCell } from '../data-grid/cell-text.ts';
import { noteOf } from '../data-grid/column-layout.ts';
import type { GridColumn } from '../data-grid/column-layout.ts';
import { indentJson } from '../data-grid/json-text.ts';
import { WholeValue } from './whole-value.tsx';

/** `given`: what PostgreSQL gives where no value is. */
export interface StagedField {
  state: 'changed' | 'new' | 'deleted' | 'refused' | 'gone';
  word: string;
  given?: string | undefined;
}

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
  /** Goes to the row before or after; absent where the owner has no other. */
  onMove?: ((by: -1 | 1) => void) | undefined;
  /** Edits a field; absent where rows are read only. */
  onEdit?: ((column: number) => void) | undefined;
  /** Marks the row to be deleted, or takes that back; absent where rows are read only. */
  onDelete?: (() => void) | undefined;
  is_to_be_deleted?: boolean | undefined;
  /** What is staged of a field, in a word; null where nothing is. */
  stagedOf?: ((column: number) => StagedField | null) | undefined;
  /** Draws a value in another way than as text, which is given: a picture, a tree. */
  drawValue?: ((column: number, cell: Cell, plain: ReactNode) => ReactNode) | undefined;
}

export function RecordCard(props: RecordCardProps): ReactNode {
  const { columns, index, time_zone = null, onClose, onMove, onDelete, is_to_be_deleted = false } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.altKey && onMove && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) onMove(event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  return (
    <section className="sg-card" aria-label={`Row ${index + 1}`} onKeyDown={onKeyDown}>
      <header className="sg-card-head">
        <h2>Row {(index + 1).toLocaleString('en-US')}</h2>
        {onDelete && <button type="button" className="sg-card-step" aria-label="Delete the row" aria-pressed={is_to_be_deleted} onClick={onDelete}
          title={is_to_be_deleted ? 'Do not delete the row' : 'Delete the row'}><Trash2 size={16} strokeWidth={1.5} aria-hidden /></button>}
        {onMove && <>
          <button type="button" className="sg-card-step" aria-label="Previous row" title="Previous row (Alt+↑)" onClick={() => onMove(-1)}><ChevronUp size={16} strokeWidth={1.5} aria-hidden /></button>
          <button type="button" className="sg-card-step" aria-label="Next row" title="Next row (Alt+↓)" onClick={() => onMove(1)}><ChevronDown size={16} strokeWidth={1.5} aria-hidden /></button>
        </>}
        <button type="button" className="sg-card-close" aria-label="Close the record card" title="Close (Space or Esc)" onClick={onClose}>
          <X size={16} strokeWidth={1.5} aria-hidden />
        </button>
      </header>
      <dl className="sg-card-list" tabIndex={0} aria-label={`Values of row ${index + 1}`}>
        {columns.map((column, at) => <Field key={at} {...props} column={column} at={at} time_zone={time_zone} />)}
      </dl>
    </section>
  );
}

function Field({ column, at, row, index, time_zone, onWhole, onEdit, is_to_be_deleted, stagedOf, drawValue }: RecordCardProps & { column: GridColumn; at: number; time_zone: string | null }): ReactNode {
  const staged = stagedOf?.(at) ?? null;
  const cell = row?.[at] ?? null;
  const plain = <Value cell={cell} column={column} time_zone={time_zone} identity={`${index} ${at}`} onWhole={onWhole && (() => onWhole(at))} />;
  return (
    <div className={`sg-card-field${staged ? ` sg-card-${staged.state}` : ''}`}>
      <dt>
        <span className="sg-card-name">{column.name}</span> <span className="sg-type">{noteOf(column)}</span>
        {staged && <span className="sg-card-word">{staged.word}</span>}
        {onEdit && is_to_be_deleted !== true && (
          <button type="button" className="sg-card-edit" aria-label={`Edit ${column.name}`} title={`Edit ${column.name}`} onClick={() => onEdit(at)}>
            <Pencil size={14} strokeWidth={1.5} aria-hidden />
          </button>
        )}
      </dt>
      <dd>
        {row === undefined ? <span className="sg-skeleton" />
          : staged?.given !== undefined ? <span className="sg-null">{staged.given}</span>
          : drawValue ? drawValue(at, cell, plain) : plain}
      </dd>
    </div>
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
