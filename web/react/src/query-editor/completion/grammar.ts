// Reads the command templates of commands.ts and says what may follow at the cursor. A template is a line of words:
//   word      that word            #slot    a name or more of that kind
//   [a | b]   may be left out      (a | b)  one of these
//   {a}       any number of times  <a | b>  in parentheses
// Any other sign stands for itself.

import { isGroup, isName, isSymbol, isWord } from './tree.ts';
import type { Level, Node } from './tree.ts';

type Element =
  | { kind: 'word' | 'slot' | 'sign'; value: string }
  | { kind: 'optional' | 'choice' | 'repeat' | 'group'; choices: Element[][] };

const closing: Record<string, string> = { '[': ']', '(': ')', '{': '}', '<': '>' };
const kinds: Record<string, 'optional' | 'choice' | 'repeat' | 'group'> = { '[': 'optional', '(': 'choice', '{': 'repeat', '<': 'group' };

export type Template = Element[];

export function parseTemplate(line: string): Template {
  const words = line.match(/#?[a-z_]+|[^\s]/g) ?? [];
  let at = 0;
  const choices = (end: string | undefined): Element[][] => {
    const found: Element[][] = [[]];
    while (at < words.length) {
      const word = words[at] ?? '';
      at += 1;
      if (word === end) break;
      const kind = kinds[word];
      if (word === '|') found.push([]);
      else if (kind) found.at(-1)?.push({ kind, choices: choices(closing[word]) });
      else if (word.startsWith('#')) found.at(-1)?.push({ kind: 'slot', value: word.slice(1) });
      else found.at(-1)?.push({ kind: /[a-z]/.test(word) ? 'word' : 'sign', value: word });
    }
    return found;
  };
  return choices(undefined)[0] ?? [];
}

/** What may stand at the cursor. */
export interface Expected {
  /** Words that may come here, each with those that must follow it. */
  words: Set<string>;
  slots: Set<string>;
  /** The last relation that was named before the cursor; its columns are meant by #column. */
  relation: string[] | null;
  setting: string[] | null;
}

/** Compares the statement's nodes with a template; null where they do not fit. */
export function expectedBy(template: Template, path: readonly Level[], expected: Expected): void {
  const [top, ...deeper] = path;
  if (top) new Matcher(expected).sequence(template, new Set([0]), { nodes: top.nodes, cursor: top.index, deeper });
}

interface Input {
  nodes: readonly Node[];
  cursor: number;
  /** The levels below, where the cursor is in a group of this one. */
  deeper: readonly Level[];
}

class Matcher {
  readonly #expected: Expected;

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  sequence(elements: readonly Element[], starts: Set<number>, input: Input): Set<number> {
    let places = starts;
    for (const [index, element] of elements.entries()) {
      if (places.size === 0) break;
      places = this.#element(element, places, input, elements.slice(index + 1));
    }
    return places;
  }

  #choices(choices: readonly Element[][], starts: Set<number>, input: Input): Set<number> {
    return new Set(choices.flatMap((choice) => [...this.sequence(choice, starts, input)]));
  }

  #element(element: Element, starts: Set<number>, input: Input, rest: readonly Element[]): Set<number> {
    if (element.kind === 'optional') return new Set([...starts, ...this.#choices(element.choices, starts, input)]);
    if (element.kind === 'choice') return this.#choices(element.choices, starts, input);
    if (element.kind === 'repeat') return this.#repeated(element.choices, starts, input);
    const reached = new Set<number>();
    for (const start of starts) {
      const place = this.#one(element, start, input, rest);
      for (const end of place) reached.add(end);
    }
    return reached;
  }

  #repeated(choices: readonly Element[][], starts: Set<number>, input: Input): Set<number> {
    const all = new Set(starts);
    let fresh = starts;
    while (fresh.size > 0) {
      fresh = new Set([...this.#choices(choices, fresh, input)].filter((place) => !all.has(place)));
      for (const place of fresh) all.add(place);
    }
    return all;
  }

  #one(element: Element, at: number, input: Input, rest: readonly Element[]): number[] {
    const node = input.nodes[at];
    if (element.kind === 'group') {
      const inner = input.deeper[0];
      if (!isGroup(node)) return [];
      if (at !== input.cursor || !inner) return [at + 1];
      this.#choices(element.choices, new Set([0]), { nodes: inner.nodes, cursor: inner.index, deeper: input.deeper.slice(1) });
      return [];
    }
    if (!('value' in element)) return [];
    if (element.kind === 'slot') return this.#slot(element.value, at, input);
    if (at === input.cursor && node?.kind === 'cursor') {
      if (element.kind === 'word') this.#expected.words.add([element.value, ...wordsOf(rest)].join(' '));
      return [];
    }
    const fits = element.kind === 'word' ? isWord(node, element.value) : node !== undefined && node.kind !== 'word' && node.value === element.value;
    return fits ? [at + 1] : [];
  }

  #slot(slot: string, at: number, { nodes, cursor }: Input): number[] {
    if (slot === 'any') return this.#anything(at, nodes, cursor);
    let end = at;
    while (isName(nodes[end])) {
      if (end === cursor) {
        this.#expected.slots.add(slot);
        return [];
      }
      end += 1;
      if (!isSymbol(nodes[end], '.')) break;
      end += 1;
    }
    const node = nodes[at];
    if (slot === 'constant' && end === at && node && node.kind !== 'symbol') return [at + 1];
    if (end === at) return [];
    const name = nodes.slice(at, end).filter(isName).map((part) => part.value);
    if (slot === 'table' || slot === 'relation' || slot === 'view') this.#expected.relation ??= name;
    if (slot === 'setting') this.#expected.setting = name;
    return [slot === 'type' ? typeEnd(nodes, end) : end];
  }

  #anything(at: number, nodes: readonly Node[], cursor: number): number[] {
    const ends = [at];
    for (let end = at; end < nodes.length && end < cursor; end += 1) ends.push(end + 1);
    if (cursor >= at) this.#expected.slots.add('expression');
    return ends;
  }
}

/** character varying (10) [], double precision, timestamp (3) with time zone. */
function typeEnd(nodes: readonly Node[], start: number): number {
  let end = start;
  while (isWord(nodes[end], 'precision', 'varying', 'with', 'without', 'time', 'zone') || isGroup(nodes[end]) || isGroup(nodes[end], '[')) end += 1;
  return end;
}

/** The words that must follow, so that `if exists` is one choice. */
function wordsOf(rest: readonly Element[]): string[] {
  const words: string[] = [];
  for (const element of rest) {
    if (element.kind !== 'word') break;
    words.push(element.value);
  }
  return words;
}
