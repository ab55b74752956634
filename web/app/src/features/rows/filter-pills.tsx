// What is looked at as pills: the key that was followed, the order, the conditions. A pill's words change it, its cross takes it
// away; conditions of which any may hold stand in one frame.

import type { RowFilter } from '@studio-pg/client';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Sort } from '../../lib/sort.ts';
import type { AddressKey } from '../../lib/row-key.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { partsOf } from './filter-list.ts';
import type { FilterPlace } from './filter-list.ts';
import { filterText } from './filter-tests.ts';

const frame = 'flex max-w-full min-w-0 items-center rounded-sm border border-line bg-surface-0 text-small';
const words = 'h-6 min-w-0 truncate px-2 hover:bg-surface-2';

function Cross({ label, onRemove }: { label: string; onRemove: () => void }): ReactNode {
  return (
    <button type="button" aria-label={label} title={label} onClick={onRemove} className="grid size-6 shrink-0 place-items-center text-faint hover:bg-surface-2 hover:text-ink">
      <X aria-hidden size={13} strokeWidth={1.5} />
    </button>
  );
}

export function KeyPills({ row_key, onAllRows }: { row_key: AddressKey; onAllRows: () => void }): ReactNode {
  return (
    <div role="group" aria-label="Rows with" className="contents">
      {Object.entries(row_key).map(([column, value]) => (
        <span key={column} className={`${frame} max-w-72 px-2 leading-6`}><span className="truncate">{column} = {value}</span></span>
      ))}
      <Button look="quiet" onClick={onAllRows}>All rows</Button>
    </div>
  );
}

interface FilterPillProps {
  filter: RowFilter;
  at: number;
  onEdit: (place: FilterPlace) => void;
  onRemove: (place: FilterPlace) => void;
}

export function FilterPill({ filter, at, onEdit, onRemove }: FilterPillProps): ReactNode {
  const parts = partsOf(filter);
  return (
    <div role="group" aria-label={`Filter: ${filterText(filter)}`} className={frame}>
      {parts.length === 0 && <span className="px-2 leading-6">{filterText(filter)}</span>}
      {parts.map((part, index) => (
        <span key={index} className="flex min-w-0 items-center">
          {index > 0 && <span className="px-1 text-faint">or</span>}
          {canEdit(part)
            ? <button type="button" title={`${filterText(part)}: change`} onClick={() => onEdit({ at, part: index })} className={`${words} ${'sql' in part ? 'font-mono' : ''}`}>{filterText(part)}</button>
            : <span className="truncate px-2 leading-6">{filterText(part)}</span>}
          <Cross label={`Remove ${filterText(part)}`} onRemove={() => onRemove({ at, part: index })} />
        </span>
      ))}
      <button type="button" title="Another condition, of which any may hold" aria-label={`Or: another condition beside ${filterText(filter)}`}
        onClick={() => onEdit({ at, part: parts.length })} className="h-6 border-l border-line px-1.5 text-muted hover:bg-surface-2">or …</button>
    </div>
  );
}

/** Groups within groups come by an address alone. */
function canEdit(filter: RowFilter): boolean {
  return 'column' in filter || 'sql' in filter;
}

interface SortPillProps {
  sort: Sort;
  /** Which of how many. */
  at: number;
  count: number;
  onChange: (sort: Sort) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

export function SortPill({ sort, at, count, onChange, onMove, onRemove }: SortPillProps): ReactNode {
  const { column, direction, nulls } = sort;
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  // As PostgreSQL has it where nothing is said.
  const usual = direction === 'asc' ? 'last' : 'first';
  const placed = nulls === undefined || nulls === usual ? '' : `, NULLs ${nulls}`;
  const text = `${direction === 'asc' ? 'ascending' : 'descending'}${placed}`;
  return (
    <div role="group" aria-label={`Order: ${column} ${text}`} className={frame}>
      <Menu trigger={(
        <button type="button" title={`Order by ${column}, ${text}: change`} className={`${words} flex items-center gap-1`}>
          <Arrow aria-label={direction === 'asc' ? 'ascending' : 'descending'} size={13} strokeWidth={1.5} className="shrink-0 text-faint" />
          <span className="truncate">{column}{placed}</span>
        </button>
      )}>
        <MenuChoice label="Direction" value={direction} onChange={(value) => onChange({ ...sort, direction: value === 'desc' ? 'desc' : 'asc' })}
          options={[{ value: 'asc', label: 'Ascending' }, { value: 'desc', label: 'Descending' }]} />
        <MenuChoice label="NULLs" value={nulls ?? usual} onChange={(value) => onChange(withNulls(sort, value === usual ? undefined : value === 'first' ? 'first' : 'last'))}
          options={[{ value: 'first', label: 'First' }, { value: 'last', label: 'Last' }]} />
        <MenuLine />
        {at > 0 && <MenuItem onSelect={() => onMove(at - 1)}>Sort by it earlier</MenuItem>}
        {at < count - 1 && <MenuItem onSelect={() => onMove(at + 1)}>Sort by it later</MenuItem>}
        <MenuItem onSelect={onRemove}>Remove</MenuItem>
      </Menu>
      <Cross label={`Do not sort by ${column}`} onRemove={onRemove} />
    </div>
  );
}

function withNulls({ column, direction }: Sort, nulls: 'first' | 'last' | undefined): Sort {
  return { column, direction, ...(nulls === undefined ? {} : { nulls }) };
}
