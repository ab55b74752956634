// The filters of a table as pills: each is one condition or some of which any may hold. Pure.

import type { RowFilter } from '@studio-pg/client';

/** A condition among the pills: `part` counts within those of which any may hold. */
export interface FilterPlace {
  at: number;
  part: number;
}

export function partsOf(filter: RowFilter | undefined): readonly RowFilter[] {
  if (filter === undefined) return [];
  return 'any' in filter ? filter.any : [filter];
}

export function filterAt(filters: readonly RowFilter[], { at, part }: FilterPlace): RowFilter | undefined {
  return partsOf(filters[at])[part];
}

/** With this condition there: in the place of one, as another of which any may hold, or as a pill of its own behind the last. */
export function withFilter(filters: readonly RowFilter[], { at, part }: FilterPlace, made: RowFilter): RowFilter[] {
  const parts = [...partsOf(filters[at])];
  parts[Math.min(part, parts.length)] = made;
  const next = [...filters];
  next[Math.min(at, filters.length)] = joined(parts) ?? made;
  return next;
}

export function withoutFilter(filters: readonly RowFilter[], { at, part }: FilterPlace): RowFilter[] {
  return filters.flatMap((filter, index) => (index === at ? joined(partsOf(filter).filter((_, each) => each !== part)) ?? [] : [filter]));
}

function joined(parts: readonly RowFilter[]): RowFilter | null {
  if (parts.length === 1) return parts[0] ?? null;
  return parts.length === 0 ? null : { any: [...parts] };
}
