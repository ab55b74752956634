// What kinds of things may stand at the cursor, from the clause that it is in and the words before it.

import { commandExpects } from './commands.ts';
import type { Query } from './query.ts';
import type { Scope } from './scope.ts';
import { isGroup, isName, isSymbol, isWord } from './tree.ts';
import type { Group, Node, Place } from './tree.ts';
import { continuations, extract_fields, join_words, laterClauses, operand_words, operator_words } from './words.ts';

export type Slot =
  | 'expression' | 'relation' | 'table' | 'view' | 'joined' | 'condition' | 'target_column' | 'using_column' | 'output' | 'type' | 'user_type' | 'setting'
  | 'setting_value' | 'schema' | 'function' | 'procedure' | 'sequence' | 'star' | 'column_or_expression' | 'column' | 'table_column' | 'referenced' | 'constraint';

export interface Needs {
  slots: Set<string>;
  words: string[];
  /** Those of the words that come before everything else. */
  leading: string[];
  /** The relation that `column` means, in a command. */
  relation: string[] | null;
  setting: string[] | null;
}

const needs = (slots: Slot[], words: string[] = [], leading: string[] = []): Needs => ({ slots: new Set(slots), words, leading, relation: null, setting: null });

export function needsAt(place: Place, scope: Scope | undefined): Needs {
  const level = place.path.at(-1);
  if (!level) return needs([]);
  const before = wordsBefore(level.nodes, chainStart(level.nodes, level.index));
  const above = place.path.at(-2);
  const group = above?.nodes[above.index];
  if (above && group?.kind === 'group' && level.index === 0 && isWithBody(above.nodes, above.index)) return needs([], ['select', 'values', 'with', ...writing_words]);
  if (isWord(level.nodes[level.index - 1], 'with') && level.index === 1) return needs([], ['recursive']);
  if (scope?.arm.kind === 'command' && scope.query.common_tables.length > 0) return needs([], ['select', 'values', 'table', ...writing_words, 'merge into']);
  if (!scope || scope.arm.kind === 'command') return { ...withCreateTable(commandExpects(place.path)) };
  const is_query_level = level.nodes === scope.query.nodes;
  if (!is_query_level && above && group?.kind === 'group') return groupNeeds(place, scope, group, above.nodes, above.index, before);
  if (!is_query_level) return needs([]);
  return clauseNeeds(place, scope, before);
}

const writing_words = ['insert into', 'update', 'delete from'];

function isWithBody(nodes: readonly Node[], index: number): boolean {
  return nodes.slice(0, index).some((node) => isWord(node, 'with')) && isWord(nodes[index - 1], 'as', 'materialized') && isName(nodes[index - 2]);
}

function withCreateTable(expected: { words: Set<string>; slots: Set<string>; relation: string[] | null; setting: string[] | null }): Needs {
  const slots = new Set(expected.slots);
  const words = [...expected.words];
  if (slots.has('expression') || slots.has('column_or_expression')) words.push(...operand_words);
  return { slots, words, leading: [], relation: expected.relation, setting: expected.setting };
}

/** Where the qualified name at the cursor begins. */
export function chainStart(nodes: readonly Node[], index: number): number {
  let at = index;
  while (isSymbol(nodes[at - 1], '.') && isName(nodes[at - 2])) at -= 2;
  return at;
}

function wordsBefore(nodes: readonly Node[], at: number): { one: string; two: string } {
  const one = nodes[at - 1];
  const two = nodes[at - 2];
  return { one: one?.kind === 'word' ? one.value : '', two: one?.kind === 'word' && two?.kind === 'word' ? `${two.value} ${one.value}` : '' };
}

const before_operand = new Set(['and', 'or', 'not', 'in', 'like', 'ilike', 'to', 'is', 'between', 'when', 'then', 'else', 'case', 'on', 'by', 'distinct',
  'all', 'any', 'some', 'where', 'having', 'select', 'returning', 'limit', 'offset', 'from', 'symmetric', 'array', 'escape', 'using', 'variadic', 'set', 'values',
  'rollup', 'cube', 'interval', 'both', 'leading', 'trailing', 'filter']);

