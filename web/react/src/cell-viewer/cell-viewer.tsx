// One value in full, looked at as what it is: text, JSON, XML, bytes, a picture, an array. It follows the grid's active cell;
// what the server cut is fetched by the owner's `onWhole`. It draws text nodes and pictures from data alone.

import { asStudioError, isTruncated } from '@studio-pg/client';
import type { Cell, StudioError } from '@studio-pg/client';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { writeClipboard } from '../clipboard.ts';
import { timeLines } from '../data-grid/cell-hover.ts';
import { bytesText, plainText } from '../data-grid/cell-text.ts';
import { noteOf } from '../data-grid/column-layout.ts';
import type { GridColumn } from '../data-grid/column-layout.ts';
import { ErrorPanel } from '../error-panel/error-panel.tsx';
import { JsonView } from './json-view.tsx';
import { jsonNodes } from './json-tree.ts';
import { viewsOf } from './value-kind.ts';
import type { ValueView } from './value-kind.ts';
import { HexView, ListView, PictureView, TextView } from './value-views.tsx';
import { indentXml } from './xml-text.ts';

export { RecordValue } from './record-value.tsx';

export interface CellViewerProps {
  column: GridColumn;
  /** Undefined while the row is not loaded. */
  cell: Cell | undefined;
  /** The row, from 0. */
  index: number;
  time_zone?: string | null;
  onClose: () => void;
  /** Shows the whole row instead. */
  onRow: () => void;
  /** Fetches the whole of a value that was cut; rejects with a StudioError. */
  onWhole?: (() => Promise<string>) | undefined;
}

const view_words: Readonly<Record<ValueView, string>> = {
  json: 'JSON', xml: 'XML', picture: 'Picture', hex: 'Hex', list: 'List', text: 'Text',
};

export function CellViewer(props: CellViewerProps): ReactNode {
  const { column, cell, index, onClose, onRow, onWhole } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <section className="sg-card" aria-label={`Value of ${column.name}, row ${index + 1}`} onKeyDown={onKeyDown}>
      <header className="sg-card-head">
        <h2>{column.name} <span className="sg-type">{noteOf(column)}</span></h2>
        <button type="button" className="sg-button sg-viewer-row" onClick={onRow}>Row {(index + 1).toLocaleString('en-US')}</button>
        <button type="button" className="sg-card-close" aria-label="Close the value" title="Close (Shift+Space or Esc)" onClick={onClose}>
          <X size={16} strokeWidth={1.5} aria-hidden />
        </button>
      </header>
      {cell === undefined ? <p className="sg-viewer-words"><span className="sg-skeleton" /></p>
        : cell === null ? <p className="sg-viewer-words"><span className="sg-null">NULL</span></p>
        : <Value key={`${index} ${column.key ?? column.name}`} cell={cell} column={column} time_zone={props.time_zone ?? null} onWhole={onWhole} />}
    </section>
  );
}

type Loading = { at: 'cut' | 'loading' } | { at: 'failed'; error: StudioError } | { at: 'whole'; text: string };

interface ValueProps {
  cell: Exclude<Cell, null>;
  column: GridColumn;
  time_zone: string | null;
  onWhole: (() => Promise<string>) | undefined;
}

function Value({ cell, column, time_zone, onWhole }: ValueProps): ReactNode {
  const [loading, setLoading] = useState<Loading>({ at: 'cut' });
  const [wanted, setWanted] = useState<ValueView | null>(null);
  const [search, setSearch] = useState('');
  const [wraps, setWraps] = useState(true);
  const value = loading.at === 'whole' ? loading.text : cell;
  const views = useMemo(() => viewsOf(value, column.type), [value, column.type]);
  const view = wanted !== null && views.includes(wanted) ? wanted : views[0] ?? 'text';
  const text = plainText(value);
  const nodes = useMemo(() => (view === 'json' ? jsonNodes(text) : null), [view, text]);
  const can_search = view === 'text' || view === 'json' || view === 'xml';
  const load = (): void => {
    setLoading({ at: 'loading' });
    onWhole?.().then((whole) => setLoading({ at: 'whole', text: whole }),
      (thrown: unknown) => setLoading({ at: 'failed', error: asStudioError(thrown) }));
  };
  return (
    <>
      <div className="sg-viewer-bar">
        {views.length > 1 && <div role="radiogroup" aria-label="Look at it as" className="sg-viewer-views">
          {views.map((each) => (
            <button key={each} type="button" role="radio" aria-checked={each === view} className="sg-button" onClick={() => setWanted(each)}>{view_words[each]}</button>
          ))}
        </div>}
        {can_search && <input type="search" aria-label="Find in the value" placeholder="Find" value={search} maxLength={200}
          className="sg-viewer-search" onChange={(event) => setSearch(event.target.value)} />}
        {view === 'text' && <button type="button" className="sg-button" aria-pressed={wraps} onClick={() => setWraps(!wraps)}>Wrap</button>}
        <button type="button" className="sg-button" onClick={() => void writeClipboard(text)}>Copy</button>
      </div>
      {isTruncated(value) && <div className="sg-viewer-words">
        {loading.at === 'failed' && <ErrorPanel error={loading.error.fields} />}
        {onWhole ? <button type="button" className="sg-button" disabled={loading.at === 'loading'} onClick={load}>
          {loading.at === 'loading' ? 'Loading …' : `Load the whole value (${bytesText(value.bytes)})`}
        </button> : <span className="sg-note">The beginning of {bytesText(value.bytes)}.</span>}
      </div>}
      {view === 'json' && nodes ? <JsonView text={text} nodes={nodes} search={search} />
        : view === 'xml' ? <TextView text={indentXml(text)} search={search} wraps={wraps} />
        : view === 'hex' ? <HexView text={text} />
        : view === 'picture' ? <PictureView text={text} name={column.name} />
        : view === 'list' ? <ListView text={text} type={column.type} />
        : <TextView text={text} search={search} wraps={wraps} />}
      {timeLines(value, column.type, time_zone)?.slice(1).map((line) => <p key={line} className="sg-note sg-viewer-words">{line}</p>)}
    </>
  );
}
