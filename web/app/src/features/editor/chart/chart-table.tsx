// The numbers of a chart as a table: for who does not see the picture, and for who wants to know exactly.

import type { ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import type { ChartData } from './chart-data.ts';
import { numberText } from './chart-options.ts';

const line_limit = 500;

export function ChartTable({ data, names }: { data: ChartData; names: { x: string; y: string } }): ReactNode {
  const { head, lines } = tableOf(data, names);
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label="Numbers of the chart">
      <table className="border-collapse text-small tabular-nums">
        <thead className="sticky top-0 bg-surface-1">
          <tr>{head.map((word, index) => <th key={index} scope="col" className={`h-7 border-b border-line px-3 font-medium text-muted ${index === 0 ? 'text-left' : 'text-right'}`}>{word}</th>)}</tr>
        </thead>
        <tbody>
          {lines.slice(0, line_limit).map((line, index) => (
            <tr key={index} className="h-7 border-b border-line">
              {line.map((cell, at) => (at === 0 ? <th key={at} scope="row" className="px-3 text-left font-normal">{cell}</th>
                : <td key={at} className="px-3 text-right">{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > line_limit && <p className="px-3 py-1.5 text-small text-muted">{plural(lines.length - line_limit, 'more line')}</p>}
    </div>
  );
}

function tableOf(data: ChartData, names: { x: string; y: string }): { head: string[]; lines: string[][] } {
  const text = (value: number | null | undefined): string => (value == null ? '' : numberText(value));
  switch (data.kind) {
    case 'number': return { head: [names.y], lines: [[text(data.value)]] };
    case 'bins': return { head: [names.x, 'Rows'], lines: data.bins.map((bin) => [`${numberText(bin.from)} to ${numberText(bin.to)}`, text(bin.count)]) };
    case 'points': return { head: ['Series', names.x, names.y], lines: data.series.flatMap(({ name, points }) => points.slice(0, line_limit + 1)
      .map(([x, y]) => [name, data.is_time ? new Date(x).toISOString().slice(0, 19).replace('T', ' ') : numberText(x), numberText(y)])) };
    case 'groups': return { head: [names.x, ...data.series.map(({ name }) => (name === '' ? names.y : name))],
      lines: data.labels.map((label, index) => [label, ...data.series.map(({ values }) => text(values[index]))]) };
  }
}
