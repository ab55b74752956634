// The columns that an item of a select list or a function in FROM gives, named as PostgreSQL names them.

import type { Catalog, Column } from './catalog.ts';
import type { FromItem } from './from-clause.ts';
import type { Keywords } from './quote.ts';
import { plainColumn } from './source.ts';
import type { Source } from './source.ts';
import { fold, tokenize } from './tokens.ts';
import { isGroup, isName, isSymbol, isWord } from './tree.ts';
import type { Node } from './tree.ts';

const is_star = (node: Node | undefined): boolean => node?.kind === 'operator' && node.value === '*';

/** Null where a star stands for columns that are not loaded. */
export function outputColumn(part: readonly Node[], sources: readonly Source[], keywords: Keywords): readonly Column[] | null {
  const last = part.at(-1);
  if (part.length === 0 || (part.length === 1 && last?.kind === 'cursor')) return [];
  if (is_star(last) && part.length === 1) return starColumns(sources);
  if (is_star(last) && isSymbol(part.at(-2), '.')) {
    const owner = part.at(-3);
    const source = isName(owner) ? sources.find((it) => it.alias === owner.value) : undefined;
    return source ? source.columns : [];
  }
  const alias = aliasOf(part, keywords);
  const meaning = expressionColumn(alias.rest, sources);
  return [{ ...meaning, name: alias.name ?? meaning.name }];
}

/** All columns of all sources; one that USING or NATURAL merges comes once. */
export function starColumns(sources: readonly Source[]): readonly Column[] | null {
  const columns: Column[] = [];
  for (const source of sources) {
    if (source.columns === null) return null;
    const merged = new Set(source.item.using);
    const all = source.item.is_natural ? new Set(columns.map((column) => column.name)) : merged;
    columns.push(...source.columns.filter((column) => !all.has(column.name)));
  }
  return columns;
}

function aliasOf(part: readonly Node[], keywords: Keywords): { name: string | null; rest: readonly Node[] } {
  const last = part.at(-1);
  const before = part.at(-2);
  if (!isName(last) || last.kind === 'cursor' || part.length < 2) return { name: null, rest: part };
  if (isWord(before, 'as')) return { name: last.value, rest: part.slice(0, -2) };
  const is_bare = last.kind === 'quoted' || keywords.get(last.value) === undefined || keywords.get(last.value) === 'unreserved';
  const ends_operand = before?.kind === 'number' || before?.kind === 'string' || before?.kind === 'parameter' || isGroup(before) || isGroup(before, '[')
    || before?.kind === 'quoted' || (before?.kind === 'word' && (isWord(before, 'end', 'null', 'true', 'false') || keywords.get(before.value) !== 'reserved'));
  return is_bare && ends_operand ? { name: last.value, rest: part.slice(0, -1) } : { name: null, rest: part };
}

/** As FigureColname: the last name of a reference or a call, what is cast, else the type of the cast. */
function expressionColumn(part: readonly Node[], sources: readonly Source[]): Column {
  const cast = part.findLastIndex((node) => node.kind === 'operator' && node.value === '::');
  if (cast >= 0 && part.slice(cast + 1).every((node) => isName(node) || isGroup(node) || isGroup(node, '[') || isSymbol(node, '.'))) {
    const inner = expressionColumn(part.slice(0, cast), sources);
    const type = part.slice(cast + 1).filter(isName).map((node) => node.value);
    return plainColumn(inner.name === '?column?' ? type.at(-1) ?? '?column?' : inner.name, type.join(' '));
  }
  const last = part.at(-1);
  const first = part[0];
  if (part.every((node) => isName(node) || isSymbol(node, '.')) && isName(last)) {
    return referenced(part.filter(isName).map((node) => node.value), sources) ?? plainColumn(last.value);
  }
  if (isWord(first, 'case') && isWord(last, 'end')) return plainColumn('case');
  if (isWord(first, 'exists')) return plainColumn('exists', 'boolean');
  if (isWord(first, 'array')) return plainColumn('array');
  if (isWord(first, 'cast') && isGroup(part[1])) return castColumn(part[1].nodes, sources);
  const call = part.findIndex((node) => isGroup(node));
  const called = part[call - 1];
  const is_one_call = call > 0 && isName(called) && part.slice(0, call).every((node) => isName(node) || isSymbol(node, '.'))
    && (part.length === call + 1 || isWord(part[call + 1], 'over', 'filter', 'within'));
  if (is_one_call) return plainColumn(called.value, called.value === 'count' ? 'bigint' : null);
  if (part.length === 1 && isGroup(first)) return expressionColumn(first.nodes, sources);
  return plainColumn('?column?');
}

