// A range by its two bounds: what they are, whether they belong to it, that there is none, that it is empty.

import type { CatalogRow } from '@studio-pg/client';
import { readRange, writeRange } from '@studio-pg/react/staged-changes';
import type { RangeParts } from '@studio-pg/react/staged-changes';
import type { ReactNode } from 'react';
import { AsText } from './part-field.tsx';
import type { DrawPart } from './part-field.tsx';

interface RangeEditorProps {
  label: string;
  /** Of the bounds. */
  part: CatalogRow<'type_parts'>;
  text: string;
  onText: (text: string) => void;
  /** Distinguishes its fields from those of other parts. */
  of: string;
  draw: DrawPart;
}

const unbounded: RangeParts = { is_empty: false, lower: null, upper: null, has_lower: true, has_upper: false };

export function RangeEditor({ label, part, text, onText, of, draw }: RangeEditorProps): ReactNode {
  const range = text === '' ? unbounded : readRange(text);
  if (!range) return <AsText reason="This text is no range" />;
  const change = (next: Partial<RangeParts>): void => onText(writeRange({ ...range, ...next }));
  const ends = [
    { title: 'from', value: range.lower, has: range.has_lower, set: (lower: string | null) => change({ lower, ...(range.lower === null && { has_lower: true }) }), setHas: (has_lower: boolean) => change({ has_lower }) },
    { title: 'to', value: range.upper, has: range.has_upper, set: (upper: string | null) => change({ upper }), setHas: (has_upper: boolean) => change({ has_upper }) },
  ];
  return (
    <div role="group" aria-label={`Bounds of ${label}`} className="grid gap-1.5">
      {!range.is_empty && ends.map(({ title, value, has, set, setHas }) => (
        <div key={title} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">{draw({ label: `${title}${of}`, title, part, value, none: 'unbounded', onValue: set })}</div>
          <select aria-label={`Whether ${title}${of} is included`} disabled={value === null} value={has ? 'included' : 'excluded'} onChange={(event) => setHas(event.target.value === 'included')}
            className="h-7 rounded-sm border border-line bg-surface-0 px-1.5 text-small disabled:text-faint">
            <option>included</option>
            <option>excluded</option>
          </select>
        </div>
      ))}
      <label className="flex items-center gap-1.5 text-small">
        <input type="checkbox" checked={range.is_empty} aria-label={`Empty range${of}`} onChange={(event) => onText(event.target.checked ? 'empty' : '(,)')} />
        Empty range: it contains nothing
      </label>
    </div>
  );
}
