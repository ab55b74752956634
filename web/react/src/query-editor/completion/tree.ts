// The statement at the cursor as a tree: its tokens, with what stands in parentheses as groups. In place of the name at
// the cursor stands one token of its own kind, so that who reads the tree never takes half a name for a keyword.

import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface Group {
  kind: 'group';
  /** `(` or `[`. */
  value: string;
  from: number;
  to: number;
  nodes: Node[];
}

export type Node = Token | Group;

/** One level on the way from the statement to the cursor: the nodes, and which of them leads on. */
export interface Level {
  nodes: Node[];
  index: number;
}

/** What is being written at the cursor, and where. */
export interface Place {
  /** From the statement down to the level where the cursor token stands. */
  path: Level[];
  /** What there is of the name up to the cursor, without quotes. */
  prefix: string;
  /** What a choice takes the place of. */
  from: number;
  to: number;
  /** What the cursor stands within: nothing, a quoted name, a string. */
  within: 'nothing' | 'name' | 'text';
}

/** Deeper groups are left out; no text that means something comes near. */
const deepest = 200;

/**
 * The place at an offset; null within a comment or a body in dollars, and where nothing is completed: in a number or a
 * parameter, unless `in_constants`.
 */
export function placeAt(text: string, cursor: number, in_constants = false): Place | null {
  const all = tokenize(text);
  const hit = all.find((token) => token.from < cursor && (token.to > cursor || (token.to === cursor && touches(token))));
  if (hit?.kind === 'comment' || hit?.kind === 'dollar') return null;
  const quote = hit && isLeftOpenAt(text, hit, cursor);
  if (quote) {
    const closed = placeAt(`${text.slice(0, cursor)}${quote}${text.slice(cursor)}`, cursor, in_constants);
    return closed && { ...closed, to: cursor };
  }
  if (!in_constants && (hit?.kind === 'number' || hit?.kind === 'parameter')) return null;
  const written = hit && (hit.kind === 'word' || hit.kind === 'quoted' || hit.kind === 'string') ? hit : null;
  const [begin, end] = statementAround(text, all, cursor, written);
  const tokens = all.slice(begin, end).filter((token) => token.kind !== 'comment');
  const cursor_token: Token = { kind: 'cursor', from: written?.from ?? cursor, to: written?.to ?? cursor, value: '', is_closed: true };
  const index = tokens.findIndex((token) => token === written || token.from >= cursor);
  tokens.splice(index < 0 ? tokens.length : index, written ? 1 : 0, cursor_token);
  const path = pathTo(treeOf(tokens), cursor_token);
  if (!path) return null;
  return { path, ...writtenPart(text, written, cursor) };
}

/** The quote that is missing at the cursor: the rest of the line has its quotes in pairs, so the one before it has no partner. */
function isLeftOpenAt(text: string, { kind, to, is_closed }: Token, cursor: number): string | null {
  if (kind !== 'quoted' && kind !== 'string') return null;
  const quote = kind === 'quoted' ? '"' : "'";
  if (!is_closed) return cursor < to ? quote : null;
  const line_end = text.indexOf('\n', cursor);
  const rest = text.slice(cursor, line_end < 0 ? text.length : line_end);
  return rest !== '' && !rest.startsWith(quote) && rest.split(quote).length % 2 === 1 ? quote : null;
}

/** Whether what is typed right behind a token still belongs to it. */
function touches(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'number' || token.kind === 'parameter' || !token.is_closed;
}

function writtenPart(text: string, written: Token | null, cursor: number): Omit<Place, 'path'> {
  if (!written) return { prefix: '', from: cursor, to: cursor, within: 'nothing' };
  const typed = text.slice(written.from, cursor);
  if (written.kind === 'word') return { prefix: typed, from: written.from, to: cursor, within: 'nothing' };
  const quote = written.kind === 'quoted' ? '"' : "'";
  const prefix = typed.slice(typed.indexOf(quote) + 1).replaceAll(quote + quote, quote);
  // A closing quote that the editor has set goes with the choice, which brings its own.
  const to = text.charAt(cursor) === quote ? cursor + 1 : cursor;
  return { prefix, from: written.from, to, within: written.kind === 'quoted' ? 'name' : 'text' };
}

const starters = new Set(['select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'create', 'alter', 'drop', 'grant',
  'revoke', 'set', 'show', 'truncate', 'copy', 'explain', 'begin', 'commit', 'rollback', 'vacuum', 'analyze', 'comment', 'call', 'refresh']);
/** Behind these a word that could begin a statement goes on with the one that is open. */
const goes_on = new Set(['union', 'all', 'intersect', 'except', 'distinct', 'as', 'on', 'for', 'or', 'and', 'not', 'then', 'explain', 'verbose',
  'analyze', 'materialized', 'do', 'instead', 'also', 'of', 'before', 'after', 'grant', 'revoke', 'in', 'any', 'exists', 'key', 'no', 'action', 'cascade']);

/** The tokens of the statement at an offset. A semicolon ends one; so does a blank line before a word that begins one. */
function statementAround(text: string, tokens: readonly Token[], cursor: number, written: Token | null): [number, number] {
  let begin = 0;
  let depth = 0;
  let body = 0;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1];
    if (token.value === '(' && token.kind === 'symbol') depth += 1;
    else if (token.value === ')' && token.kind === 'symbol') depth = Math.max(0, depth - 1);
    else if (token.kind === 'word') body = bodyDepth(tokens, begin, token, previous, body);
    const is_end = token.kind === 'symbol' && token.value === ';' && body === 0;
    if (is_end) {
      if (cursor <= token.from) return [begin, index];
      begin = index + 1;
      depth = 0;
    } else if (depth === 0 && previous && index > begin && startsAnew(text, tokens, begin, previous, token, token === written)) {
      if (cursor < token.from) return [begin, index];
      begin = index;
    }
  }
  return [begin, tokens.length];
}

