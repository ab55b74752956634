// Makes candidates of what the catalog and the scope hold. Where there may be very many, what does not match is left out
// before anything is made of it.

import type { Candidate, CandidateKind } from './candidate.ts';
import type { Column, Relation, RelationName, Routine } from './catalog.ts';
import type { Context } from './complete.ts';
import { isSystem } from './memory-catalog.ts';
import { commandRelation, referencedColumns, targetSource } from './owners.ts';
import { quoteName, quoteText } from './quote.ts';
import { matchQuality } from './rank.ts';
import type { Source } from './source.ts';
import { grammar_types } from './type-names.ts';
import { call_arguments, call_words } from './words.ts';

export function* columnCandidates(context: Context, which: 'scope' | 'output' | 'target' | 'using' | 'command' | 'owner'): Generator<Candidate> {
  const { scopes, catalog, needs } = context;
  if (which === 'scope') yield* scopeColumns(context);
  if (which === 'output') yield* outputColumns(context);
  if (which === 'target') {
    const target = targetSource(context);
    yield* columnsOf(context, target?.columns ?? [], target?.alias ?? '', usedNames(context), 90);
  }
  if (which === 'using') {
    const sources = scopes[0]?.sources.filter((source) => source.item.begin < context.place.from || source.item.end <= groupIndex(context)) ?? [];
    const joined = sources.at(-1);
    const others = sources.slice(0, -1);
    const common = joined?.columns?.filter((column) => others.some((other) => other.columns?.some((it) => it.name === column.name))) ?? [];
    yield* columnsOf(context, common, joined?.alias ?? '', usedNames(context), 90);
  }
  if (which === 'command') {
    const relation = commandRelation(context);
    if (relation) yield* columnsOf(context, catalog.columns(relation) ?? [], relation.name, usedNames(context), 90);
  }
  if (which === 'owner') {
    const owner = referencedColumns(context);
    if (!owner) return;
    yield* columnsOf(context, owner.columns, owner.alias, new Set(), 90);
    if (needs.slots.has('star')) yield { kind: 'column', label: '*', insert: '*', detail: `all of ${owner.alias}`, comment: null, weight: 50, order: 9999 };
  }
}

function groupIndex(context: Context): number {
  return context.place.path.at(-2)?.index ?? 0;
}

/** Names that the list at the cursor has already. */
function usedNames(context: Context): Set<string> {
  return new Set(context.nodes.flatMap((node, index) => ((node.kind === 'word' || node.kind === 'quoted') && index !== context.at ? [node.value] : [])));
}

function* columnsOf(context: Context, columns: readonly Column[], owner: string, used: ReadonlySet<string>, weight: number): Generator<Candidate> {
  for (const [order, column] of columns.entries()) {
    yield columnCandidate(column, quoteName(column.name, context.catalog.keywords), owner, used.has(column.name) ? weight - 60 : weight, order);
  }
}

function columnCandidate(column: Column, insert: string, owner: string, weight: number, order: number): Candidate {
  const type = column.type ?? '';
  return { kind: 'column', label: column.name, insert, detail: [type, owner].filter((part) => part !== '').join(' · '), comment: column.row?.comment ?? null, weight, order };
}

/** Columns of every source in sight, those of the nearest query first; qualified where the name alone is ambiguous. */
function* scopeColumns(context: Context): Generator<Candidate> {
  const { catalog, scopes, needs } = context;
  const hidden = new Set<string>();
  let order = 0;
  for (const [depth, scope] of scopes.entries()) {
    const sources = scope.sources;
    const owners = ownerCounts(sources);
    const weight = depth === 0 ? 90 : 70;
    for (const source of sources) {
      if (source.alias !== '') yield aliasCandidate(source, context, depth, sources.length);
      for (const column of source.columns ?? []) {
        const is_ambiguous = (owners.get(column.name) ?? 0) > 1 || hidden.has(column.name);
        const name = quoteName(column.name, catalog.keywords);
        const insert = is_ambiguous && source.alias !== '' ? `${quoteName(source.alias, catalog.keywords)}.${name}` : name;
        order += 1;
        yield columnCandidate(column, insert, source.alias, source.alias === 'excluded' ? weight - 20 : weight, order);
      }
    }
    for (const name of owners.keys()) hidden.add(name);
  }
  if (needs.slots.has('star') && scopes[0]) yield { kind: 'column', label: '*', insert: '*', detail: 'all columns', comment: null, weight: 20, order: 9999 };
}

