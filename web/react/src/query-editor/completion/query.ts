// One level of a statement as queries: its WITH list and its arms (the SELECTs of a UNION, the INSERT before its SELECT),
// each cut into clauses. It knows words, not names.

import { isGroup, isName, isSymbol, isWord } from './tree.ts';
import type { Group, Node } from './tree.ts';

export type ArmKind = 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'values' | 'table' | 'command';

export type ClauseName =
  /** Before any clause: the words of a command, or nothing yet. */
  | 'start'
  | 'select' | 'into' | 'from' | 'where' | 'group by' | 'having' | 'window' | 'order by' | 'limit' | 'offset' | 'fetch' | 'for'
  | 'values' | 'target' | 'set' | 'using' | 'returning' | 'on conflict' | 'on' | 'when' | 'after';

/** Part of an arm: what follows its words, up to the next clause. */
export interface Clause {
  name: ClauseName;
  begin: number;
  end: number;
}

export interface Arm {
  kind: ArmKind;
  begin: number;
  end: number;
  clauses: Clause[];
}

export interface CommonTable {
  name: string;
  columns: string[] | null;
  body: Group | null;
}

export interface Query {
  nodes: readonly Node[];
  common_tables: CommonTable[];
  is_recursive: boolean;
  arms: Arm[];
}

const arm_words: Record<string, ArmKind> = {
  select: 'select', insert: 'insert', update: 'update', delete: 'delete', merge: 'merge', values: 'values', table: 'table',
};

export function queryOf(nodes: readonly Node[]): Query {
  const query: Query = { nodes, common_tables: [], is_recursive: false, arms: [] };
  let at = mainStart(nodes);
  const before = at;
  if (isWord(nodes[at], 'with')) at = readWith(nodes, at + 1, query);
  if (before > 0 && at === before && !isArmWord(nodes[at])) at = 0;
  cut(query, at);
  return query;
}

function isArmWord(node: Node | undefined): boolean {
  return node?.kind === 'word' && arm_words[node.value] !== undefined;
}

/** Where the query begins in EXPLAIN …, CREATE … AS …, PREPARE … AS …, DECLARE … FOR …; 0 where there is none of these. */
function mainStart(nodes: readonly Node[]): number {
  const first = nodes[0];
  if (isWord(first, 'explain')) {
    let at = 1;
    while (isWord(nodes[at], 'analyze', 'verbose') || (at === 1 && isGroup(nodes[at]))) at += 1;
    return at;
  }
  if (isWord(first, 'create', 'prepare', 'declare')) {
    const end = isWord(first, 'declare') ? 'for' : 'as';
    const found = nodes.findIndex((node, index) => isWord(node, end) && (isArmWord(nodes[index + 1]) || isWord(nodes[index + 1], 'with')));
    return found < 0 ? 0 : found + 1;
  }
  return 0;
}

/** name [(column, …)] AS [[NOT] MATERIALIZED] (query), … Gives where the main query begins. */
function readWith(nodes: readonly Node[], start: number, query: Query): number {
  let at = start;
  if (isWord(nodes[at], 'recursive')) {
    query.is_recursive = true;
    at += 1;
  }
  while (isName(nodes[at]) && !isArmWord(nodes[at])) {
    const name = nodes[at];
    const table: CommonTable = { name: isName(name) ? name.value : '', columns: null, body: null };
    at += 1;
    const list = nodes[at];
    if (isGroup(list)) {
      table.columns = list.nodes.filter(isName).map((node) => node.value);
      at += 1;
    }
    while (isWord(nodes[at], 'as', 'not', 'materialized') || nodes[at]?.kind === 'cursor') at += 1;
    const body = nodes[at];
    if (isGroup(body)) {
      table.body = body;
      at += 1;
    }
    query.common_tables.push(table);
    // SEARCH and CYCLE.
    while (at < nodes.length && !isSymbol(nodes[at], ',') && !isArmWord(nodes[at]) && nodes[at]?.kind !== 'cursor') at += 1;
    if (!isSymbol(nodes[at], ',')) break;
    at += 1;
  }
  return at;
}

