// A chart of a result: what it shows can be chosen, what it leaves out is said, its numbers are there as a table, and the
// picture can be kept as a file. The choice stays with the result.

import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Column, Row } from '@studio-pg/client';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { BarSelect } from '../../../ui/field.tsx';
import { EmptyState, SkeletonLines } from '../../../ui/states.tsx';
import type { KeptResult } from '../results/result-shelf.ts';
import type { ChartPicture } from './chart-canvas.tsx';
import { aggregates, chart_kinds, guessChart, roleOf, withKind } from './chart-choice.ts';
import type { Aggregate, ChartChoice, ChartKind } from './chart-choice.ts';
import { chartData } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';
import { numberText } from './chart-options.ts';
import { ChartTable } from './chart-table.tsx';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

/** Rows that are looked at for the first guess. */
const sample_rows = 200;

/** The choice of each result, by what holds its rows: it goes when they go. */
const choices = new WeakMap<object, ChartChoice>();

export function ChartPanel({ kept }: { kept: KeptResult }): ReactNode {
  const { source, is_truncated } = kept.result;
  const columns = useMemo(() => kept.result.columns ?? [], [kept.result.columns]);
  const row_count = source.row_count;
  const [choice, setChoice] = useState<ChartChoice>(() => choices.get(source) ?? guessChart(columns, sampleOf(source), row_count));
  const [is_table, setTable] = useState(false);
  const picture = useRef<ChartPicture>(null);
  const change = useCallback((next: ChartChoice) => {
    choices.set(source, next);
    setChoice(next);
  }, [source]);
  // The source is one object while its rows grow: the count tells that it has changed.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const data = useMemo(() => chartData(choice, columns, source), [choice, columns, source, row_count]);
  const names = useMemo(() => namesOf(choice, columns), [choice, columns]);
  const description = describe(choice, data, names);
  const save = (format: 'png' | 'svg'): void => {
    const file = picture.current?.file(format);
    if (file) download(file, `${kept.name}.${format}`);
  };
  const can_save = !is_table && data.kind !== 'number' && !isEmpty(data);
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
        <ChartWells choice={choice} columns={columns} onChange={change} />
        <span className="ml-auto flex gap-1">
          <Button look="quiet" aria-pressed={is_table} onClick={() => setTable((old) => !old)}>{is_table ? 'Chart' : 'Numbers'}</Button>
          <Button look="quiet" disabled={!can_save} onClick={() => save('png')}>PNG</Button>
          <Button look="quiet" disabled={!can_save} onClick={() => save('svg')}>SVG</Button>
        </span>
      </div>
      <div className="min-h-0 flex-1 p-2">
        {isEmpty(data) ? <EmptyState title="Nothing to draw"><p>The chosen columns hold no values that this chart can show.</p></EmptyState>
          : is_table ? <ChartTable data={data} names={names} />
            : data.kind === 'number' ? <BigNumber data={data} name={names.y} />
              : <Suspense fallback={<SkeletonLines lines={6} />}>
                  <ChartCanvas choice={choice} data={data} names={names} description={description} picture={picture} />
                </Suspense>}
      </div>
      <p role="status" className="shrink-0 border-t border-line px-3 py-1 text-small text-muted">
        {description} Computed in the browser from the {plural(row_count, 'loaded row')}
        {is_truncated ? '; the row limit was reached, the query may have more' : ''}
        {data.notes.length > 0 ? `. Shown: ${data.notes.join('; ')}` : ''}.
      </p>
    </div>
  );
}

interface ChartWellsProps {
  choice: ChartChoice;
  columns: readonly Column[];
  onChange: (choice: ChartChoice) => void;
}

