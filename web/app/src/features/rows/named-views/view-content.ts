// What a named view keeps: order, filters, search, and how the columns stand. It may have been written by somebody else, or by
// another version, so it is read as an address is: what cannot be read is left out. Pure.

import { arrangementOf } from '@studio-pg/react';
import type { ColumnArrangement } from '@studio-pg/react';
import { widthsOf } from '../../../grid/column-store.ts';
import type { ColumnStore } from '../../../grid/column-store.ts';
import { choiceOf } from '../related/related-choice.ts';
import type { RelatedChoice } from '../related/related-choice.ts';
import { readViewSearch, searchOf, viewOf } from '../table-view.ts';
import type { TableView, ViewSearch } from '../table-view.ts';

export interface ViewContent {
  rows: Pick<ViewSearch, 'sort' | 'filter' | 'search'>;
  columns: ColumnArrangement;
  /** Those that somebody has set, by the grid's keys of columns. */
  widths: readonly (readonly [string, number])[];
  related: readonly RelatedChoice[];
}

/** What is looked at now. Neither a key that was followed nor a role is part of it. */
export function contentOf(view: TableView, store: ColumnStore, related: readonly RelatedChoice[]): ViewContent {
  return { rows: rowsOf(searchOf(view, undefined)), columns: store.arrangement, widths: store.set_widths, related };
}

export function readContent(given: Record<string, unknown>): ViewContent {
  const rows = typeof given['rows'] === 'object' ? given['rows'] ?? {} : {};
  return {
    rows: rowsOf(readViewSearch(rows as Record<string, unknown>)), columns: arrangementOf(given['columns']),
    widths: widthsOf(given), related: choiceOf(given['related']),
  };
}

/** As the server keeps it. */
export function writtenContent({ rows, columns, widths, related }: ViewContent): Record<string, unknown> {
  return { rows, columns, widths, related };
}

/** The view that shows it, from one that shows something else. */
export function viewWith(view: TableView, { rows }: ViewContent): TableView {
  const { sort, filters, search } = viewOf(rows);
  return { ...view, sort, filters, search, key: undefined };
}

/** Whether both show the same. Widths do not count: dragging an edge changes no view. */
export function isSameContent(one: ViewContent, other: ViewContent): boolean {
  return comparable(one) === comparable(other);
}

function rowsOf({ sort, filter, search }: ViewSearch): ViewContent['rows'] {
  return { ...(sort === undefined ? {} : { sort }), ...(filter === undefined ? {} : { filter }), ...(search === undefined ? {} : { search }) };
}

/** PostgreSQL gives the fields of an object in an order of its own. */
function comparable({ rows, columns, related }: ViewContent): string {
  return JSON.stringify({ rows, columns, related }, (_, value: unknown) => (isObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