/** How many sources have a column of that name; USING and NATURAL make one of two. */
function ownerCounts(sources: readonly Source[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const source of sources) {
    for (const column of source.columns ?? []) {
      const is_merged = source.item.using.includes(column.name) || (source.item.is_natural && counts.has(column.name));
      if (!is_merged || !counts.has(column.name)) counts.set(column.name, (counts.get(column.name) ?? 0) + 1);
    }
  }
  return counts;
}

function aliasCandidate(source: Source, context: Context, depth: number, count: number): Candidate {
  return { kind: 'alias', label: source.alias, insert: quoteName(source.alias, context.catalog.keywords),
    detail: source.relation && source.item.alias !== null ? source.relation.name : '', comment: source.relation?.comment ?? null, weight: (depth === 0 ? 75 : 65) - (count > 1 ? 0 : 10) };
}

/** The names that the select list gives, for ORDER BY and GROUP BY. */
function* outputColumns(context: Context): Generator<Candidate> {
  const scope = context.scopes[0];
  if (!scope) return;
  const arm = scope.query.arms[0];
  const list = arm?.clauses.find((clause) => clause.name === 'select');
  if (!list || !arm) return;
  const columns = context.found.outputOf(scope, arm) ?? [];
  for (const [order, column] of columns.entries()) {
    if (column.name === '' || column.name === '?column?') continue;
    yield columnCandidate(column, quoteName(column.name, context.catalog.keywords), 'output', 92, order);
  }
}

const relation_kinds: Record<string, (relation: Relation) => boolean> = {
  relation: (relation) => relation.kind !== 'sequence',
  table: (relation) => relation.kind === 'table' || relation.kind === 'partitioned_table' || relation.kind === 'foreign_table' || relation.kind === 'view',
  view: (relation) => relation.kind === 'view' || relation.kind === 'materialized_view',
  sequence: (relation) => relation.kind === 'sequence',
  table_column: (relation) => relation.kind !== 'sequence',
};

export function* relationCandidates(context: Context): Generator<Candidate> {
  const { needs, catalog, qualifiers, typed } = context;
  const wanted = Object.entries(relation_kinds).filter(([slot]) => needs.slots.has(slot)).map(([, test]) => test);
  const is_value_behind_schema = wanted.length === 0 && qualifiers.length > 0 && needs.slots.has('expression');
  if (is_value_behind_schema || wanted.length === 0) return;
  if (needs.slots.has('relation') && qualifiers.length === 0) {
    for (const table of context.found.common_tables) {
      yield { kind: 'common_table', label: table.name, insert: quoteName(table.name, catalog.keywords), detail: 'with', comment: null, weight: 95 };
    }
  }
  for (const relation of bestRelations(context, (relation) => wanted.some((test) => test(relation)))) {
    const candidate = relationCandidate(relation, context);
    if (candidate) yield candidate;
  }
  if (qualifiers.length === 0) yield* schemaCandidates(context, false);
  if (needs.slots.has('relation') && typed !== '') yield* setFunctions(context);
}

/** So many relations are weighed against all else; of the rest nobody would see one. */
const most_relations = 400;

/** The relations that match best, found in one pass: of 25,000 most are never made a candidate of. */
function bestRelations({ catalog, qualifiers, typed }: Context, test: (relation: Relation) => boolean): RelationName[] {
  const schema = qualifiers.at(-1);
  const by_score = new Map<number, RelationName[]>();
  for (const named of catalog.relationNames()) {
    const { relation, lower } = named;
    if (schema !== undefined && relation.schema !== schema) continue;
    const quality = matchQuality(typed, relation.name, lower);
    if (quality === 0 || !test(relation)) continue;
    const is_near = named.is_visible || schema !== undefined;
    const uses = catalog.usage(relationKind(relation), schema === undefined ? named.text : named.bare_text) > 0 ? 1 : 0;
    const rank = quality + (uses * 40) + (is_near ? 15 : 0) + (relation.partition_of === null ? 20 : 0) + (named.is_system ? 0 : 50);
    // Among equals the shorter name comes first.
    const score = rank * 64 - Math.min(relation.name.length, 63);
    const known = by_score.get(score);
    if (known) known.push(named);
    else by_score.set(score, [named]);
  }
  const best: RelationName[] = [];
  for (const score of [...by_score.keys()].sort((one, other) => other - one)) {
    best.push(...(by_score.get(score) ?? []).slice(0, most_relations - best.length));
    if (best.length >= most_relations) break;
  }
  return best;
}

