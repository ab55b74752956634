// Constants that are likely at a place: the labels of an enum, true and false, what is common in the column.

import type { Candidate } from './candidate.ts';
import type { Column } from './catalog.ts';
import type { Context } from './complete.ts';
import { texts } from './memory-catalog.ts';
import { referenced } from './output.ts';
import { targetSource } from './owners.ts';
import { quoteName, quoteText } from './quote.ts';
import { matchQuality } from './rank.ts';
import type { Source } from './source.ts';
import { isGroup, isName, isSymbol, isWord, splitAtCommas } from './tree.ts';
import type { Node } from './tree.ts';

const comparisons = new Set(['=', '<>', '!=', '<', '>', '<=', '>=']);
const number_types = /^(?:smallint|integer|bigint|numeric|real|double precision)/;

interface Compared {
  column: Column;
  source: Source | null;
}

/** The column that the operand at the cursor is compared with, is assigned to, or is a value of. */
export function comparedColumn(context: Context): Compared | null {
  const { nodes, at, place } = context;
  const start = at;
  const here = operatorColumn(context, nodes, start);
  if (here) return here;
  const above = place.path.at(-2);
  const group = above?.nodes[above.index];
  if (!above || !isGroup(group) && !isGroup(group, '[')) return null;
  const before = above.nodes[above.index - 1];
  if (isWord(before, 'in')) {
    const not = isWord(above.nodes[above.index - 2], 'not') ? 1 : 0;
    return columnEndingAt(context, above.nodes, above.index - 1 - not);
  }
  if (isWord(before, 'any', 'all', 'some')) return operatorColumn(context, above.nodes, above.index - 1);
  if (isWord(before, 'array')) {
    const outer = place.path.at(-3);
    return outer ? operatorColumn(context, outer.nodes, outer.index - 1) : null;
  }
  if (isGroup(group) && context.scopes[0]?.clause.name === 'values') return insertedColumn(context, group.nodes);
  return null;
}

function operatorColumn(context: Context, nodes: readonly Node[], at: number): Compared | null {
  const operator = nodes[at - 1];
  if (operator?.kind === 'operator' && comparisons.has(operator.value)) return columnEndingAt(context, nodes, at - 1);
  if (isWord(operator, 'from') && isWord(nodes[at - 2], 'distinct') && isWord(nodes[at - 3], 'is', 'not')) {
    const is = isWord(nodes[at - 3], 'not') ? at - 4 : at - 3;
    return isWord(nodes[is], 'is') ? columnEndingAt(context, nodes, is) : null;
  }
  // CASE column WHEN value.
  if (isWord(operator, 'when')) {
    const open = nodes.slice(0, at).findLastIndex((node) => isWord(node, 'case'));
    const first = nodes.findIndex((node, index) => index > open && isWord(node, 'when'));
    return open >= 0 && first > open + 1 ? columnEndingAt(context, nodes, first) : null;
  }
  return null;
}

function columnEndingAt(context: Context, nodes: readonly Node[], end: number): Compared | null {
  const name: string[] = [];
  let at = end;
  while (isName(nodes[at - 1])) {
    const part = nodes[at - 1];
    if (isName(part)) name.unshift(part.value);
    at -= 1;
    if (!isSymbol(nodes[at - 1], '.')) break;
    at -= 1;
  }
  if (name.length === 0) return null;
  for (const scope of context.scopes) {
    const sources = scope.clause.name === 'set' && name.length === 1 ? [...scope.sources] : scope.sources;
    const column = referenced(name, sources);
    if (column) return { column, source: sources.find((source) => source.columns?.includes(column)) ?? null };
  }
  return null;
}

/** The column that a place of a VALUES row is for. */
function insertedColumn(context: Context, row: readonly Node[]): Compared | null {
  const scope = context.scopes[0];
  const target = targetSource(context);
  if (!scope || !target || scope.arm.kind !== 'insert') return null;
  const list = scope.query.nodes.slice(scope.arm.begin, scope.clause.begin).find((node) => isGroup(node));
  const names = list && isGroup(list) ? list.nodes.filter(isName).map((node) => node.value) : target.columns?.map((column) => column.name) ?? [];
  const index = splitAtCommas(row.slice(0, context.nodes.findIndex((node) => node.kind === 'cursor') + 1)).length - 1;
  const column = target.columns?.find((it) => it.name === names[index]);
  return column ? { column, source: target } : null;
}

export function* valueCandidates(context: Context): Generator<Candidate> {
  const compared = comparedColumn(context);
  if (!compared) return;
  const { column, source } = compared;
  const { catalog, place } = context;
  if (column.type === 'boolean' && place.within === 'nothing') {
    for (const [order, word] of ['true', 'false'].entries()) {
      const label = context.has_upper_words ? word.toUpperCase() : word;
      yield { kind: 'value', label, insert: label, detail: column.name, comment: null, weight: 97, order };
    }
    return;
  }
  const type = column.type_oid === null ? null : catalog.typeByOid(column.type_oid);
  const labels = type?.kind === 'enum' ? texts(type.labels) : [];
  const common = labels.length > 0 || !source?.relation ? [] : catalog.commonValues(source.relation.oid, column.row?.column ?? column.name);
  const is_number = number_types.test(column.type ?? '');
  for (const [order, value] of (labels.length > 0 ? labels : common).entries()) {
    if (is_number && place.within === 'text') continue;
    const text = is_number ? value : quoteText(value);
    // Numbers come by themselves only: nobody looks for a key among the common ones by typing.
    yield { kind: 'value', label: text, match: value, insert: text, detail: labels.length > 0 ? type?.name ?? '' : `common in ${column.name}`, comment: null,
      weight: is_number ? 40 : 97, order };
  }
}

const name_functions = new Set(['nextval', 'currval', 'setval', 'pg_get_serial_sequence', 'to_regclass', 'pg_relation_size', 'pg_total_relation_size', 'pg_table_size']);

/** Names that some functions take as text. */
export function* argumentValues(context: Context): Generator<Candidate> {
  const above = context.place.path.at(-2);
  const before = above?.nodes[above.index - 1];
  if (before?.kind !== 'word' || context.at !== 0) return;
  const { catalog, typed } = context;
  if (before.value === 'current_setting' || before.value === 'set_config') {
    for (const setting of catalog.settings) {
      if (matchQuality(typed, setting.name) > 0) yield { kind: 'setting', label: setting.name, insert: quoteText(setting.name), detail: setting.value, comment: setting.comment, weight: 80 };
    }
    return;
  }
  if (!name_functions.has(before.value)) return;
  const is_sequence = before.value.endsWith('val');
  for (const relation of catalog.relations) {
    if ((relation.kind === 'sequence') !== is_sequence || matchQuality(typed, relation.name) === 0 || relation.schema === 'pg_catalog' || relation.schema === 'information_schema') continue;
    const name = quoteName(relation.name, catalog.keywords);
    const text = catalog.isVisible(relation.schema, relation.name) ? name : `${quoteName(relation.schema, catalog.keywords)}.${name}`;
    yield { kind: is_sequence ? 'sequence' : 'table', label: relation.name, insert: quoteText(text), detail: relation.schema, comment: relation.comment, weight: 80 };
  }
}
