// What relations take on disk, by relation.

import type { CatalogRow } from '@studio-pg/client';
import type { RelationRow } from './tree.ts';

export interface RelationSize {
  total_bytes: number | null;
  index_bytes: number | null;
  /** Read from the files; false: as the last VACUUM or ANALYZE found it. */
  is_exact: boolean;
}

/** A partitioned table has no storage of its own: its size is that of its partitions, at any depth. */
export function relationSizes(sizes: readonly CatalogRow<'sizes'>[], all: readonly RelationRow[]): (relation: RelationRow) => RelationSize | undefined {
  const by_oid = new Map(sizes.map((each) => [each.oid, each]));
  const by_parent = new Map<number, RelationRow[]>();
  for (const each of all) {
    if (each.partition_of === null) continue;
    const siblings = by_parent.get(each.partition_of);
    if (siblings) siblings.push(each);
    else by_parent.set(each.partition_of, [each]);
  }
  const sizeOf = (relation: RelationRow): RelationSize | undefined => {
    if (relation.kind === 'partitioned_table' && sizes.length > 0) return sumOf((by_parent.get(relation.oid) ?? []).map(sizeOf));
    const size = by_oid.get(relation.oid);
    return size && { total_bytes: bytes(size.total_bytes), index_bytes: bytes(size.index_bytes), is_exact: size.is_exact };
  };
  return sizeOf;
}

function sumOf(parts: readonly (RelationSize | undefined)[]): RelationSize {
  const known = parts.filter((part) => part !== undefined);
  const sum = (of: 'total_bytes' | 'index_bytes'): number => known.reduce((total, part) => total + (part[of] ?? 0), 0);
  return { total_bytes: sum('total_bytes'), index_bytes: sum('index_bytes'), is_exact: known.every((part) => part.is_exact) };
}

function bytes(given: string | number | null): number | null {
  return given === null ? null : Number(given);
}