export function relationKind(relation: Relation): CandidateKind {
  if (relation.kind === 'sequence') return 'sequence';
  return relation.kind === 'view' || relation.kind === 'materialized_view' ? 'view' : 'table';
}

function relationCandidate({ relation, is_visible, is_system, text, bare_text }: RelationName, { qualifiers, typed, needs }: Context): Candidate | null {
  const is_named = qualifiers.length > 0;
  if (is_system && !is_named && (typed === '' || (relation.schema === 'information_schema' && typed.length < 3))) return null;
  const is_view_as_target = relation.kind === 'view' && needs.slots.has('table') && !needs.slots.has('relation');
  const penalty = (is_named || is_visible ? 0 : 15) + (is_system ? 50 : 0) + (relation.partition_of === null ? 0 : 20) + (is_view_as_target ? 10 : 0);
  return { kind: relationKind(relation), label: relation.name, insert: is_named ? bare_text : text, detail: relation.schema,
    comment: relation.comment, weight: Math.max(0, 85 - penalty) };
}

/** Functions that give rows, where relations stand. */
function* setFunctions(context: Context): Generator<Candidate> {
  for (const candidate of functionsWhere(context, (routine) => (routine.returns ?? '').startsWith('SETOF ') || (routine.returns ?? '').startsWith('TABLE('))) {
    yield { ...candidate, weight: candidate.weight - 25 };
  }
}

export function* schemaCandidates(context: Context, is_named: boolean): Generator<Candidate> {
  for (const schema of context.catalog.schemas) {
    if (schema.is_system && context.typed === '' && !is_named) continue;
    const name = quoteName(schema.name, context.catalog.keywords);
    yield { kind: 'schema', label: schema.name, insert: is_named ? name : `${name}.`, detail: 'schema', comment: schema.comment,
      weight: is_named ? 90 - (schema.is_system ? 40 : 0) : schema.is_system ? 15 : 45, goes_on: !is_named };
  }
}

/** What nobody calls by hand: the parts of operators, types and indexes, as the comments of PostgreSQL's own catalog say. */
const internal_comment = /^(?:implementation of|I\/O|internal|(?:restriction|join) selectivity|aggregate |GiST |GIN |BRIN |SP-GiST |btree |hash |sort support|planner support|window ?$|less-equal|larger of|smaller of|index access method|access method)/i;

export function* functionCandidates(context: Context): Generator<Candidate> {
  const { needs, typed, qualifiers } = context;
  if (typed === '' && qualifiers.length === 0 && !needs.slots.has('procedure')) {
    yield* functionsWhere(context, (routine) => !isSystem(routine.schema) && context.catalog.isRoutineVisible(routine));
    return;
  }
  const is_call = needs.slots.has('procedure');
  yield* functionsWhere(context, (routine) => (needs.slots.has('function') || (routine.kind === 'procedure') === is_call));
  if (qualifiers.length > 0 || !needs.slots.has('expression')) return;
  for (const word of call_words) {
    const name = context.has_upper_words ? word.toUpperCase() : word;
    yield { kind: 'function', label: name, insert: `${name}()`, back: 1, detail: call_arguments[word] ?? '', comment: null, weight: 58 };
  }
}

function* functionsWhere(context: Context, test: (routine: Routine) => boolean): Generator<Candidate> {
  const { catalog, typed, qualifiers } = context;
  for (const routine of catalog.routines) {
    if (qualifiers.length > 0 && routine.schema !== qualifiers.at(-1)) continue;
    const quality = matchQuality(typed, routine.name);
    if (quality === 0 || !test(routine)) continue;
    const is_system = isSystem(routine.schema);
    if (is_system && (quality < 500 && typed !== '' || isInternal(routine))) continue;
    yield functionCandidate(routine, context, is_system, catalog.isRoutineVisible(routine) || qualifiers.length > 0);
  }
}

function isInternal(routine: Routine): boolean {
  if (routine.comment !== null && internal_comment.test(routine.comment)) return true;
  return /\b(?:internal|cstring)\b/.test(routine.arguments) || /\b(?:internal|cstring|_handler|trigger)\b/.test(routine.returns ?? '');
}