function cut(query: Query, start: number): void {
  const { nodes } = query;
  const open = (kind: ArmKind, at: number, name: ClauseName, begin: number): void => {
    const before = query.arms.at(-1);
    if (before) close(before, at);
    query.arms.push({ kind, begin: at, end: nodes.length, clauses: [{ name, begin, end: nodes.length }] });
  };
  for (let at = start; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (node?.kind !== 'word' || isSymbol(nodes[at - 1], '.')) continue;
    const current = query.arms.at(-1) ?? null;
    const next_kind = armBegins(nodes, at, current);
    if (next_kind) {
      const target = next_kind === 'insert' || next_kind === 'update' || next_kind === 'delete' || next_kind === 'merge';
      open(next_kind, at, target || next_kind === 'table' ? 'target' : next_kind === 'values' ? 'values' : 'select', at + 1);
      continue;
    }
    if (!current) {
      open('command', at, 'start', at);
      continue;
    }
    const clause = clauseAt(nodes, at, current);
    if (!clause) continue;
    closeClause(current, at);
    current.clauses.push({ name: clause.name, begin: at + clause.length, end: nodes.length });
    at += clause.length - 1;
  }
  if (query.arms.length === 0) open('command', start, 'start', start);
}

function close(arm: Arm, at: number): void {
  arm.end = at;
  closeClause(arm, at);
}

function closeClause(arm: Arm, at: number): void {
  const last = arm.clauses.at(-1);
  if (last) last.end = at;
}

function armBegins(nodes: readonly Node[], at: number, arm: Arm | null): ArmKind | null {
  const node = nodes[at];
  const kind = node?.kind === 'word' ? arm_words[node.value] : undefined;
  if (!kind) return null;
  if (!arm) return kind;
  const follows_set = isWord(nodes[at - 1], 'union', 'intersect', 'except', 'all', 'distinct') && isSetWord(nodes, at);
  if (follows_set) return kind;
  if (arm.kind !== 'insert') return null;
  return kind === 'select' ? 'select' : null;
}

function isSetWord(nodes: readonly Node[], at: number): boolean {
  const has_quantifier = isWord(nodes[at - 1], 'all', 'distinct');
  return isWord(nodes[has_quantifier ? at - 2 : at - 1], 'union', 'intersect', 'except');
}

interface Found {
  name: ClauseName;
  length: number;
}

const found = (name: ClauseName, length = 1): Found => ({ name, length });

function clauseAt(nodes: readonly Node[], at: number, arm: Arm): Found | null {
  if (arm.kind === 'command') return null;
  const node = nodes[at];
  const next = nodes[at + 1];
  switch (node?.kind === 'word' ? node.value : '') {
    case 'from':
      // IS [NOT] DISTINCT FROM is an operator; DELETE FROM names its target.
      if (isWord(nodes[at - 1], 'distinct') && isWord(nodes[at - 2], 'is', 'not')) return null;
      return found(arm.kind === 'delete' ? 'target' : 'from');
    case 'into': return found(arm.kind === 'insert' || arm.kind === 'merge' ? 'target' : 'into');
    case 'where': return found('where');
    case 'group': return isWord(next, 'by') ? found('group by', 2) : null;
    case 'order': return isWord(next, 'by') ? found('order by', 2) : null;
    case 'having': return found('having');
    case 'window': return found('window');
    case 'limit': return found('limit');
    case 'offset': return found('offset');
    case 'fetch': return found('fetch');
    case 'for': return isWord(next, 'update', 'share', 'no', 'key') || next?.kind === 'cursor' ? found('for') : null;
    case 'returning': return found('returning');
    case 'values': return found('values');
    case 'set': return arm.kind === 'select' ? null : found('set');
    case 'using': return arm.kind === 'delete' || (arm.kind === 'merge' && !arm.clauses.some((clause) => clause.name === 'using')) ? found('using') : null;
    case 'on': return onClause(arm, next);
    case 'when': return arm.kind === 'merge' ? found('when') : null;
    case 'union': case 'intersect': case 'except': return found('after');
    default: return null;
  }
}

function onClause(arm: Arm, next: Node | undefined): Found | null {
  if (isWord(next, 'conflict')) return found('on conflict', 2);
  const last = arm.clauses.at(-1)?.name;
  return arm.kind === 'merge' && last === 'using' ? found('on') : null;
}
