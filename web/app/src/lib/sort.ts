// The order of a list in the address: `name`, `-total_bytes`, several with commas. A comma or a leading minus inside a
// column's name is escaped by encodeURIComponent.

import type { OrderBy } from '@studio-pg/client';

type Sort = Required<Pick<OrderBy, 'column' | 'direction'>>;

export function parseSort(text: string | undefined): readonly Sort[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((part) => {
    const is_descending = part.startsWith('-');
    return { column: decode(is_descending ? part.slice(1) : part), direction: is_descending ? 'desc' : 'asc' };
  });
}

/** Undefined where there is no order, so that the address stays short. */
export function sortText(sort: readonly Sort[]): string | undefined {
  const parts = sort.map(({ column, direction }) =>
    `${direction === 'desc' ? '-' : ''}${encodeURIComponent(column).replace(/^-/, '%2D')}`);
  return parts.length > 0 ? parts.join(',') : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a click on a header does: ascending, descending, none. */
export function nextSort(sort: readonly Sort[], column: string): readonly Sort[] {
  const present = sort.find((each) => each.column === column);
  if (!present) return [{ column, direction: 'asc' }];
  return present.direction === 'asc' ? [{ column, direction: 'desc' }] : [];
}
