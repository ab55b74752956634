// Which columns a qualifier or a place means.

import type { Column, Relation } from './catalog.ts';
import type { Context } from './complete.ts';
import type { Source } from './source.ts';

export interface Owned {
  columns: readonly Column[];
  relation: Relation | null;
  alias: string;
}

/** What stands before the dot: a source in scope by its alias, or a relation by its name. Null: neither. */
export function referencedColumns(context: Context): Owned | null {
  const { qualifiers, scopes, catalog, needs } = context;
  const name = qualifiers.at(-1) ?? '';
  if (qualifiers.length === 1) {
    for (const scope of scopes) {
      const source = scope.sources.find((it) => it.alias === name);
      if (source) return ownedBy(source);
    }
  }
  const in_scope = scopes.flatMap((scope) => scope.sources);
  const relation = catalog.relation(qualifiers);
  const is_meant = relation && (needs.slots.has('table_column') || (qualifiers.length > 1 && in_scope.some((source) => source.relation === relation && source.item.alias === null)));
  return is_meant ? { columns: catalog.columns(relation) ?? [], relation, alias: name } : null;
}

function ownedBy(source: Source): Owned {
  return { columns: source.columns ?? [], relation: source.relation, alias: source.alias };
}

/** The relation that an INSERT, UPDATE or MERGE writes to. */
export function targetSource(context: Context): Source | null {
  const scope = context.scopes[0];
  return scope?.sources[0] ?? null;
}

/** The relation that a command names. */
export function commandRelation(context: Context): Relation | null {
  const name = context.needs.relation;
  return name ? context.catalog.relation(name) : null;
}
