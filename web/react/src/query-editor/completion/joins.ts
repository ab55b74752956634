// JOIN partners and conditions out of foreign keys, in both directions and with all columns of a key.

import { relationKind } from './candidates.ts';
import type { Candidate } from './candidate.ts';
import type { Catalog, ForeignKey, Relation } from './catalog.ts';
import type { Context } from './complete.ts';
import { quoteName } from './quote.ts';
import { isWord } from './tree.ts';
import type { Source } from './source.ts';

/** Behind JOIN: relations that a foreign key connects with what is there, with alias and condition. */
export function* joinCandidates(context: Context): Generator<Candidate> {
  const { catalog, scopes, nodes, at } = context;
  const scope = scopes[0];
  if (!scope) return;
  const sources = scope.sources.filter((source) => source.item.end <= at && source.item.name?.at(-1) !== '');
  const has_condition = !isWord(nodes[at - 2], 'cross', 'natural') && !isWord(nodes[at - 3], 'natural');
  const taken = new Set(scope.sources.map((source) => source.alias));
  for (const [distance, source] of [...sources].reverse().entries()) {
    if (!source.relation) continue;
    for (const key of catalog.foreignKeys(source.relation.oid)) {
      for (const [other, pairs] of partners(key, source.relation.oid)) {
        const relation = catalog.relationByOid(other);
        if (!relation) continue;
        const alias = aliasFor(relation.name, taken, catalog);
        const name = relationText(relation, catalog);
        const text = has_condition ? `${name} ${alias} ${onWord(context)} ${conditionText(alias, source.alias, pairs, catalog)}` : `${name} ${alias}`;
        yield { kind: 'join', label: text, match: relation.name, insert: text, detail: relationKind(relation), comment: relation.comment,
          weight: 97 - (relation.partition_of === null ? 0 : 40) - Math.min(distance, 10) };
      }
    }
  }
}

function onWord(context: Context): string {
  return context.has_upper_words ? 'ON' : 'on';
}

type Pairs = readonly [joined: string, here: string][];

/** The other side of a key, and the pairs of columns; a key to its own table has two other sides. */
function partners(key: ForeignKey, here: number): [number, Pairs][] {
  const found: [number, Pairs][] = [];
  if (key.relation === here) found.push([key.referenced_relation, key.columns.map((column, index) => [key.referenced_columns[index] ?? '', column])]);
  if (key.referenced_relation === here) found.push([key.relation, key.columns.map((column, index) => [column, key.referenced_columns[index] ?? ''])]);
  return found;
}

function conditionText(joined: string, here: string, pairs: Pairs, catalog: Catalog): string {
  const text = (owner: string, column: string): string => `${quoteName(owner, catalog.keywords)}.${quoteName(column, catalog.keywords)}`;
  return pairs.map(([left, right]) => `${text(joined, left)} = ${text(here, right)}`).join(' and ');
}

function relationText(relation: Relation, catalog: Catalog): string {
  const name = quoteName(relation.name, catalog.keywords);
  return catalog.isVisible(relation.schema, relation.name) ? name : `${quoteName(relation.schema, catalog.keywords)}.${name}`;
}

/** The first letters of a name's words (film_actor: fa), with a number where that is taken or is a word of the grammar. */
export function aliasFor(name: string, taken: ReadonlySet<string>, catalog: Catalog): string {
  const letters = (name.match(/\p{Lu}(?=\p{Ll})|(?<![\p{L}\p{N}])\p{L}/gu) ?? []).join('').toLowerCase();
  const base = /^[a-z]+$/.test(letters) ? letters : 't';
  for (let number = 1; ; number += 1) {
    const alias = number === 1 ? base : `${base}${number}`;
    if (!taken.has(alias) && !catalog.keywords.has(alias)) return alias;
  }
}

/** A whole condition comes before the alias that it begins with, though that matches what is typed exactly. */
const beats_alias = 320;

/** Behind ON: whole conditions between the joined relation and those before it. */
export function* conditionCandidates(context: Context): Generator<Candidate> {
  const { scopes, at, catalog, typed } = context;
  const scope = scopes[0];
  if (!scope) return;
  const sources = scope.sources.filter((source) => source.item.end <= at);
  const joined = sources.at(-1);
  if (!joined) return;
  const others = sources.slice(0, -1).reverse();
  let order = 0;
  let has_keys = false;
  for (const other of others) {
    for (const text of keyConditions(joined, other, catalog)) {
      has_keys = true;
      order += 1;
      yield { kind: 'join', label: text, insert: text, detail: 'foreign key', comment: null, weight: typed !== '' && text.toLowerCase().startsWith(typed) ? beats_alias : 98, order };
    }
  }
  if (has_keys) return;
  for (const other of others) {
    for (const column of commonKeys(joined, other)) {
      order += 1;
      const text = conditionText(joined.alias, other.alias, [[column, column]], catalog);
      yield { kind: 'join', label: text, insert: text, detail: 'same name', comment: null, weight: 93, order };
    }
  }
}

function* keyConditions(joined: Source, other: Source, catalog: Catalog): Generator<string> {
  if (!joined.relation || !other.relation) return;
  for (const key of catalog.foreignKeys(joined.relation.oid)) {
    for (const [partner, pairs] of partners(key, joined.relation.oid)) {
      // `pairs` has the partner's column first.
      if (partner === other.relation.oid) yield conditionText(joined.alias, other.alias, pairs.map(([theirs, own]) => [own, theirs]), catalog);
    }
  }
}

/** Columns of one name that look like keys: views and partitions have no foreign keys. */
function commonKeys(joined: Source, other: Source): string[] {
  const names = new Set(other.columns?.map((column) => column.name));
  return (joined.columns ?? []).filter((column) => names.has(column.name) && /id$/i.test(column.name)).map((column) => column.name);
}