/** Whether an operand is wanted at a place, rather than what follows one. */
export function wantsOperand(nodes: readonly Node[], at: number, begin: number): boolean {
  const previous = nodes[at - 1];
  if (at <= begin || !previous) return true;
  if (isSymbol(previous, ',') || isSymbol(previous, ':')) return true;
  if (previous.kind === 'operator') return !(previous.value === '*' && wantsOperand(nodes, at - 1, begin)) && !isQualifiedStar(nodes, at - 1);
  return previous.kind === 'word' && before_operand.has(previous.value) && !isSymbol(nodes[at - 2], '.');
}

function isStar(node: Node | undefined): boolean {
  return node?.kind === 'operator' && node.value === '*';
}

function isQualifiedStar(nodes: readonly Node[], at: number): boolean {
  return isSymbol(nodes[at - 1], '.');
}

function clauseNeeds(place: Place, scope: Scope, before: { one: string; two: string }): Needs {
  const { nodes, index } = last(place);
  const { arm, clause } = scope;
  const at = chainStart(nodes, index);
  const later = laterClauses(arm.kind, clause.name);
  const follow = at > clause.begin || clause.name === 'on conflict' || clause.name === 'after' || clause.name === 'fetch' || clause.name === 'for'
    ? continuationOf(nodes, at, before) : null;
  if (follow) return needs([], follow);
  switch (clause.name) {
    case 'from': case 'using': return fromNeeds(nodes, at, clause.begin, later, arm.kind === 'merge');
    case 'target': return targetNeeds(nodes, at, clause.begin, arm.kind, later);
    case 'select': return selectNeeds(nodes, at, clause.begin, later);
    case 'set': return setNeeds(nodes, at, clause.begin, later, arm.kind);
    case 'group by': return expressionNeeds(nodes, at, clause.begin, later, ['rollup', 'cube', 'grouping sets'], ['output']);
    case 'order by': return orderNeeds(nodes, at, clause.begin, later);
    case 'limit': return expressionNeeds(nodes, at, clause.begin, later, ['all']);
    case 'returning': return expressionNeeds(nodes, at, clause.begin, ['as', ...later], [], ['star']);
    case 'values': return needs([], laterClauses(arm.kind, 'values'));
    case 'on conflict': return isGroup(nodes[at - 1]) ? needs([], ['do nothing', 'do update set', 'where']) : needs([], continuations['on conflict']);
    case 'when': return mergeNeeds(nodes, at, clause.begin);
    case 'on': return expressionNeeds(nodes, at, clause.begin, later, [], at === clause.begin ? ['condition'] : []);
    case 'after': return needs([], continuations['union']);
    case 'into': return needs([], isWord(nodes[at - 1], 'into') ? ['temporary', 'unlogged', 'table'] : ['from']);
    case 'window': return needs([], ['as', ...later]);
    case 'fetch': return needs([], ['first', 'next', 'rows only', 'row only', 'rows with ties']);
    case 'for': return needs([], ['update', 'share', 'nowait', 'skip locked', 'of']);
    default: return expressionNeeds(nodes, at, clause.begin, later);
  }
}

/** What must follow the word before; null where it says nothing. */
function continuationOf(nodes: readonly Node[], at: number, before: { one: string; two: string }): string[] | null {
  const previous = nodes[at - 1];
  if (previous?.kind !== 'word' || isSymbol(nodes[at - 2], '.')) return null;
  // `a not` wants an operator; `and not` an operand.
  if (before.one === 'not' && !wantsOperand(nodes, at - 1, 0)) {
    return before.two === 'is not' ? continuations['is not'] ?? [] : ['in', 'like', 'ilike', 'between', 'similar to'];
  }
  const own = Object.hasOwn(continuations, before.two) ? continuations[before.two] : undefined;
  if (own) return own;
  if (before.one === 'default') return null;
  return Object.hasOwn(continuations, before.one) ? continuations[before.one] ?? null : null;
}

