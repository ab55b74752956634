// The bar over a table's rows: search, order, conditions, and the form of the condition that is made or changed.

import type { RowFilter } from '@studio-pg/client';
import type { GridColumn } from '@studio-pg/react';
import { ListFilter } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { say } from '../../lib/notice.ts';
import type { Sort } from '../../lib/sort.ts';
import { Button } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { checkCondition } from './check-condition.ts';
import { noteCondition } from './known-conditions.ts';
import { filterAt, withFilter, withoutFilter } from './filter-list.ts';
import type { FilterPlace } from './filter-list.ts';
import { FilterForm } from './filter-form.tsx';
import { FilterPill, KeyPills, SortPill } from './filter-pills.tsx';
import { fitsAddress, isWhole } from './table-view.ts';
import type { TableView } from './table-view.ts';

/** The condition whose form is open: a present one, or a new one that begins with a column. */
export interface EditedFilter {
  place: FilterPlace;
  column: string;
}

interface ViewBarProps {
  connection: string;
  relation: { schema: string; name: string };
  columns: readonly GridColumn[];
  view: TableView;
  onView: (view: TableView, replaces?: boolean) => void;
  edited: EditedFilter | null;
  onEdited: (edited: EditedFilter | null) => void;
  search: RefObject<HTMLInputElement | null>;
  /** Tools at the right. */
  children?: ReactNode;
}

export function ViewBar({ connection, relation, columns, view, onView, edited, onEdited, search, children }: ViewBarProps): ReactNode {
  const adder = useRef<HTMLButtonElement>(null);
  const { filters, sort } = view;
  const first_column = columns[0]?.name ?? '';
  const close = (): void => {
    onEdited(null);
    adder.current?.focus();
  };
  const apply = (made: RowFilter): void => {
    if (!edited) return;
    const next = withFilter(filters, edited.place, made);
    if (!fitsAddress(next)) return say('The filters are too long for an address: not applied.');
    if ('sql' in made) noteCondition(connection, made.sql);
    onView({ ...view, filters: next });
    close();
  };
  const withSort = (next: readonly Sort[]): void => onView({ ...view, sort: next });
  const present = edited && filterAt(filters, edited.place);
  return (
    <div className="shrink-0">
      <div role="toolbar" aria-label="What is shown" className="flex min-h-9 flex-wrap items-center gap-1.5 border-b border-line bg-surface-1 px-2 py-1">
        <SearchBox ref={search} label="Search all columns" placeholder="Search" value={view.search} pause_ms={300} className="w-44 max-sm:w-full"
          onChange={(text) => onView({ ...view, search: text }, view.search !== '')} />
        {view.key && <KeyPills row_key={view.key} onAllRows={() => onView({ ...view, key: undefined })} />}
        {sort.map((each, at) => (
          <SortPill key={each.column} sort={each} at={at} count={sort.length}
            onChange={(changed) => withSort(sort.map((old) => (old === each ? changed : old)))}
            onMove={(to) => withSort(moved(sort, at, to))} onRemove={() => withSort(sort.filter((old) => old !== each))} />
        ))}
        {filters.map((filter, at) => (
          <FilterPill key={at} filter={filter} at={at} onEdit={(place) => onEdited({ place, column: columnOf(filter) ?? first_column })}
            onRemove={(place) => onView({ ...view, filters: withoutFilter(filters, place) })} />
        ))}
        <Button ref={adder} look="quiet" aria-expanded={edited !== null} disabled={columns.length === 0}
          onClick={() => onEdited(edited ? null : { place: { at: filters.length, part: 0 }, column: first_column })}>
          <ListFilter aria-hidden size={15} strokeWidth={1.5} />Filter
        </Button>
        {!isWhole({ ...view, key: undefined }) && <Button look="quiet" onClick={() => onView({ ...view, filters: [], search: '' })}>Clear</Button>}
        <span className="ml-auto flex min-w-0 items-center gap-1">{children}</span>
      </div>
      {edited && (
        <FilterForm key={`${edited.place.at} ${edited.place.part} ${edited.column}`} columns={columns} begin={present && ('column' in present || 'sql' in present) ? present : { column: edited.column }}
          check={async (condition) => await checkCondition(connection, relation, condition)} onFilter={apply} onCancel={close} />
      )}
    </div>
  );
}

function columnOf(filter: RowFilter): string | undefined {
  return 'column' in filter ? filter.column : undefined;
}

function moved(sort: readonly Sort[], from: number, to: number): Sort[] {
  const next = [...sort];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
