// The call that the cursor stands in: the signatures of its function, and which argument is being written.

import type { Catalog } from './catalog.ts';
import { splitParameters } from './output.ts';
import { isName, isSymbol, placeAt } from './tree.ts';
import type { Node } from './tree.ts';
import { call_arguments } from './words.ts';

export interface Signature {
  /** Where the call's parenthesis stands. */
  from: number;
  name: string;
  /** Each way to call it: its parameters as they are written, and what it gives. */
  ways: { parameters: string[]; returns: string | null; comment: string | null }[];
  /** The argument at the cursor, from 0. */
  argument: number;
}

const ways_shown = 6;

export function signatureAt(text: string, cursor: number, catalog: Catalog): Signature | null {
  const place = placeAt(text, cursor, true);
  if (!place) return null;
  for (let depth = place.path.length - 1; depth > 0; depth -= 1) {
    const inner = place.path[depth];
    const outer = place.path[depth - 1];
    const group = outer?.nodes[outer.index];
    if (!inner || !outer || group?.kind !== 'group' || group.value !== '(') continue;
    const name = nameBefore(outer.nodes, outer.index);
    const ways = waysOf(name, catalog);
    if (ways.length === 0) continue;
    const argument = inner.nodes.slice(0, inner.index).filter((node) => isSymbol(node, ',')).length;
    const fitting = ways.filter((way) => accepts(way.parameters, argument));
    return { from: group.from, name: name.at(-1) ?? '', argument, ways: (fitting.length > 0 ? fitting : ways).slice(0, ways_shown) };
  }
  return null;
}

function accepts(parameters: readonly string[], argument: number): boolean {
  return argument < parameters.length || (argument === 0 && parameters.length === 0) || (parameters.at(-1)?.startsWith('VARIADIC') ?? false)
    || (parameters.at(-1)?.includes('…') ?? false);
}

function nameBefore(nodes: readonly Node[], index: number): string[] {
  const name: string[] = [];
  let at = index - 1;
  for (let node = nodes[at]; isName(node); node = nodes[at]) {
    name.unshift(node.value);
    if (!isSymbol(nodes[at - 1], '.')) break;
    at -= 2;
  }
  return name;
}

function waysOf(name: readonly string[], catalog: Catalog): Signature['ways'] {
  const last = name.at(-1) ?? '';
  const grammar = name.length === 1 && Object.hasOwn(call_arguments, last) ? call_arguments[last] : undefined;
  if (grammar !== undefined) return [{ parameters: grammar.split(', '), returns: null, comment: null }];
  return catalog.routinesNamed(name).map((routine) => ({
    parameters: splitParameters(routine.arguments).filter((parameter) => parameter.mode !== 'OUT').map((parameter) => parameter.text),
    returns: routine.returns, comment: routine.comment,
  }));
}