function expressionNeeds(nodes: readonly Node[], at: number, begin: number, later: string[], first: string[] = [], more: Slot[] = []): Needs {
  if (isWord(nodes[at - 1], 'as')) return needs([]);
  const previous = nodes[at - 1];
  if (previous?.kind === 'operator' && previous.value === '::') return needs(['type']);
  const cases = caseWords(nodes, at, begin);
  if (!wantsOperand(nodes, at, begin)) return needs([], [...cases, ...operator_words, ...windowWords(previous), ...later], cases);
  const quantifiers = previous?.kind === 'operator' ? ['any', 'all', 'some'] : [];
  return needs(['expression', ...more], [...cases, ...first, ...operand_words, ...quantifiers]);
}

function windowWords(previous: Node | undefined): string[] {
  return isGroup(previous) ? ['over', 'filter', 'within group'] : [];
}

/** The words of a CASE that is open at this level. */
function caseWords(nodes: readonly Node[], at: number, begin: number): string[] {
  let depth = 0;
  for (const node of nodes.slice(begin, at)) {
    if (isWord(node, 'case')) depth += 1;
    else if (isWord(node, 'end')) depth -= 1;
  }
  return depth > 0 ? ['when', 'then', 'else', 'end'] : [];
}

function selectNeeds(nodes: readonly Node[], at: number, begin: number, later: string[]): Needs {
  const previous = nodes[at - 1];
  if (at > begin && isStar(previous) && !wantsOperand(nodes, at, begin)) return needs([], later, ['from']);
  const found = expressionNeeds(nodes, at, begin, ['as', ...later], at === begin ? ['distinct', 'distinct on', 'all'] : [], ['star']);
  if (at === begin + 1 && isWord(previous, 'distinct')) return { ...found, words: ['on', ...found.words] };
  return found.slots.size === 0 ? { ...found, leading: [...found.leading, 'as', 'from'] } : found;
}

const directions = ['asc', 'desc', 'nulls first', 'nulls last'];

function orderNeeds(nodes: readonly Node[], at: number, begin: number, later: string[]): Needs {
  const found = expressionNeeds(nodes, at, begin, [...directions, ...later], [], ['output']);
  return found.slots.size === 0 ? { ...found, words: [...directions, ...found.words], leading: [...found.leading, ...directions] } : found;
}

/** Within FROM: a relation, the condition of a join, or what follows either. */
function fromNeeds(nodes: readonly Node[], at: number, begin: number, later: string[], is_merge: boolean): Needs {
  let mark = at - 1;
  while (mark >= begin && !isSymbol(nodes[mark], ',') && !isWord(nodes[mark], 'on', 'join')) mark -= 1;
  const marker = nodes[mark];
  if (mark >= begin && isWord(marker, 'on')) {
    return expressionNeeds(nodes, at, mark + 1, [...join_words, ...later], [], at === mark + 1 ? ['condition'] : []);
  }
  const is_join = mark >= begin && isWord(marker, 'join');
  const written = nodes.slice(mark + 1, at).filter((node) => !isWord(node, 'lateral', 'only'));
  if (written.length === 0) return needs(is_join ? ['relation', 'joined'] : ['relation'], ['lateral', 'only', 'rows from']);
  if (isWord(nodes[at - 1], 'as')) return needs([]);
  const is_merged = isWord(nodes[at - 2], 'using') && isGroup(nodes[at - 1]);
  const conditions = (is_join && !is_merged && !isWord(nodes[mark - 1], 'cross', 'natural')) || is_merge ? ['on', 'using'] : [];
  return needs([], [...conditions, 'as', ...join_words, ...later, 'tablesample', 'with ordinality']);
}

