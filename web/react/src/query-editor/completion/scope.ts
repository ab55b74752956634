// What the names at a place mean: the sources of each query around it with their columns, and the WITH tables that are in
// reach. The columns of queries are derived as PostgreSQL names them, as far as the text alone tells.

import type { Catalog, Column, Relation } from './catalog.ts';
import { readFrom } from './from-clause.ts';
import type { FromItem } from './from-clause.ts';
import { columnsOfFunction, outputColumn } from './output.ts';
import { queryOf } from './query.ts';
import type { Arm, Clause, CommonTable, Query } from './query.ts';
import { plainColumn } from './source.ts';
import type { Source } from './source.ts';
import { isGroup, isQuery, isWord, splitAtCommas } from './tree.ts';
import type { Node, Place } from './tree.ts';

/** The sources of one query. */
export interface Scope {
  sources: Source[];
  query: Query;
  arm: Arm;
  clause: Clause;
}

/** What is in sight at a place. */
export interface Found {
  /** The innermost first. */
  scopes: Scope[];
  common_tables: CommonTable[];
  columnsOf: (table: CommonTable) => readonly Column[] | null;
  /** What an arm of the innermost query gives. */
  outputOf: (scope: Scope, arm: Arm) => readonly Column[] | null;
}

/** WITH tables, the nearest first. Each sees those that follow it in this list. */
interface Reach {
  table: CommonTable;
  is_recursive: boolean;
  next: Reach | null;
}

const deepest = 30;

export class Resolver {
  readonly #catalog: Catalog;
  readonly #open = new Set<CommonTable>();
  #depth = 0;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** The scopes around a place, the innermost first, and the WITH tables in reach there. */
  scopesAt(place: Place): Found {
    let reach: Reach | null = null;
    let scopes: Scope[] = [];
    for (const [depth, { nodes, index }] of place.path.entries()) {
      const above = place.path[depth - 1];
      const group = above?.nodes[above.index];
      if (depth > 0 && !(isGroup(group) && isQuery(group))) continue;
      const query = queryOf(nodes);
      const inner = query.common_tables.findIndex((table) => table.body === nodes[index]);
      const visible = inner < 0 || query.is_recursive ? query.common_tables : query.common_tables.slice(0, inner);
      reach = visible.reduce<Reach | null>((next, table) => ({ table, is_recursive: query.is_recursive, next }), reach);
      const arm = query.arms.findLast((it) => it.begin <= index) ?? query.arms[0];
      const clause = arm?.clauses.findLast((it) => it.begin <= index) ?? arm?.clauses[0];
      if (!arm || !clause) continue;
      if (inner >= 0) {
        scopes = [];
        continue;
      }
      const sources = this.#sourcesOf(query, arm, reach);
      scopes = [{ sources, query, arm, clause }, ...this.#seenFrom(scopes, above?.index ?? 0)];
    }
    return {
      scopes, common_tables: listOf(reach), columnsOf: (table) => this.#columnsOfTable(table, reach),
      outputOf: ({ query }, arm) => this.#outputOfArm(query, arm, reach),
    };
  }

  /** What a query in parentheses sees of those around it: nothing from within FROM, but by LATERAL what stands before it. */
  #seenFrom(scopes: Scope[], index: number): Scope[] {
    const [nearest, ...others] = scopes;
    if (!nearest || nearest.clause.name !== 'from') return scopes;
    const item = nearest.sources.find((source) => source.item.begin <= index && index < source.item.end)?.item;
    // In the condition of a join everything is seen.
    if (!item) return scopes;
    return item.is_lateral ? [{ ...nearest, sources: nearest.sources.filter((source) => source.item.end <= item.begin) }, ...others] : others;
  }

  /** The output of a query in parentheses. */
  #outputOf(nodes: readonly Node[], outer: Reach | null): readonly Column[] | null {
    if (this.#depth >= deepest) return null;
    this.#depth += 1;
    try {
      const only = nodes[0];
      if (nodes.length === 1 && isGroup(only)) return this.#outputOf(only.nodes, outer);
      const query = queryOf(nodes);
      const reach = query.common_tables.reduce<Reach | null>((next, table) => ({ table, is_recursive: query.is_recursive, next }), outer);
      const arm = query.arms[0];
      return arm ? this.#outputOfArm(query, arm, reach) : null;
    } finally {
      this.#depth -= 1;
    }
  }