function functionCandidate(routine: Routine, context: Context, is_system: boolean, is_visible: boolean): Candidate {
  const { keywords } = context.catalog;
  const kind = keywords.get(routine.name);
  // A name of the grammar's functions needs no quotes before a parenthesis.
  const bare = kind === 'function_or_type_name' || (is_system && kind === 'column_name') ? routine.name : quoteName(routine.name, keywords);
  const name = is_visible ? bare : `${quoteName(routine.schema, keywords)}.${bare}`;
  const is_trigger = routine.returns === 'trigger';
  const has_parentheses = context.needs.slots.has('function') && !context.needs.slots.has('expression');
  return { kind: 'function', label: routine.name, insert: has_parentheses ? name : `${name}()`, ...(has_parentheses ? {} : { back: takesNothing(routine) ? 0 : 1 }),
    detail: `(${routine.arguments})${routine.returns === null ? '' : ` → ${routine.returns}`}`, comment: routine.comment,
    weight: (is_system ? 42 : is_visible ? 55 : 45) + (routine.kind === 'aggregate' ? 8 : 0) - (is_trigger ? 30 : 0) };
}

function takesNothing(routine: Routine): boolean {
  return routine.arguments === '' || routine.arguments.split(', ').every((parameter) => parameter.startsWith('OUT '));
}

export function* typeCandidates(context: Context): Generator<Candidate> {
  const { catalog, qualifiers, needs, typed } = context;
  if (qualifiers.length === 0 && !needs.slots.has('user_type')) {
    for (const [order, [name, comment]] of grammar_types.entries()) {
      yield { kind: 'type', label: name, insert: name, detail: '', comment, weight: 60, order };
    }
  }
  for (const type of catalog.types) {
    if (qualifiers.length > 0 && type.schema !== qualifiers.at(-1)) continue;
    const is_system = isSystem(type.schema);
    if (matchQuality(typed, type.name) === 0 || (is_system && (typed === '' || type.name.startsWith('pg_') && !typed.startsWith('pg')))) continue;
    const is_visible = qualifiers.length > 0 || catalog.typeNamed([type.name]) === type;
    const name = quoteName(type.name, catalog.keywords);
    yield { kind: 'type', label: type.name, insert: is_visible ? name : `${quoteName(type.schema, catalog.keywords)}.${name}`,
      detail: type.kind === 'base' ? type.schema : `${type.kind} · ${type.schema}`, comment: type.comment, weight: is_system ? 30 : typed === '' && !needs.slots.has('user_type') ? 50 : 80 };
  }
}

export function* settingCandidates(context: Context): Generator<Candidate> {
  const { catalog, needs, typed } = context;
  if (needs.slots.has('setting')) {
    for (const setting of catalog.settings) {
      if (matchQuality(typed, setting.name) === 0) continue;
      yield { kind: 'setting', label: setting.name, insert: setting.name, detail: `${setting.value}${setting.unit === null ? '' : ` ${setting.unit}`}`, comment: setting.comment,
        weight: setting.context === 'user' || setting.context === 'superuser' ? 70 : 50 };
    }
  }
  if (!needs.slots.has('setting_value')) return;
  const name = needs.setting?.join('.') ?? '';
  const setting = catalog.settings.find((it) => it.name.toLowerCase() === name);
  if (name === 'search_path') yield* schemaCandidates(context, true);
  for (const [order, choice] of settingChoices(setting?.type ?? '', setting?.choices ?? null).entries()) {
    const is_plain = /^[a-z_]+$/.test(choice) && catalog.keywords.get(choice) !== 'reserved';
    yield { kind: 'value', label: choice, insert: is_plain || choice === 'on' ? choice : quoteText(choice), detail: name, comment: null, weight: 90, order };
  }
}

function settingChoices(type: string, choices: string | null): string[] {
  if (type === 'bool') return ['on', 'off'];
  return choices === null ? [] : (JSON.parse(choices) as string[]);
}

export function* wordCandidates(context: Context): Generator<Candidate> {
  for (const [order, word] of [...new Set(context.needs.words)].entries()) {
    const label = context.has_upper_words ? word.toUpperCase() : word;
    yield { kind: 'keyword', label, insert: label, detail: '', comment: null, weight: context.needs.leading.includes(word) ? 96 : 60, order };
  }
}