/** CREATE FUNCTION … BEGIN ATOMIC … END holds semicolons of its own. */
function bodyDepth(tokens: readonly Token[], begin: number, token: Token, previous: Token | undefined, depth: number): number {
  if (depth === 0) return token.value === 'atomic' && previous?.value === 'begin' && tokens[begin]?.value === 'create' ? 1 : 0;
  if (token.value === 'case') return depth + 1;
  return token.value === 'end' ? depth - 1 : depth;
}

/** Half a word may be enough: `sel` behind a blank line. */
function beginsStarter(written: string): boolean {
  return written.length >= 3 && [...starters].some((word) => word.startsWith(written));
}

function startsAnew(text: string, tokens: readonly Token[], begin: number, previous: Token, token: Token, is_written: boolean): boolean {
  if (token.kind !== 'word' || !(starters.has(token.value) || (is_written && beginsStarter(token.value)))) return false;
  if (!/\n[ \t\r]*\n/.test(text.slice(previous.to, token.from))) return false;
  if (previous.kind === 'operator' || (previous.kind === 'symbol' && previous.value !== ')')) return false;
  if (previous.kind === 'word' && goes_on.has(previous.value)) return false;
  const first = tokens[begin]?.value;
  // The main part of WITH, the query of INSERT, the statement that a long command ends in.
  if (first === 'with' && previous.value === ')') return false;
  return !(first === 'insert' && token.value !== 'insert' && !tokens.slice(begin, tokens.indexOf(token)).some((it) => it.value === 'values' || it.value === 'select'));
}

/** Behind an unclosed parenthesis these belong to the query around it; FROM does not within these functions. */
const outer_words = new Set(['from', 'where', 'having', 'limit', 'union', 'returning']);
const from_functions = new Set(['extract', 'substring', 'trim', 'overlay', 'position']);
const query_words = new Set(['select', 'with', 'values', 'insert', 'update', 'delete', 'table']);

function treeOf(tokens: readonly Token[]): Node[] {
  const unclosed = unclosedOf(tokens);
  const root: Node[] = [];
  const open: Group[] = [];
  let nodes = root;
  for (const [index, token] of tokens.entries()) {
    const is_symbol = token.kind === 'symbol';
    if (is_symbol && (token.value === '(' || token.value === '[') && open.length < deepest) {
      const group: Group = { kind: 'group', value: token.value, from: token.from, to: Infinity, nodes: [] };
      nodes.push(group);
      open.push(group);
      nodes = group.nodes;
      continue;
    }
    if (is_symbol && (token.value === ')' || token.value === ']')) {
      const group = open.pop();
      if (group) group.to = token.to;
      nodes = open.at(-1)?.nodes ?? root;
      continue;
    }
    while (token.kind === 'word' && outer_words.has(token.value) && isLeftOpen(open.at(-1), unclosed, tokens, index)) {
      open.pop();
      nodes = open.at(-1)?.nodes ?? root;
    }
    nodes.push(token);
  }
  return root;
}

function isLeftOpen(group: Group | undefined, unclosed: ReadonlySet<number>, tokens: readonly Token[], index: number): boolean {
  if (!group || !unclosed.has(group.from)) return false;
  const first = group.nodes[0];
  if (first?.kind === 'word' && query_words.has(first.value)) return false;
  const before = tokens[tokens.findIndex((token) => token.from === group.from && token.kind === 'symbol') - 1];
  return !(tokens[index]?.value === 'from' && before?.kind === 'word' && from_functions.has(before.value));
}

function unclosedOf(tokens: readonly Token[]): Set<number> {
  const open: number[] = [];
  for (const token of tokens) {
    if (token.kind !== 'symbol') continue;
    if (token.value === '(' || token.value === '[') open.push(token.from);
    else if (token.value === ')' || token.value === ']') open.pop();
  }
  return new Set(open);
}

function pathTo(nodes: Node[], cursor: Token): Level[] | null {
  const path: Level[] = [];
  let level: Node[] | null = nodes;
  while (level) {
    const index: number = level.findIndex((node) => node === cursor || (node.kind === 'group' && holds(node, cursor)));
    if (index < 0) return null;
    path.push({ nodes: level, index });
    const node: Node | undefined = level[index];
    level = node?.kind === 'group' ? node.nodes : null;
  }
  return path;
}

function holds(group: Group, token: Token): boolean {
  return group.from < token.from + (token.from === token.to ? 0 : 1) && token.from < group.to && contains(group, token);
}

function contains(group: Group, token: Token): boolean {
  const open: Group[] = [group];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const node of next.nodes) {
      if (node === token) return true;
      if (node.kind === 'group' && node.from <= token.from) open.push(node);
    }
  }
  return false;
}

export function isWord(node: Node | undefined, ...values: string[]): boolean {
  return node?.kind === 'word' && (values.length === 0 || values.includes(node.value));
}

export function isSymbol(node: Node | undefined, value: string): boolean {
  return node?.kind === 'symbol' && node.value === value;
}

export function isGroup(node: Node | undefined, value = '('): node is Group {
  return node?.kind === 'group' && node.value === value;
}

/** A name, quoted or not; the word at the cursor is one too. */
export function isName(node: Node | undefined): node is Token {
  return node?.kind === 'word' || node?.kind === 'quoted' || node?.kind === 'cursor';
}

/** Whether a group is a query in parentheses. */
export function isQuery(group: Group): boolean {
  const first = group.nodes[0];
  if (isGroup(first)) return isQuery(first);
  return isWord(first, ...query_words);
}

/** The nodes between commas. */
export function splitAtCommas(nodes: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (isSymbol(node, ',')) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}
