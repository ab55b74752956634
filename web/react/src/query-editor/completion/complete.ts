// Completion: a text, a cursor, a catalog in memory; out of it what may be written there, the best first. It asks nobody
// and waits for nothing; what the catalog had not in memory is noted there as wanted.

import type { Candidate } from './candidate.ts';
import { columnCandidates, functionCandidates, relationCandidates, schemaCandidates, settingCandidates, typeCandidates, wordCandidates } from './candidates.ts';
import type { Catalog } from './catalog.ts';
import { conditionCandidates, joinCandidates } from './joins.ts';
import { referencedColumns } from './owners.ts';
import { ranked } from './rank.ts';
import { Resolver } from './scope.ts';
import type { Found, Scope } from './scope.ts';
import { chainStart, needsAt } from './slots.ts';
import type { Needs } from './slots.ts';
import { isWord, placeAt } from './tree.ts';
import type { Node, Place } from './tree.ts';
import { argumentValues, comparedColumn, valueCandidates } from './values.ts';

export interface Completion {
  /** What a choice takes the place of. */
  from: number;
  to: number;
  candidates: Candidate[];
  /** Whether the list opens by itself here, with nothing typed of the name. */
  opens: boolean;
}

/** All that the makers of candidates look at. */
export interface Context {
  catalog: Catalog;
  place: Place;
  nodes: readonly Node[];
  /** Where the qualified name at the cursor begins among the nodes. */
  at: number;
  /** What stands before the name, as far as it is written: `schema.`, `alias.`. */
  qualifiers: string[];
  /** In lower case. */
  typed: string;
  scopes: Scope[];
  found: Found;
  needs: Needs;
  has_upper_words: boolean;
}

/** Null where nothing is to be completed: in a comment, a number, the body of a function. */
export function complete(text: string, cursor: number, catalog: Catalog): Completion | null {
  const context = contextAt(text, cursor, catalog);
  if (!context) return null;
  const { place } = context;
  const candidates = ranked(place.prefix, candidatesOf(context), (kind, name) => catalog.usage(kind, name));
  return { from: place.from, to: place.to, candidates, opens: opensAlone(context, candidates) };
}

/** Behind a dot, FROM, JOIN, ON and the like, and where constants are proposed. */
function opensAlone({ place, nodes, at, qualifiers, needs }: Context, candidates: readonly Candidate[]): boolean {
  if (place.prefix !== '' || qualifiers.length > 0) return true;
  if (place.within !== 'nothing' || candidates[0]?.kind === 'value') return true;
  const previous = nodes[at - 1];
  return isWord(previous, 'from', 'join', 'on', 'into', 'update', 'table', 'using') || (at === 0 && needs.slots.has('target_column'));
}

export function contextAt(text: string, cursor: number, catalog: Catalog): Context | null {
  const place = placeAt(text, cursor);
  const level = place?.path.at(-1);
  if (!place || !level) return null;
  const at = chainStart(level.nodes, level.index);
  const found = new Resolver(catalog).scopesAt(place);
  const qualifiers = level.nodes.slice(at, level.index).flatMap((node) => (node.kind === 'word' || node.kind === 'quoted' ? [node.value] : []));
  return { catalog, place, nodes: level.nodes, at, qualifiers, typed: place.prefix.toLowerCase(), scopes: found.scopes, found,
    needs: needsAt(place, found.scopes[0]), has_upper_words: writesUpper(text, place, catalog) };
}

function* candidatesOf(context: Context): Generator<Candidate> {
  const { needs, place, qualifiers } = context;
  if (place.within === 'text') {
    yield* valueCandidates(context);
    yield* argumentValues(context);
    return;
  }
  if (qualifiers.length > 0) {
    yield* qualified(context);
    return;
  }
  const { slots } = needs;
  if (slots.has('joined')) yield* joinCandidates(context);
  if (slots.has('condition')) yield* conditionCandidates(context);
  if (slots.has('expression') || slots.has('column_or_expression')) yield* expressionCandidates(context);
  if (slots.has('output')) yield* columnCandidates(context, 'output');
  if (slots.has('target_column')) yield* columnCandidates(context, 'target');
  if (slots.has('using_column')) yield* columnCandidates(context, 'using');
  if (slots.has('column') || slots.has('column_or_expression')) yield* columnCandidates(context, 'command');
  if (slots.has('referenced')) yield* columnCandidates(context, 'command');
  yield* relationCandidates(context);
  if (slots.has('schema')) yield* schemaCandidates(context, true);
  if (slots.has('type') || slots.has('user_type')) yield* typeCandidates(context);
  if (slots.has('setting') || slots.has('setting_value')) yield* settingCandidates(context);
  if (slots.has('function') || slots.has('procedure')) yield* functionCandidates(context);
  if (place.within === 'nothing') yield* wordCandidates(context);
}

function* expressionCandidates(context: Context): Generator<Candidate> {
  if (comparedColumn(context)) yield* valueCandidates(context);
  yield* columnCandidates(context, 'scope');
  yield* functionCandidates(context);
  if (context.typed !== '') yield* schemaCandidates(context, false);
}

/** Behind a dot: columns of what the name means, else what the schema holds. */
function* qualified(context: Context): Generator<Candidate> {
  const { needs, qualifiers, catalog } = context;
  const { slots } = needs;
  const is_value = slots.has('expression') || slots.has('column_or_expression') || slots.has('target_column') || slots.has('condition') || slots.has('table_column');
  const owned = is_value ? referencedColumns(context) : null;
  if (owned) {
    yield* columnCandidates(context, 'owner');
    return;
  }
  const is_schema = qualifiers.length === 1 && catalog.schemas.some((schema) => schema.name === qualifiers[0]);
  if (!is_schema) return;
  yield* relationCandidates(context);
  if (slots.has('expression') || slots.has('function') || slots.has('procedure')) yield* functionCandidates(context);
  if (slots.has('type') || slots.has('user_type')) yield* typeCandidates(context);
}

/** Keywords are written as the ones that are there; without any, as what is being typed. */
function writesUpper(text: string, place: Place, catalog: Catalog): boolean {
  if (/[A-Z]/.test(place.prefix)) return place.prefix === place.prefix.toUpperCase();
  if (place.prefix !== '') {
    const first = place.path[0]?.nodes[0];
    if (first?.kind === 'cursor') return false;
  }
  let upper = 0;
  let lower = 0;
  for (const { nodes } of place.path) {
    for (const node of nodes) {
      if (node.kind !== 'word' || catalog.keywords.get(node.value) !== 'reserved') continue;
      const written = text.slice(node.from, node.to);
      if (written === written.toUpperCase()) upper += 1;
      else lower += 1;
    }
  }
  return upper > lower;
}
