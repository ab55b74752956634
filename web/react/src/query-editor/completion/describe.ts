// What a name in the text means, in words: a relation with its columns, a column, a function, a type, a setting.

import type { Catalog, Column, Relation, Routine } from './catalog.ts';
import { contextAt } from './complete.ts';
import type { Context } from './complete.ts';
import { texts } from './memory-catalog.ts';
import { quoteName } from './quote.ts';
import type { Source } from './source.ts';
import { tokenize } from './tokens.ts';
import { isGroup } from './tree.ts';

export interface Description {
  /** Of the name in the text. */
  from: number;
  to: number;
  kind: string;
  title: string;
  /** Signatures, a definition. */
  code: string[];
  /** Short facts, one a line. */
  facts: string[];
  comment: string | null;
  /** A relation's columns: name, type, what else is to be said. */
  columns: { name: string; type: string; note: string }[];
  /** How many columns there are more. */
  more: number;
}

const columns_shown = 24;
const labels_shown = 20;

/** Null where there is no name, or none that is known. */
export function describeAt(text: string, offset: number, catalog: Catalog): Description | null {
  const token = tokenize(text).find((it) => it.from <= offset && offset <= it.to && (it.kind === 'word' || it.kind === 'quoted'));
  if (!token) return null;
  const end = token.kind === 'quoted' && token.is_closed ? token.to - 1 : token.to;
  const context = contextAt(text, end, catalog);
  if (!context) return null;
  const found = meaning(context, [...context.qualifiers, token.value]);
  return found && { from: token.from, to: token.to, ...found };
}

type Meaning = Omit<Description, 'from' | 'to'>;

function meaning(context: Context, name: string[]): Meaning | null {
  const { catalog, needs, nodes } = context;
  const own = name.at(-1) ?? '';
  const index = nodes.findIndex((node) => node.kind === 'cursor');
  const routines = isGroup(nodes[index + 1]) ? catalog.routinesNamed(name) : [];
  if (routines.length > 0) return routineMeaning(routines, catalog);
  if (needs.slots.has('type') || needs.slots.has('user_type')) return typeMeaning(name, catalog);
  if (needs.slots.has('setting')) return settingMeaning(name, catalog);
  const owner = context.qualifiers.at(-1);
  for (const scope of context.scopes) {
    for (const source of scope.sources) {
      if (owner !== undefined && source.alias !== owner) continue;
      const column = source.columns?.find((it) => it.name === own);
      const is_relation_here = needs.slots.has('relation') || needs.slots.has('table');
      if (column && !is_relation_here) return columnMeaning(column, source, catalog);
    }
  }
  const source = sourceAt(context, own, index);
  if (source) return sourceMeaning(source, catalog);
  const relation = catalog.relation(name);
  if (relation) return relationMeaning(relation, catalog.columns(relation), catalog);
  const table = context.found.common_tables.find((it) => name.length === 1 && it.name === own);
  if (table) return { ...empty('common table', own), ...columnLines(context.found.columnsOf(table) ?? [], null, catalog) };
  const all = catalog.routinesNamed(name);
  if (all.length > 0 && needs.slots.has('function')) return routineMeaning(all, catalog);
  return catalog.keywords.get(own) === 'reserved' ? null : typeMeaning(name, catalog);
}

function empty(kind: string, title: string): Meaning {
  return { kind, title, code: [], facts: [], comment: null, columns: [], more: 0 };
}

/** The source that an alias names, where it is used and where it is given. */
function sourceAt(context: Context, name: string, index: number): Source | null {
  if (context.qualifiers.length > 0) return null;
  const scope = context.scopes[0];
  const given = context.nodes === scope?.query.nodes
    ? scope.sources.find((source) => source.item.alias === null && source.item.end - 1 === index && index > source.item.begin && source.alias !== '') : undefined;
  if (given) return given;
  for (const { sources } of context.scopes) {
    const found = sources.find((source) => source.alias === name);
    if (found) return found;
  }
  return null;
}

function sourceMeaning(source: Source, catalog: Catalog): Meaning {
  if (source.relation) return relationMeaning(source.relation, source.columns, catalog);
  return { ...empty(source.common_table ? 'common table' : 'query', source.alias), ...columnLines(source.columns ?? [], null, catalog) };
}

function relationMeaning(relation: Relation, columns: readonly Column[] | null, catalog: Catalog): Meaning {
  const rows = Number(relation.estimated_rows);
  const size = catalog.size(relation.oid);
  const facts = [
    relation.kind === 'view' || relation.kind === 'sequence' ? null : rows < 0 ? 'never analyzed' : `about ${rows.toLocaleString('en-US')} rows`,
    size?.total_bytes == null ? null : `${size.is_exact ? '' : 'about '}${sizeText(Number(size.total_bytes))}`,
    relation.has_rls ? 'row-level security' : null,
    relation.may_select ? null : 'no right to read it',
  ].filter((fact) => fact !== null);
  return { ...empty(relation.kind.replaceAll('_', ' '), qualifiedName(relation, catalog)), facts: facts.length > 0 ? [facts.join(' · ')] : [], comment: relation.comment,
    ...columnLines(columns ?? [], relation, catalog) };
}