function castColumn(nodes: readonly Node[], sources: readonly Source[]): Column {
  const as = nodes.findLastIndex((node) => isWord(node, 'as'));
  if (as < 0) return plainColumn('?column?');
  const type = nodes.slice(as + 1).filter(isName).map((node) => node.value);
  const inner = expressionColumn(nodes.slice(0, as), sources);
  return plainColumn(inner.name === '?column?' ? type.at(-1) ?? '?column?' : inner.name, type.join(' '));
}

/** The column that a possibly qualified name means, in the nearest sources that have it. */
export function referenced(name: readonly string[], sources: readonly Source[]): Column | null {
  const column = name.at(-1) ?? '';
  const owner = name.at(-2);
  for (const source of sources) {
    if (owner !== undefined && source.alias !== owner) continue;
    const found = source.columns?.find((it) => it.name === column);
    if (found) return found;
  }
  return null;
}

/** What a function gives in FROM: the columns of TABLE (…), of the row type, or one of its own name. */
export function columnsOfFunction(item: FromItem, catalog: Catalog, alias: string): readonly Column[] | null {
  const routines = catalog.routinesNamed(item.name ?? []);
  const ordinality = item.has_ordinality ? [plainColumn('ordinality', 'bigint')] : [];
  for (const routine of routines) {
    const columns = outColumns(routine.returns ?? '', routine.arguments, catalog);
    if (columns === 'unknown') return null;
    if (columns.length > 0) return [...columns, ...ordinality];
  }
  const type = routines[0]?.returns?.replace(/^SETOF /, '') ?? null;
  return [plainColumn(alias, type), ...ordinality];
}

/** "TABLE(id integer, label text)", OUT arguments, or the columns of the relation that is the row type. */
function outColumns(returns: string, parameters: string, catalog: Catalog): readonly Column[] | 'unknown' {
  if (returns.startsWith('TABLE(')) return splitParameters(returns.slice(6, -1)).map(({ name, type }) => plainColumn(name ?? '', type));
  const row_type = catalog.relation(tokenize(returns.replace(/^SETOF /, '')).filter((token) => token.kind !== 'symbol').map((token) => token.value));
  if (row_type && row_type.kind !== 'sequence') return catalog.columns(row_type) ?? 'unknown';
  const out = splitParameters(parameters).filter((it) => it.mode === 'OUT' || it.mode === 'INOUT');
  return out.map(({ name, type }, index) => plainColumn(name ?? `column${index + 1}`, type));
}

export interface Parameter {
  mode: string;
  name: string | null;
  type: string;
  /** From DEFAULT on; null where it must be given. */
  fallback: string | null;
  text: string;
}

const modes = new Set(['IN', 'OUT', 'INOUT', 'VARIADIC']);
const type_starts = new Set(['double', 'character', 'bit', 'timestamp', 'time', 'national', 'interval']);

/** The parameters that pg_get_function_arguments writes, taken apart by its own tokens. */
export function splitParameters(text: string): Parameter[] {
  if (text.trim() === '') return [];
  const parameters: Parameter[] = [];
  let depth = 0;
  let start = 0;
  for (const token of [...tokenize(text), { kind: 'symbol', value: ',', from: text.length, to: text.length }]) {
    if (token.kind === 'symbol' && (token.value === '(' || token.value === '[')) depth += 1;
    else if (token.kind === 'symbol' && (token.value === ')' || token.value === ']')) depth -= 1;
    else if (token.kind === 'symbol' && token.value === ',' && depth === 0) {
      parameters.push(parameterOf(text.slice(start, token.from).trim()));
      start = token.to;
    }
  }
  return parameters;
}

function parameterOf(text: string): Parameter {
  const tokens = tokenize(text);
  const first = tokens[0];
  const has_mode = first !== undefined && modes.has(text.slice(first.from, first.to)) && tokens.length > 1;
  const rest = has_mode ? tokens.slice(1) : tokens;
  const fallback = rest.find((token) => token.kind === 'word' && text.slice(token.from, token.to) === 'DEFAULT');
  const end = fallback?.from ?? text.length;
  const words = rest.filter((token) => token.from < end);
  const [name, second] = words;
  const is_named = name !== undefined && second !== undefined && (second.kind === 'word' || second.kind === 'quoted')
    && !(name.kind === 'word' && type_starts.has(fold(name.value)) && words.length > 1 && isTypeRest(second.value));
  const type = is_named ? text.slice(second.from, end) : text.slice(name?.from ?? 0, end);
  return { mode: has_mode ? text.slice(first.from, first.to) : 'IN', name: is_named ? name.value : null, type: type.trim(),
    fallback: fallback ? text.slice(fallback.to).trim() : null, text };
}

function isTypeRest(word: string): boolean {
  return ['precision', 'varying', 'without', 'with', 'character'].includes(word);
}
