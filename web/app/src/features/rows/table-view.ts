// What is looked at of a table: in which order, which rows. All of it stands in the address, so that a link shows the same and
// Back undoes a filter. Pure.

import type { ColumnTest, RowFilter } from '@studio-pg/client';
import { keyFilter, parseKey } from '../../lib/row-key.ts';
import type { AddressKey } from '../../lib/row-key.ts';
import { parseSort, sortText } from '../../lib/sort.ts';
import type { Sort } from '../../lib/sort.ts';

export interface TableView {
  sort: readonly Sort[];
  /** All of them must hold. */
  filters: readonly RowFilter[];
  /** Some column contains it. */
  search: string;
  /** Only the rows with these values: what a foreign key was followed to. */
  key: AddressKey | undefined;
  /** Which rows of another table stand below, those that point to the active row; detail-place.ts. */
  detail: string | undefined;
  /** The named view that it began as. */
  named: string | undefined;
  /** Whose view of the rows; undefined: of the connection's own role. */
  as_role: string | undefined;
}

/** The parameters of the address. */
export interface ViewSearch {
  sort?: string;
  filter?: RowFilter[];
  search?: string;
  key?: string;
  detail?: string;
  /** The id of a named view. */
  named?: string;
  as?: string;
}

/** A page is refused where its address is longer than 8 KiB. */
const longest_filter = 6000;
const deepest = 4;

const one_value: ReadonlySet<string> = new Set(['equal', 'not_equal', 'less', 'less_or_equal', 'greater', 'greater_or_equal', 'contains',
  'not_contains', 'starts_with', 'ends_with', 'like', 'not_like', 'matches', 'not_matches', 'includes', 'included_in', 'overlaps', 'has_key']);

/** Of an address, which may have been written by anybody: what cannot be read is left out. */
export function readViewSearch(given: Record<string, unknown>): ViewSearch {
  const { sort, filter, search, key, detail, named, as } = given;
  const filters = Array.isArray(filter) ? filter.map((each) => readFilter(each, 0)).filter((each) => each !== null) : [];
  const searched = typeof search === 'string' || typeof search === 'number' || typeof search === 'boolean' ? String(search).slice(0, 200) : '';
  return {
    ...(typeof sort === 'string' && sort !== '' ? { sort } : {}),
    ...(filters.length > 0 ? { filter: filters } : {}),
    ...(searched === '' ? {} : { search: searched }),
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
    ...(typeof detail === 'string' && detail !== '' ? { detail } : {}),
    ...(typeof named === 'string' && /^[0-9a-f-]{36}$/.test(named) ? { named } : {}),
    ...(typeof as === 'string' && as !== '' ? { as } : {}),
  };
}

export function viewOf({ sort, filter, search, key, detail, named, as }: ViewSearch): TableView {
  return { sort: parseSort(sort), filters: filter ?? [], search: search ?? '', key: parseKey(key), detail, named, as_role: as };
}

/** `key` is the one of the address, for it is never written anew. */
export function searchOf(view: TableView, key: string | undefined): ViewSearch {
  const sort = sortText(view.sort);
  return {
    ...(sort === undefined ? {} : { sort }),
    ...(view.filters.length === 0 ? {} : { filter: [...view.filters] }),
    ...(view.search === '' ? {} : { search: view.search }),
    ...(view.key === undefined || key === undefined ? {} : { key }),
    ...(view.detail === undefined ? {} : { detail: view.detail }),
    ...(view.named === undefined ? {} : { named: view.named }),
    ...(view.as_role === undefined ? {} : { as: view.as_role }),
  };
}

export function fitsAddress(filters: readonly RowFilter[]): boolean {
  return encodeURIComponent(JSON.stringify(filters)).length <= longest_filter;
}

/** Whether all rows are looked at. */
export function isWhole(view: TableView): boolean {
  return view.filters.length === 0 && view.search === '' && view.key === undefined;
}

/** What rows/select is asked for; undefined: all rows. `columns` are those that a search looks into. */
export function filterOf(view: TableView, columns: readonly string[]): RowFilter | undefined {
  const all: RowFilter[] = [...view.filters];
  if (view.key) all.unshift(keyFilter(view.key));
  if (view.search !== '') all.push({ search: view.search, columns: [...columns] });
  return all.length > 0 ? { all } : undefined;
}

function readFilter(given: unknown, depth: number): RowFilter | null {
  if (typeof given !== 'object' || given === null || depth > deepest) return null;
  const { all, any, sql, column, search } = given as Record<string, unknown>;
  if (typeof sql === 'string') return { sql };
  if (typeof search === 'string') return null; // the address has a parameter of its own for it
  if (typeof column === 'string') return readTest(column, given as Record<string, unknown>);
  const list = Array.isArray(all) ? all : any;
  if (!Array.isArray(list)) return null;
  const parts = list.map((each) => readFilter(each, depth + 1));
  if (parts.includes(null)) return null;
  const read = parts.filter((each) => each !== null);
  return Array.isArray(all) ? { all: read } : { any: read };
}

function readTest(column: string, { is, value, values }: Record<string, unknown>): ColumnTest | null {
  const isValue = (each: unknown): each is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof each);
  if (is === 'null' || is === 'not_null') return { column, is };
  if (typeof is === 'string' && one_value.has(is)) return isValue(value) ? { column, is, value } as ColumnTest : null;
  if (!Array.isArray(values) || !values.every(isValue)) return null;
  if (is === 'in' || is === 'not_in') return { column, is, values };
  const [least, greatest] = values;
  return is === 'between' && values.length === 2 && least !== undefined && greatest !== undefined ? { column, is, values: [least, greatest] } : null;
}