function ChartWells({ choice, columns, onChange }: ChartWellsProps): ReactNode {
  const { kind } = choice;
  const needs_number = kind === 'scatter' || kind === 'histogram';
  const has_series = kind === 'line' || kind === 'area' || kind === 'bar' || kind === 'scatter' || kind === 'heat_map';
  const well = (label: string, value: number | null, none: string | null, fits: (column: Column) => boolean, change: (index: number | null) => ChartChoice): ReactNode => (
    <BarSelect label={label} value={value === null ? '' : String(value)} onChange={(event) => onChange(change(event.target.value === '' ? null : Number(event.target.value)))}>
      {none !== null && <option value="">{none}</option>}
      {columns.map((column, index) => (fits(column) || index === value) && <option key={index} value={index}>{`${label}: ${column.name}`}</option>)}
    </BarSelect>
  );
  const isNumber = (column: Column): boolean => roleOf(column) === 'number';
  return (
    <>
      <BarSelect label="Kind of chart" value={kind} onChange={(event) => onChange(withKind(choice, event.target.value as ChartKind, columns))}>
        {chart_kinds.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
      </BarSelect>
      {kind !== 'number' && well('X', choice.x, choice.x === null ? 'X: choose' : null, (column) => !needs_number || isNumber(column) || (kind === 'scatter' && roleOf(column) === 'time'), (x) => ({ ...choice, x }))}
      {kind !== 'histogram' && well('Y', choice.y, kind === 'scatter' ? null : 'Y: rows', (column) => isNumber(column) || choice.aggregate === 'count',
        (y) => ({ ...choice, y, aggregate: y === null ? 'count' : choice.aggregate }))}
      {kind !== 'histogram' && kind !== 'scatter' && choice.y !== null && (
        <BarSelect label="Aggregate" value={choice.aggregate} onChange={(event) => onChange({ ...choice, aggregate: event.target.value as Aggregate })}>
          {aggregates.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
        </BarSelect>
      )}
      {has_series && well(kind === 'heat_map' ? 'Rows' : 'Series', choice.series, kind === 'heat_map' ? 'Rows: none' : 'Series: none', () => true, (series) => ({ ...choice, series }))}
    </>
  );
}

function BigNumber({ data, name }: { data: Extract<ChartData, { kind: 'number' }>; name: string }): ReactNode {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-1">
      <p className="text-[56px] leading-none font-semibold tabular-nums">{data.value === null ? 'NULL' : numberText(data.value)}</p>
      <p className="text-muted">{name}</p>
    </div>
  );
}

function namesOf(choice: ChartChoice, columns: readonly Column[]): { x: string; y: string } {
  const name = (index: number | null): string => (index === null ? '' : columns[index]?.name ?? '');
  const words = aggregates.find(([id]) => id === choice.aggregate)?.[1] ?? '';
  const is_plain = choice.kind === 'scatter';
  return { x: name(choice.x), y: choice.y === null ? 'rows' : is_plain ? name(choice.y) : `${words.toLowerCase()} of ${name(choice.y)}` };
}

function describe(choice: ChartChoice, data: ChartData, names: { x: string; y: string }): string {
  const kind = chart_kinds.find(([id]) => id === choice.kind)?.[1] ?? '';
  switch (data.kind) {
    case 'number': return `${names.y}: ${data.value === null ? 'NULL' : numberText(data.value)}.`;
    case 'bins': return `${kind} of ${names.x}, ${plural(data.bins.length, 'bin')}.`;
    case 'points': return `${kind} of ${names.y} against ${names.x}, ${plural(data.series.reduce((sum, { points }) => sum + points.length, 0), 'point')}.`;
    case 'groups': return `${kind} of ${names.y} by ${names.x}, ${plural(data.labels.length, 'value')}${data.series.length > 1 ? `, ${data.series.length} series` : ''}.`;
  }
}

function isEmpty(data: ChartData): boolean {
  switch (data.kind) {
    case 'number': return false;
    case 'bins': return data.bins.length === 0;
    case 'points': return data.series.length === 0;
    case 'groups': return data.labels.length === 0 || data.series.length === 0;
  }
}

function sampleOf(source: KeptResult['result']['source']): Row[] {
  return Array.from({ length: Math.min(sample_rows, source.row_count) }, (_, index) => source.row(index)).filter((row) => row !== undefined);
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
