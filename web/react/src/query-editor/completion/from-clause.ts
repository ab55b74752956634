// The items of a FROM clause, or of USING, or the target of a command, as they are written: names, aliases, joins. What
// the names mean is asked later.

import type { Keywords } from './quote.ts';
import { isGroup, isName, isQuery, isSymbol, isWord, splitAtCommas } from './tree.ts';
import type { Group, Node } from './tree.ts';

export interface FromItem {
  /** A qualified name, outermost first; null of a query in parentheses. */
  name: string[] | null;
  alias: string | null;
  /** Names that the alias gives to the columns. */
  column_names: string[];
  /** A query in parentheses, or the arguments of a function. */
  body: Group | null;
  is_function: boolean;
  is_lateral: boolean;
  has_ordinality: boolean;
  /** Whether a JOIN leads to it; the columns that its USING merges, or all by NATURAL. */
  is_joined: boolean;
  is_natural: boolean;
  using: string[];
  begin: number;
  end: number;
}

const join_words = new Set(['natural', 'inner', 'left', 'right', 'full', 'outer', 'cross', 'join']);
const deepest = 20;

export function readFrom(nodes: readonly Node[], begin: number, end: number, keywords: Keywords, depth = 0): FromItem[] {
  const items: FromItem[] = [];
  let at = begin;
  let is_joined = false;
  let is_natural = false;
  while (at < end) {
    const node = nodes[at];
    if (isSymbol(node, ',')) {
      is_joined = false;
      at += 1;
    } else if (node?.kind === 'word' && join_words.has(node.value) && !isSymbol(nodes[at + 1], '.') && !(isGroup(nodes[at + 1]) && node.value !== 'join')) {
      is_joined = true;
      is_natural ||= node.value === 'natural';
      at += 1;
    } else if (isWord(node, 'on') || isWord(node, 'using')) {
      at = readCondition(nodes, at, end, items);
    } else {
      const before = at;
      at = readItem(nodes, at, end, items, { is_joined, is_natural, keywords, depth });
      is_natural = false;
      if (at === before) at += 1;
    }
  }
  return items;
}

/** ON and its expression, or USING (column, …). Gives where the next join or comma stands. */
function readCondition(nodes: readonly Node[], start: number, end: number, items: FromItem[]): number {
  const list = nodes[start + 1];
  const last = items.at(-1);
  if (isWord(nodes[start], 'using') && isGroup(list) && last) last.using = list.nodes.filter(isName).map((node) => node.value);
  let at = start + 1;
  while (at < end) {
    const node = nodes[at];
    if (isSymbol(node, ',')) break;
    // left(…) and right(…) are functions.
    if (node?.kind === 'word' && join_words.has(node.value) && !isSymbol(nodes[at - 1], '.') && !isGroup(nodes[at + 1])) break;
    if (isWord(node, 'join')) break;
    at += 1;
  }
  return at;
}

interface ItemContext {
  is_joined: boolean;
  is_natural: boolean;
  keywords: Keywords;
  depth: number;
}

function readItem(nodes: readonly Node[], start: number, end: number, items: FromItem[], context: ItemContext): number {
  const { keywords, depth } = context;
  const item: FromItem = { name: null, alias: null, column_names: [], body: null, is_function: false, is_lateral: false,
    has_ordinality: false, is_joined: context.is_joined, is_natural: context.is_natural, using: [], begin: start, end: start };
  let at = start;
  while (isWord(nodes[at], 'lateral', 'only') && at + 1 < end) {
    item.is_lateral ||= isWord(nodes[at], 'lateral');
    at += 1;
  }
  const node = nodes[at];
  if (isGroup(node)) {
    at += 1;
    if (!isQuery(node)) {
      if (depth < deepest) items.push(...readFrom(node.nodes, 0, node.nodes.length, keywords, depth + 1).map((it) => ({ ...it, begin: start, end: at })));
      return at;
    }
    item.body = node;
  } else if (isName(node) && !isReserved(node, keywords)) {
    at = readName(nodes, at, end, item);
    if (isSymbol(nodes[at], '*') || isOperatorStar(nodes[at])) at += 1;
  } else return start;
  at = readAlias(nodes, at, end, item, keywords);
  item.end = at;
  items.push(item);
  return at;
}

function isOperatorStar(node: Node | undefined): boolean {
  return node?.kind === 'operator' && node.value === '*';
}

function readName(nodes: readonly Node[], start: number, end: number, item: FromItem): number {
  const name: string[] = [];
  let at = start;
  for (;;) {
    const part = nodes[at];
    if (!isName(part) || at >= end) break;
    // The name at the cursor is not known yet.
    name.push(part.kind === 'cursor' ? '' : part.value);
    at += 1;
    if (!isSymbol(nodes[at], '.') || at >= end) break;
    at += 1;
  }
  item.name = name;
  const body = nodes[at];
  if (at < end && isGroup(body)) {
    item.is_function = true;
    item.body = body;
    at += 1;
  }
  return at;
}

function readAlias(nodes: readonly Node[], start: number, end: number, item: FromItem, keywords: Keywords): number {
  let at = start;
  if (isWord(nodes[at], 'with') && isWord(nodes[at + 1], 'ordinality')) {
    item.has_ordinality = true;
    at += 2;
  }
  const has_as = isWord(nodes[at], 'as') && at < end;
  if (has_as) at += 1;
  const alias = nodes[at];
  if (at < end && isName(alias) && (has_as || !isReserved(alias, keywords)) && !isWord(alias, 'tablesample')) {
    if (alias.kind !== 'cursor') item.alias = alias.value;
    at += 1;
    const list = nodes[at];
    if (at < end && isGroup(list)) {
      item.column_names = splitAtCommas(list.nodes).flatMap((part) => (isName(part[0]) ? [part[0].value] : []));
      at += 1;
    }
  }
  if (at < end && isWord(nodes[at], 'tablesample')) {
    at += 1;
    while (at < end && (isName(nodes[at]) || isGroup(nodes[at]) || isSymbol(nodes[at], '.')) && !isReserved(nodes[at], keywords)) at += 1;
  }
  return at;
}

/** Words that cannot name a table or be its alias without quotes; known before the server's own list is there. */
const always_reserved = new Set(['select', 'from', 'where', 'group', 'order', 'having', 'limit', 'offset', 'fetch', 'for', 'union', 'intersect',
  'except', 'on', 'using', 'join', 'inner', 'left', 'right', 'full', 'cross', 'natural', 'window', 'returning', 'as', 'and', 'or', 'not',
  'set', 'when', 'with', 'tablesample', 'into', 'values', 'lateral', 'only', 'do']);

/** `set` is no reserved word, but behind the target of an UPDATE it begins a clause: the caller's end stops there. */
function isReserved(node: Node | undefined, keywords: Keywords): boolean {
  if (node?.kind !== 'word') return false;
  const kind = keywords.get(node.value);
  if (kind === undefined) return always_reserved.has(node.value) && keywords.size === 0;
  return kind === 'reserved' || kind === 'function_or_type_name';
}
