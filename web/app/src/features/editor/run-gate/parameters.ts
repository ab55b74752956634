// The parameters that a text names, with their types, and the values that were given to them before. Values stay in this
// browser: by tab, and the last few of each name.

import type { AnalyzedStatement, Parameter, Parameters } from '@studio-pg/client';
import { readStored, removeStored, writeStored } from '../../../lib/storage.ts';
import { onTabClosed } from '../../../lib/tabs.ts';

export interface TextParameter {
  /** `title` for `:title`; `$1` for a number. */
  name: string;
  /** As PostgreSQL writes it; null where it could not be inferred. */
  type: string | null;
  type_oid: number;
}

/** What is typed; null stands for NULL, which an empty text is not. */
export type Values = Readonly<Record<string, string | null>>;

export type FieldKind = 'boolean' | 'number' | 'integer' | 'date' | 'time' | 'timestamp' | 'json' | 'text';

const kinds: Readonly<Record<string, FieldKind>> = {
  boolean: 'boolean', smallint: 'integer', integer: 'integer', bigint: 'integer', numeric: 'number', real: 'number',
  'double precision': 'number', date: 'date', 'time without time zone': 'time',
  'timestamp without time zone': 'timestamp', 'timestamp with time zone': 'timestamp', json: 'json', jsonb: 'json',
};

export function fieldKind(type: string | null): FieldKind {
  return type === null ? 'text' : kinds[type] ?? 'text';
}

/** Each parameter of the text once, in the order of appearance; the first statement that knows its type says it. */
export function parametersOf(statements: readonly AnalyzedStatement[]): TextParameter[] {
  const found = new Map<string, TextParameter>();
  for (const statement of statements) {
    for (const [index, { name, type, type_oid }] of statement.parameters.entries()) {
      const key = name ?? `$${index + 1}`;
      const known = found.get(key);
      if (known === undefined || (known.type === null && type !== null)) found.set(key, { name: key, type, type_oid });
    }
  }
  return [...found.values()];
}

/** As the server takes them: by name, or in the order of their numbers. */
export function bodyParameters(parameters: readonly TextParameter[], values: Values): Parameters {
  const valueOf = (name: string): Parameter => values[name] ?? null;
  if (parameters.every(({ name }) => name.startsWith('$'))) {
    const numbered = [...parameters].sort((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)));
    return numbered.map(({ name }) => valueOf(name));
  }
  return Object.fromEntries(parameters.map(({ name }) => [name, valueOf(name)]));
}

/** What is wrong with a text as a value of that kind, before the server would say so; null where nothing is. */
export function problemOf(kind: FieldKind, value: string | null): string | null {
  if (value === null) return null;
  if (kind === 'integer' && !/^\s*[+-]?\d+\s*$/.test(value)) return 'Not a whole number';
  if (kind === 'number' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$|^(NaN|-?Infinity)$/i.test(value)) return 'Not a number';
  if (kind === 'json') return jsonProblem(value);
  if (kind !== 'text' && value.trim() === '') return 'No value yet: NULL is a choice of its own';
  return null;
}

function jsonProblem(value: string): string | null {
  try {
    JSON.parse(value);
    return null;
  } catch {
    return 'Not JSON';
  }
}

/** Whether every parameter has a value that may be sent without asking again. */
export function isComplete(parameters: readonly TextParameter[], values: Values): boolean {
  return parameters.every(({ name, type }) => name in values && problemOf(fieldKind(type), values[name] ?? null) === null);
}

const recent_limit = 8;

export function readValues(connection: string, tab: string): Values {
  const kept = readStored(valuesName(connection, tab));
  if (kept === null || typeof kept !== 'object') return {};
  const entries = Object.entries(kept).filter(([, value]) => value === null || typeof value === 'string');
  return Object.fromEntries(entries);
}

/** Keeps the values of a tab, and adds them to the recent ones of their names. */
export function keepValues(connection: string, tab: string, values: Values): void {
  writeStored(valuesName(connection, tab), { ...readValues(connection, tab), ...values });
  const recent = readRecent(connection);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') continue;
    recent[name] = [value, ...(recent[name] ?? []).filter((other) => other !== value)].slice(0, recent_limit);
  }
  writeStored(recentName(connection), recent);
}

/** Values that were given to a name in any tab of the connection, the newest first. */
export function recentValues(connection: string, name: string): readonly string[] {
  return readRecent(connection)[name] ?? [];
}

function readRecent(connection: string): Record<string, string[]> {
  const kept = readStored(recentName(connection));
  if (kept === null || typeof kept !== 'object') return {};
  const lists = Object.entries(kept).filter(([, list]) => Array.isArray(list) && list.every((value) => typeof value === 'string'));
  return Object.fromEntries(lists);
}

const valuesName = (connection: string, tab: string): string => `query.${connection}.${tab}.parameters`;
const recentName = (connection: string): string => `parameters.${connection}`;

onTabClosed((connection, tab) => {
  if (tab.kind === 'query') removeStored(valuesName(connection, tab.id));
});
