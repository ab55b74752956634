// The order of a list in the address: `name`, `-total_bytes`, `rating:first` (where the NULLs come), several with commas. What
// has a meaning there is escaped inside a column's name by encodeURIComponent.

import type { OrderBy } from '@studio-pg/client';

export type Sort = Required<Pick<OrderBy, 'column' | 'direction'>> & Pick<OrderBy, 'nulls'>;

export function parseSort(text: string | undefined): readonly Sort[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((part) => {
    const [, minus, name = '', nulls] = /^(-?)(.*?)(?::(first|last))?$/.exec(part) ?? [];
    return {
      column: decode(name), direction: minus === '-' ? 'desc' : 'asc',
      ...(nulls === 'first' || nulls === 'last' ? { nulls } : {}),
    };
  });
}

/** Undefined where there is no order, so that the address stays short. */
export function sortText(sort: readonly Sort[]): string | undefined {
  const parts = sort.map(({ column, direction, nulls }) =>
    `${direction === 'desc' ? '-' : ''}${encodeURIComponent(column).replace(/^-/, '%2D')}${nulls === undefined ? '' : `:${nulls}`}`);
  return parts.length > 0 ? parts.join(',') : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a click on a header does: ascending, descending, none. With `adds` the other columns stay, and a new one comes after them. */
export function nextSort(sort: readonly Sort[], column: string, adds = false): readonly Sort[] {
  const present = sort.find((each) => each.column === column);
  const others = adds ? sort : [];
  if (!present) return [...others, { column, direction: 'asc' }];
  if (present.direction === 'desc') return others.filter((each) => each !== present);
  const turned: Sort = { ...present, direction: 'desc' };
  return adds ? sort.map((each) => (each === present ? turned : each)) : [turned];
}