function targetNeeds(nodes: readonly Node[], at: number, begin: number, kind: string, later: string[]): Needs {
  if (at === begin && kind === 'merge' && !isWord(nodes[at - 1], 'into')) return needs([], ['into']);
  if (at === begin && kind === 'insert' && !isWord(nodes[at - 1], 'into')) return needs([], ['into']);
  if (at === begin && kind === 'delete' && !isWord(nodes[at - 1], 'from')) return needs([], ['from']);
  const is_first = at === begin || isWord(nodes[at - 1], 'only', 'into', 'from');
  if (is_first) return needs([kind === 'table' ? 'relation' : 'table'], kind === 'update' || kind === 'delete' ? ['only'] : []);
  if (isWord(nodes[at - 1], 'as')) return needs([]);
  if (kind === 'insert') return needs([], ['values', 'select', 'default values', 'overriding system value', 'overriding user value', 'with', 'as']);
  return needs([], [...later, 'as']);
}

function setNeeds(nodes: readonly Node[], at: number, begin: number, later: string[], kind: string): Needs {
  const start = lastComma(nodes, at, begin);
  if (at === start) return needs(['target_column']);
  const words = kind === 'insert' ? ['where', 'returning'] : later;
  const found = expressionNeeds(nodes, at, start + 1, words, ['default']);
  const is_after_column = !nodes.slice(start, at).some((node) => node.kind === 'operator' && node.value === '=');
  return is_after_column ? needs([]) : found;
}

function lastComma(nodes: readonly Node[], at: number, begin: number): number {
  let start = at;
  while (start > begin && !isSymbol(nodes[start - 1], ',')) start -= 1;
  return start;
}

function mergeNeeds(nodes: readonly Node[], at: number, begin: number): Needs {
  const previous = nodes[at - 1];
  if (isWord(previous, 'then')) return needs([], ['update set', 'delete', 'insert', 'do nothing']);
  if (at === begin) return needs([], ['matched', 'not matched']);
  if (isWord(previous, 'matched')) return needs([], ['then', 'and']);
  if (isWord(previous, 'insert')) return needs([], ['values', 'default values']);
  return expressionNeeds(nodes, at, begin, ['then', 'values', 'when matched then', 'when not matched then']);
}

function last(place: Place): { nodes: Node[]; index: number } {
  return place.path.at(-1) ?? { nodes: [], index: 0 };
}

/** Within parentheses that are no query. */
function groupNeeds(place: Place, scope: Scope, group: Group, outer: readonly Node[], group_at: number, words: { one: string; two: string }): Needs {
  const { nodes, index } = last(place);
  const at = chainStart(nodes, index);
  const before = outer[group_at - 1];
  if (group.value === '(') {
    const known = namedGroup(scope, outer, group_at, nodes, at);
    if (known) return known;
  }
  const follow = at > 0 ? continuationOf(nodes, at, words) : null;
  if (follow) return needs([], follow);
  const as = nodes.findLastIndex((node) => isWord(node, 'as'));
  if (isWord(before, 'cast') && as >= 0 && as < at) return needs(['type']);
  if (isWord(before, 'cast') && as < 0 && !wantsOperand(nodes, at, 0)) return needs([], ['as']);
  if (isWord(before, 'exists', 'lateral') && at === 0) return needs([], ['select', 'with', 'values', 'table']);
  if (isWord(before, 'extract') && at === 0) return needs([], extract_fields);
  const is_call = isName(before) && before.kind !== 'cursor' && !isWord(before, 'in', 'and', 'or', 'not', 'where', 'on', 'when', 'then', 'else', 'select', 'values');
  const aggregate = is_call ? ['order by'] : [];
  const from = isWord(before, 'extract', 'substring', 'trim') ? ['from', 'for'] : [];
  const first = at === 0 ? [...(is_call ? ['distinct'] : []), ...(group.value === '(' ? ['select', 'with', 'values'] : [])] : [];
  const found = expressionNeeds(nodes, at, afterBy(nodes, at), [...aggregate, ...from, 'asc', 'desc', 'nulls first', 'nulls last'], first);
  if (isWord(before, 'in', 'any', 'all', 'some') && at === 0) return { ...found, leading: ['select'] };
  return isWord(before, 'count') && at === 0 ? { ...found, slots: new Set([...found.slots, 'star']) } : found;
}

