// What the selected cells come to, in the status bar. Worked out when the selection rests, in slices.

import { aggregate, cellCount } from '@studio-pg/react';
import type { Aggregates, GridColumn, Range, RowSource } from '@studio-pg/react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { countText, plural } from '../lib/format.ts';
import { StatusText } from '../lib/status-slot.tsx';

interface SelectionFactsProps {
  source: RowSource;
  columns: readonly GridColumn[];
  range: Range;
}

const rest_ms = 120;
/** Of a value in the bar; the whole of it stands in its cell. */
const shown_characters = 40;

export function SelectionFacts({ source, columns, range }: SelectionFactsProps): ReactNode {
  const [facts, setFacts] = useState<Aggregates | null>(null);
  const { first_row, last_row, first_column, last_column } = range;
  const places = range.columns?.join(' ');
  const is_many = cellCount(range) > 1;
  useEffect(() => {
    setFacts(null);
    if (!is_many) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const picked = places === undefined ? {} : { columns: places.split(' ').map(Number) };
      aggregate(source, { first_row, last_row, first_column, last_column, ...picked }, columns, { signal: controller.signal })
        .then(setFacts, (thrown: unknown) => { if (!controller.signal.aborted) throw thrown; });
    }, rest_ms);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [source, columns, is_many, first_row, last_row, first_column, last_column, places]);
  if (!is_many) return null;
  return (
    <StatusText>
      <span role="group" aria-label="Selection" className="tabular-nums">{facts ? factsText(facts) : `${plural(cellCount(range), 'cell')} selected`}</span>
    </StatusText>
  );
}

function factsText({ cells, values, distinct, sum, average, least, greatest }: Aggregates): string {
  const parts = [plural(cells, 'cell')];
  if (values !== cells) parts.push(plural(values, 'value'));
  if (distinct !== null) parts.push(`${countText(distinct)} distinct`);
  if (sum !== null) parts.push(`sum ${sum}`);
  if (average !== null) parts.push(`average ${average}`);
  if (least !== null) parts.push(`min ${short(least)}`);
  if (greatest !== null) parts.push(`max ${short(greatest)}`);
  return parts.join(' · ');
}

function short(text: string): string {
  return text.length > shown_characters ? `${text.slice(0, shown_characters)}…` : text;
}