export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 || amount >= 100 ? amount.toFixed(0) : amount.toFixed(1)} ${units[unit] ?? ''}`;
}

function qualifiedName({ schema, name }: { schema: string; name: string }, catalog: Catalog): string {
  return `${quoteName(schema, catalog.keywords)}.${quoteName(name, catalog.keywords)}`;
}

function columnLines(columns: readonly Column[], relation: Relation | null, catalog: Catalog): Pick<Meaning, 'columns' | 'more'> {
  const shown = columns.slice(0, columns_shown).map((column) => ({ name: column.name, type: column.type ?? '', note: noteOf(column, relation, catalog) }));
  return { columns: shown, more: columns.length - shown.length };
}

function noteOf(column: Column, relation: Relation | null, catalog: Catalog): string {
  const { row } = column;
  const parts = [row?.primary_key_position ? 'primary key' : null, referenceText(column, relation, catalog), row && !row.is_nullable && !row.primary_key_position ? 'not null' : null];
  return parts.filter((part) => part !== null).join(', ');
}

/** `→ actor.actor_id`, of the first foreign key that the column is in. */
function referenceText(column: Column, relation: Relation | null, catalog: Catalog): string | null {
  if (!relation) return null;
  const name = column.row?.column ?? column.name;
  const key = catalog.foreignKeys(relation.oid).find((it) => it.relation === relation.oid && it.columns.includes(name));
  const other = key && catalog.relationByOid(key.referenced_relation);
  if (!key || !other) return null;
  return `→ ${quoteName(other.name, catalog.keywords)}.${quoteName(key.referenced_columns[key.columns.indexOf(name)] ?? '', catalog.keywords)}`;
}

function columnMeaning(column: Column, source: Source, catalog: Catalog): Meaning {
  const { row } = column;
  const type = column.type_oid === null ? null : catalog.typeByOid(column.type_oid);
  const facts = [
    row ? (row.is_nullable ? 'may be null' : 'not null') : null,
    row?.primary_key_position ? 'primary key' : null,
    row?.identity ? `identity, ${row.identity === 'always' ? 'always' : 'by default'}` : null,
    row?.default == null ? null : `${row.is_generated ? 'generated as' : 'default'} ${row.default}`,
    referenceText(column, source.relation, catalog),
    row?.collation ? `collation ${row.collation}` : null,
    type?.kind === 'enum' ? labelsText(texts(type.labels)) : null,
  ].filter((fact) => fact !== null);
  const owner = source.relation ? `${qualifiedName(source.relation, catalog)}.` : source.alias === '' ? '' : `${source.alias}.`;
  return { ...empty('column', `${owner}${quoteName(column.name, catalog.keywords)}`), code: column.type === null ? [] : [column.type], facts, comment: row?.comment ?? null };
}

function labelsText(labels: readonly string[]): string {
  const shown = labels.slice(0, labels_shown).map((label) => `'${label}'`).join(', ');
  return labels.length > labels_shown ? `${shown} and ${labels.length - labels_shown} more` : shown;
}

function routineMeaning(routines: readonly Routine[], catalog: Catalog): Meaning {
  const [first] = routines;
  if (!first) return empty('function', '');
  const ways = routines.slice(0, 8).map((routine) => `${routine.name}(${routine.arguments})${routine.returns === null ? '' : ` → ${routine.returns}`}`);
  const facts = [`${first.volatility} · ${first.language}${first.is_security_definer ? ' · security definer' : ''}`];
  if (routines.length > ways.length) facts.push(`and ${routines.length - ways.length} more ways to call it`);
  return { ...empty(first.kind, qualifiedName(first, catalog)), code: ways, facts, comment: first.comment };
}

function typeMeaning(name: string[], catalog: Catalog): Meaning | null {
  const type = catalog.typeNamed(name);
  if (!type) return null;
  return { ...empty(type.kind === 'base' ? 'type' : type.kind, qualifiedName(type, catalog)), code: type.definition === null ? [] : [type.definition],
    facts: type.labels === null ? [] : [labelsText(texts(type.labels))], comment: type.comment };
}

function settingMeaning(name: string[], catalog: Catalog): Meaning | null {
  const setting = catalog.settings.find((it) => it.name.toLowerCase() === name.join('.').toLowerCase());
  if (!setting) return null;
  const range = setting.minimum !== null && setting.maximum !== null ? `${setting.minimum} to ${setting.maximum}` : null;
  const facts = [setting.category, `${setting.type}, context ${setting.context}`, range,
    setting.choices === null ? null : texts(setting.choices).join(', ')].filter((fact) => fact !== null);
  return { ...empty('setting', setting.name), code: [`${setting.value}${setting.unit === null ? '' : ` × ${setting.unit}`}`], facts, comment: setting.comment };
}