/** An expression begins anew behind ORDER BY. */
function afterBy(nodes: readonly Node[], at: number): number {
  return nodes.slice(0, at).findLastIndex((node) => isWord(node, 'by')) + 1;
}

/** Parentheses that mean something by what stands before them. */
function namedGroup(scope: Scope, outer: readonly Node[], group_at: number, nodes: readonly Node[], at: number): Needs | null {
  const before = outer[group_at - 1];
  const is_level = outer === scope.query.nodes;
  const { clause, arm } = scope;
  if (isWord(before, 'over') || (isWord(before, 'as') && clause.name === 'window' && is_level)) return windowNeeds(nodes, at);
  if (isWord(before, 'filter')) return at === 0 ? needs([], ['where']) : expressionNeeds(nodes, at, 1, []);
  if (isWord(before, 'group') && isWord(outer[group_at - 2], 'within')) {
    return at === 0 ? needs([], ['order by']) : expressionNeeds(nodes, at, 2, ['asc', 'desc', 'nulls first', 'nulls last']);
  }
  if (!is_level) return null;
  if (isWithColumns(scope.query, group_at)) return needs([]);
  if (clause.name === 'target' && arm.kind === 'insert') return needs(at === 0 || isSymbol(nodes[at - 1], ',') ? ['target_column'] : [], at === 0 ? ['select'] : []);
  if (clause.name === 'on conflict') return needs(['target_column']);
  if (clause.name === 'set' && isWordOrComma(before)) return needs(['target_column']);
  if (clause.name === 'when' && isWord(before, 'insert')) return needs(['target_column']);
  if (clause.name === 'values') return valuesNeeds(nodes, at);
  if (clause.name !== 'from' && clause.name !== 'using') return null;
  if (isWord(before, 'using')) return needs(['using_column']);
  if (isWord(before, 'as') || (isName(before) && isName(outer[group_at - 2]) && !isWord(outer[group_at - 2], 'join', 'lateral', 'from', 'only', 'and', 'or', 'on'))) return needs([]);
  const is_item = group_at === clause.begin || isWord(before, 'join', 'lateral') || isSymbol(before, ',');
  return is_item ? parenthesizedFrom(nodes, at) : null;
}

function parenthesizedFrom(nodes: readonly Node[], at: number): Needs {
  const found = fromNeeds(nodes, at, 0, [], false);
  return at === 0 ? { ...found, words: [...found.words, 'select', 'values', 'with'], leading: ['select'] } : found;
}

function valuesNeeds(nodes: readonly Node[], at: number): Needs {
  return expressionNeeds(nodes, at, 0, [], ['default']);
}

function windowNeeds(nodes: readonly Node[], at: number): Needs {
  if (at === 0) return needs([], ['partition by', 'order by', 'rows between', 'range between', 'groups between']);
  const by = afterBy(nodes, at);
  const frame = nodes.slice(0, at).findLastIndex((node) => isWord(node, 'rows', 'range', 'groups'));
  if (frame >= 0) return needs([], ['between', 'and', 'unbounded preceding', 'unbounded following', 'current row', 'preceding', 'following']);
  if (isWord(nodes[at - 1], 'order', 'partition')) return needs([], ['by']);
  const words = ['asc', 'desc', 'nulls first', 'nulls last', 'rows between', 'range between', 'groups between'];
  return expressionNeeds(nodes, at, by, isWord(nodes[by - 2], 'partition') ? ['order by', ...words] : words);
}

function isWordOrComma(node: Node | undefined): boolean {
  return isWord(node, 'set') || isSymbol(node, ',');
}

function isWithColumns(query: Query, group_at: number): boolean {
  const arm = query.arms[0];
  return query.common_tables.length > 0 && arm !== undefined && group_at < arm.begin && !query.common_tables.some((table) => table.body === query.nodes[group_at]);
}
