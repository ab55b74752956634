// The bar over the rows of a result: search, filters, order, and how many of the loaded rows are seen. What it does happens
// in the browser, with the rows that have come; where there are more it says so.

import { found_places, valuesOf } from '@studio-pg/react';
import type { GridColumn, RowFilter } from '@studio-pg/react';
import { ChevronDown, ChevronUp, ListFilter, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { countText } from '../../../lib/format.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { FilterForm, operator_words } from './filter-form.tsx';
import type { ResultLook } from './result-look.ts';

interface RowBarProps {
  look: ResultLook;
  columns: readonly GridColumn[];
  loaded: number;
  is_truncated: boolean;
  search: RefObject<HTMLInputElement | null>;
  onFound: (direction: 1 | -1) => void;
  onClose: () => void;
}

export function RowBar({ look, columns, loaded, is_truncated, search, onFound, onClose }: RowBarProps): ReactNode {
  const { new_filter } = useSyncExternalStore(look.subscribe, () => look.state);
  const rows = useSyncExternalStore(look.rows.subscribe, () => look.rows.state);
  const nameOf = (column: number): string => columns[column]?.name ?? '';
  const without = (filter: RowFilter): void => void look.rows.filterBy(rows.filters.filter((each) => each !== filter));
  return (
    <div role="search" aria-label="Rows of the result" className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface-1 px-2 py-1 text-small"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'Enter' && event.target === search.current) onFound(event.shiftKey ? -1 : 1);
        else return;
        event.preventDefault();
      }}>
      <SearchBox ref={search} label="Find in the result" placeholder="Find in cells" value={rows.find} pause_ms={200} className="w-44"
        onChange={(text) => void look.rows.search(text)} />
      {rows.find !== '' && (
        <>
          <span role="status" className="text-muted tabular-nums">{foundText(rows.found?.length ?? null)}</span>
          <IconButton label="The one before (Shift+Enter)" onClick={() => onFound(-1)}><ChevronUp aria-hidden size={14} /></IconButton>
          <IconButton label="The next (Enter)" onClick={() => onFound(1)}><ChevronDown aria-hidden size={14} /></IconButton>
        </>
      )}
      {rows.filters.map((filter, at) => (
        <Chip key={at} label={`Remove the filter on ${nameOf(filter.column)}`} onRemove={() => without(filter)}>
          {nameOf(filter.column)} {operator_words[filter.operator]} {filter.operator === 'between' ? valuesOf(filter.value).join(' and ') : filter.value}
        </Chip>
      ))}
      {rows.sort.map((key) => (
        <Chip key={key.column} label={`Do not sort by ${nameOf(key.column)}`}
          onRemove={() => void look.rows.sortBy(rows.sort.filter((each) => each !== key))}>
          {nameOf(key.column)} {key.direction === 'asc' ? 'ascending' : 'descending'}
        </Chip>
      ))}
      {new_filter === null ? (
        <Button look="quiet" onClick={() => look.change({ new_filter: 0 })}><ListFilter aria-hidden size={14} strokeWidth={1.5} /> Filter</Button>
      ) : (
        <FilterForm key={new_filter} columns={columns} column={new_filter} onCancel={() => look.change({ new_filter: null })}
          onFilter={(filter) => {
            look.change({ new_filter: null });
            void look.rows.filterBy([...rows.filters, filter]);
          }} />
      )}
      <span role="status" className="ml-auto text-muted tabular-nums">
        {rows.progress !== null ? `arranging, ${Math.round(rows.progress * 100)} %`
          : rows.is_plain ? '' : `${rows.sort.length > 0 ? 'sorted in the browser' : 'filtered in the browser'}: ${
            countText(rows.source.row_count)} of ${countText(loaded)} loaded rows${is_truncated ? '; the query may have more' : ''}`}
      </span>
      <IconButton label="Close the bar (Esc)" onClick={onClose}><X aria-hidden size={14} strokeWidth={1.5} /></IconButton>
    </div>
  );
}

function Chip({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }): ReactNode {
  return (
    <span className="flex h-6 max-w-72 items-center gap-1 rounded-sm border border-line bg-surface-0 pl-2">
      <span className="truncate">{children}</span>
      <button type="button" aria-label={label} title={label} onClick={onRemove} className="grid h-full w-6 place-items-center text-muted hover:text-ink">
        <X aria-hidden size={12} />
      </button>
    </span>
  );
}

function foundText(count: number | null): string {
  if (count === null) return 'searching';
  return count >= found_places ? `${countText(count)} cells or more` : count === 1 ? '1 cell' : `${countText(count)} cells`;
}