  #outputOfArm(query: Query, arm: Arm, reach: Reach | null): readonly Column[] | null {
    if (arm.kind === 'values') {
      const row = query.nodes[arm.clauses[0]?.begin ?? 0];
      return isGroup(row) ? splitAtCommas(row.nodes).map((_, index) => plainColumn(`column${index + 1}`)) : null;
    }
    const sources = this.#sourcesOf(query, arm, reach);
    if (arm.kind === 'table') return sources[0]?.columns ?? null;
    const list = arm.clauses.find((clause) => clause.name === (arm.kind === 'select' ? 'select' : 'returning'));
    if (!list) return [];
    return this.outputColumns(query.nodes.slice(list.begin, list.end), sources);
  }

  /** The columns that a select list gives; null where one of its stars is not known yet. */
  outputColumns(list: readonly Node[], sources: readonly Source[]): readonly Column[] | null {
    const columns: Column[] = [];
    for (const part of splitAtCommas(withoutDistinct(list))) {
      const made = outputColumn(part, sources, this.#catalog.keywords);
      if (made === null) return null;
      columns.push(...made);
    }
    return columns;
  }

  #sourcesOf(query: Query, arm: Arm, reach: Reach | null): Source[] {
    const { keywords } = this.#catalog;
    const items: FromItem[] = [];
    for (const clause of arm.clauses) {
      const is_source = clause.name === 'from' || clause.name === 'target' || (clause.name === 'using' && arm.kind !== 'select');
      // A target is one item; what follows it in parentheses are the columns of an INSERT.
      if (is_source) items.push(...readFrom(query.nodes, clause.begin, targetEnd(query, clause), keywords));
    }
    const sources: Source[] = [];
    for (const item of items) sources.push(this.#source(item, reach));
    const target = sources[0];
    // ON CONFLICT DO UPDATE sees the row that was refused.
    if (arm.kind === 'insert' && target && arm.clauses.some((clause) => clause.name === 'on conflict')) {
      sources.push({ ...target, alias: 'excluded', item: { ...target.item, alias: 'excluded' } });
    }
    return sources;
  }

  #source(item: FromItem, reach: Reach | null): Source {
    const name = item.name;
    const common_table = name?.length === 1 ? find(reach, name[0] ?? '') : null;
    const relation = name && !common_table && !item.is_function ? this.#catalog.relation(name) : null;
    const alias = item.alias ?? name?.at(-1) ?? '';
    return { alias, item, relation, common_table: common_table?.table ?? null, columns: renamed(this.#columnsOfItem(item, relation, common_table, reach, alias), item) };
  }

  #columnsOfItem(item: FromItem, relation: Relation | null, common_table: Reach | null, reach: Reach | null, alias: string): readonly Column[] | null {
    if (relation) return this.#catalog.columns(relation);
    if (common_table) return this.#columnsOfTable(common_table.table, reach);
    if (item.is_function) return columnsOfFunction(item, this.#catalog, alias);
    return item.body ? this.#outputOf(item.body.nodes, reach) : [];
  }

  #columnsOfTable(table: CommonTable, from: Reach | null): readonly Column[] | null {
    const reach = entry(from, table);
    if (!reach || this.#open.has(table)) return (table.columns ?? []).map((name) => plainColumn(name));
    this.#open.add(table);
    try {
      const columns = table.body ? this.#outputOf(table.body.nodes, reach.is_recursive ? from : reach.next) : [];
      const names = table.columns ?? [];
      if (columns === null) return null;
      const known = columns.map((column, index) => (names[index] === undefined ? column : { ...column, name: names[index] }));
      return [...known, ...names.slice(known.length).map((name) => plainColumn(name))];
    } finally {
      this.#open.delete(table);
    }
  }
}

function targetEnd(query: Query, clause: Clause): number {
  if (clause.name !== 'target') return clause.end;
  for (let at = clause.begin + 1; at < clause.end; at += 1) {
    if (isGroup(query.nodes[at]) || isWord(query.nodes[at], 'default', 'overriding')) return at;
  }
  return clause.end;
}

function withoutDistinct(list: readonly Node[]): readonly Node[] {
  if (isWord(list[0], 'all')) return list.slice(1);
  if (!isWord(list[0], 'distinct')) return list;
  return list.slice(isWord(list[1], 'on') && isGroup(list[2]) ? 3 : 1);
}

function renamed(columns: readonly Column[] | null, item: FromItem): readonly Column[] | null {
  if (columns === null || item.column_names.length === 0) return columns;
  const first = columns.map((column, index) => ({ ...column, name: item.column_names[index] ?? column.name }));
  return [...first, ...item.column_names.slice(columns.length).map((name) => plainColumn(name))];
}

function find(reach: Reach | null, name: string): Reach | null {
  for (let at = reach; at; at = at.next) if (at.table.name === name) return at;
  return null;
}

function entry(reach: Reach | null, table: CommonTable): Reach | null {
  for (let at = reach; at; at = at.next) if (at.table === table) return at;
  return null;
}

function listOf(reach: Reach | null): CommonTable[] {
  const found: CommonTable[] = [];
  for (let at = reach; at; at = at.next) {
    const { table } = at;
    if (!found.some((it) => it.name === table.name)) found.push(table);
  }
  return found;
}
