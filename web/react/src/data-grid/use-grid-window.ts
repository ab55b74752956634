// Which rows and columns are drawn. The window is computed in the scroll handler, and state is set only when it has
// changed, so that scrolling within the overscan costs no rendering.

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { ColumnLayout } from './column-layout.ts';
import { ScrollMap, tallest_px } from './scroll-map.ts';

export interface GridWindow {
  first_row: number;
  /** One past the last. */
  end_row: number;
  first_column: number;
  end_column: number;
  /** What is added to a row's position to get its position in the element. */
  offset: number;
}

export const header_px = 32;
const overscan_px = 240;
const settle_ms = 180;
/** What pinned columns may take of the width. */
const pinned_share = 0.6;

interface Options {
  row_count: number;
  row_px: number;
  /** Of the columns as they are shown. */
  layout: ColumnLayout;
  gutter_px: number;
  /** How many of the first columns do not scroll, if there is room for them. */
  pinned: number;
  /** By how much all rows' numbers have grown since the beginning. */
  row_shift: number;
}

export interface GridViewport {
  scroller: RefObject<HTMLDivElement | null>;
  window: GridWindow;
  height: number;
  /** Whole rows that fit into the viewport. */
  page_rows: number;
  /** How many columns are really pinned: so many that most of the width is left to the others. */
  pinned: number;
  pinned_px: number;
  onScroll: () => void;
  /** Scrolls just enough to show a cell; the column is counted as it is shown. */
  reveal: (row: number, place: number) => void;
}

/** A window, and the shift that its rows are counted by. */
interface CountedWindow extends GridWindow {
  shift: number;
}

const empty: CountedWindow = { first_row: 0, end_row: 0, first_column: 0, end_column: 0, offset: 0, shift: 0 };

export function useGridViewport({ row_count, row_px, layout, gutter_px, pinned: wanted, row_shift }: Options): GridViewport {
  const scroller = useRef<HTMLDivElement>(null);
  const [map] = useState(() => new ScrollMap());
  const [kept, setWindow] = useState(empty);
  const window = useMemo(() => counted(kept, row_shift, row_px, row_count), [kept, row_shift, row_px, row_count]);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const settle_timer = useRef(0);
  const motion = useRef({ top: 0, moved: 0 });
  const body_px = Math.max(0, size.height - header_px);

  const { count: pinned, width: pinned_px } = layout.fitting(wanted, size.width * pinned_share - gutter_px);

  const update = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    map.resize(row_count * row_px, body_px);
    const seen = motion.current;
    if (map.top !== seen.top) motion.current = { top: map.top, moved: map.top - seen.top };
    const overscan = overscanRows(motion.current.moved, body_px);
    const left = element.scrollLeft;
    const [first, end_column] = layout.window(left + pinned_px - overscan_px, left + size.width - gutter_px + overscan_px);
    const first_column = Math.max(pinned, first);
    const seen_first = Math.floor(map.top / row_px);
    const next: CountedWindow = {
      first_row: Math.max(0, seen_first - overscan.before),
      // One more than fits: as many rows whether the first is cut or not, for each that comes and goes is made anew.
      end_row: Math.min(row_count, seen_first + Math.ceil(body_px / row_px) + 1 + overscan.after),
      first_column, end_column, offset: map.offset, shift: row_shift,
    };
    setWindow((old) => (isSame(old, next) ? old : next));
  }, [map, row_count, row_px, body_px, layout, size.width, gutter_px, pinned, pinned_px, row_shift]);

  const follow = useCallback((by: number) => {
    map.resize(row_count * row_px, body_px);
    if (scroller.current) scroller.current.scrollTop = map.goTo(map.top + by * row_px);
    motion.current = { top: map.top, moved: 0 };
  }, [map, row_count, row_px, body_px]);
  useGrowth(row_shift, follow);
  useLayoutEffect(update, [update]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      clearTimeout(settle_timer.current);
    };
  }, []);

  const settle = useCallback(() => {
    const element = scroller.current;
    if (!element || !map.is_scaled) return;
    const bar = map.settle();
    if (Math.abs(element.scrollTop - bar) > 1) element.scrollTop = bar;
    update();
  }, [map, update]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    map.scrolled(element.scrollTop);
    update();
    if (!map.is_scaled) return;
    clearTimeout(settle_timer.current);
    settle_timer.current = globalThis.window.setTimeout(settle, settle_ms);
  }, [map, update, settle]);

  const reveal = useCallback((row: number, place: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = row * row_px;
    if (top < map.top) element.scrollTop = map.goTo(top);
    else if (top + row_px > map.top + body_px) element.scrollTop = map.goTo(top + row_px - body_px);
    const left = layout.lefts[place] ?? 0;
    const right = left + (layout.widths[place] ?? 0);
    const visible = size.width - gutter_px;
    if (place >= pinned) {
      if (left - pinned_px < element.scrollLeft) element.scrollLeft = left - pinned_px;
      else if (right > element.scrollLeft + visible) element.scrollLeft = Math.min(left - pinned_px, right - visible);
    }
    update();
  }, [map, row_px, body_px, layout, size.width, gutter_px, pinned, pinned_px, update]);

  const page_rows = Math.max(1, Math.floor(body_px / row_px) - 1);
  const height = Math.min(row_count * row_px, tallest_px);
  return { scroller, window, height, page_rows, pinned, pinned_px, onScroll, reveal };
}

/**
 * Rows that are drawn beyond what is seen: many where they are about to come, few where they have gone, and hardly any while
 * whole screens fly by, for of these none is seen twice.
 */
export function overscanRows(moved: number, body_px: number): { before: number; after: number } {
  if (Math.abs(moved) > body_px / 2) return { before: 1, after: 1 };
  return moved < 0 ? { before: 10, after: 2 } : { before: 2, after: 10 };
}

/** The rows' numbers have grown: the same rows stay where they are seen, and the bar goes where they belong. */
function useGrowth(row_shift: number, follow: (by: number) => void): void {
  const last = useRef(row_shift);
  useLayoutEffect(() => {
    const by = row_shift - last.current;
    last.current = row_shift;
    if (by !== 0) follow(by);
  }, [row_shift, follow]);
}

/** The window by the present numbers of its rows. */
function counted(window: CountedWindow, shift: number, row_px: number, row_count: number): GridWindow {
  const by = shift - window.shift;
  if (by === 0) return window;
  return {
    ...window, offset: window.offset - by * row_px,
    first_row: Math.max(0, window.first_row + by), end_row: Math.max(0, Math.min(row_count, window.end_row + by)),
  };
}

function isSame(a: CountedWindow, b: CountedWindow): boolean {
  return a.shift === b.shift && a.first_row === b.first_row && a.end_row === b.end_row && a.first_column === b.first_column
    && a.end_column === b.end_column && a.offset === b.offset;
}
