// A list that is read on as one scrolls. A page may hold few items, even none, and still not be the last one: the server
// looks at so many rows at a time.

import { useCallback, useEffect } from 'react';

interface Pages {
  data: { pages: readonly unknown[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Pages that are asked for by themselves while too little is found to fill the screen. */
const patience_pages = 8;
const screen_rows = 40;

interface Endless {
  /** For the grid: the last row that is drawn. */
  onShown: (end_row: number) => void;
  /** Little was found in many pages: whoever looks decides whether to look further. */
  is_tired: boolean;
}

/** `length`: how many items there are in all pages. */
export function useEndless({ data, hasNextPage, isFetching, fetchNextPage }: Pages, length: number): Endless {
  const is_tired = (data?.pages.length ?? 0) >= patience_pages && length < screen_rows;
  useEffect(() => {
    if (hasNextPage && !isFetching && !is_tired && length < screen_rows) void fetchNextPage();
  }, [hasNextPage, isFetching, is_tired, length, fetchNextPage]);
  const onShown = useCallback((end_row: number) => {
    if (hasNextPage && !isFetching && length >= screen_rows && end_row > length - screen_rows) void fetchNextPage();
  }, [hasNextPage, isFetching, length, fetchNextPage]);
  return { onShown, is_tired };
}
