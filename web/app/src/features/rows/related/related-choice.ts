// Which columns of the tables that a table's foreign keys refer to stand beside the keys. Kept by the browser for each table.

import type { CatalogRow } from '@studio-pg/client';
import { readStored, removeStored, writeStored } from '../../../lib/storage.ts';

/** A foreign key of the table, and the columns of the referenced table that are shown. */
export interface RelatedChoice {
  constraint: string;
  columns: readonly string[];
}

/** A foreign key whose referenced relation the role may name. */
export interface ForeignKey {
  constraint: string;
  columns: readonly string[];
  schema: string;
  name: string;
  relation: number;
  referenced: readonly string[];
}

/** Of all keys together: each is a column more in the grid. */
export const most_related = 16;

export function foreignKeysOf(relation: number, constraints: readonly CatalogRow<'constraints'>[]): ForeignKey[] {
  return constraints.flatMap((each): ForeignKey[] => {
    const { referenced_relation, referenced_schema, referenced_name } = each;
    if (each.kind !== 'foreign_key' || each.relation !== relation || referenced_relation === null || referenced_schema === null || referenced_name === null) return [];
    return [{
      constraint: each.name, columns: namesOf(each.columns), schema: referenced_schema, name: referenced_name, relation: referenced_relation,
      referenced: namesOf(each.referenced_columns),
    }];
  });
}

export function keptChoice(connection: string, schema: string, name: string): RelatedChoice[] {
  return choiceOf(readStored(storedAs(connection, schema, name)));
}

/** Of something that was kept; what cannot be read is left out. */
export function choiceOf(kept: unknown): RelatedChoice[] {
  if (!Array.isArray(kept)) return [];
  return (kept as unknown[]).flatMap((each): RelatedChoice[] => {
    const { constraint, columns } = (typeof each === 'object' ? each ?? {} : {}) as Record<string, unknown>;
    return typeof constraint === 'string' && Array.isArray(columns)
      ? [{ constraint, columns: columns.filter((column): column is string => typeof column === 'string').slice(0, most_related) }] : [];
  }).slice(0, most_related);
}

export function keepChoice(connection: string, schema: string, name: string, choice: readonly RelatedChoice[]): void {
  if (choice.length === 0) removeStored(storedAs(connection, schema, name));
  else writeStored(storedAs(connection, schema, name), choice);
}

function storedAs(connection: string, schema: string, name: string): string {
  return `related.${connection}.${JSON.stringify([schema, name])}`;
}

/** A JSON array, as the catalog gives it. */
function namesOf(text: string | null): readonly string[] {
  return text === null ? [] : JSON.parse(text) as string[];
}
