// The words of queries, by where they may stand.

import type { ArmKind, ClauseName } from './query.ts';

/** Begin an operand of an expression. */
export const operand_words = ['case', 'not', 'null', 'true', 'false', 'current_date', 'current_timestamp', 'current_time', 'localtime', 'localtimestamp',
  'current_user', 'session_user', 'current_role', 'current_schema', 'interval', 'array'];

/** Written as functions, but of the grammar: no catalog lists them. */
export const call_words = ['exists', 'cast', 'coalesce', 'nullif', 'greatest', 'least', 'extract', 'trim', 'row', 'grouping', 'xmlelement', 'xmlforest'];

/** What a call of one of them takes, as the documentation writes it. */
export const call_arguments: Record<string, string> = {
  exists: 'query', cast: 'expression AS type', coalesce: 'value [, …]', nullif: 'value1, value2', greatest: 'value [, …]', least: 'value [, …]',
  extract: 'field FROM source', trim: '[LEADING | TRAILING | BOTH] [characters] FROM string', row: 'value [, …]', grouping: 'expression [, …]',
  xmlelement: 'NAME name [, content …]', xmlforest: 'content [AS name] [, …]',
};

/** Follow an operand. */
export const operator_words = ['and', 'or', 'is null', 'is not null', 'in', 'not in', 'like', 'not like', 'ilike', 'not ilike', 'between', 'not between',
  'is distinct from', 'is not distinct from', 'is true', 'is false', 'is not true', 'is not false', 'similar to', 'at time zone', 'collate'];

export const join_words = ['join', 'left join', 'inner join', 'right join', 'full join', 'cross join', 'natural join', 'left join lateral', 'cross join lateral'];

export const set_words = ['union', 'union all', 'intersect', 'except'];

export const extract_fields = ['year', 'month', 'day', 'hour', 'minute', 'second', 'epoch', 'dow', 'doy', 'isodow', 'isoyear', 'week', 'quarter', 'decade', 'century',
  'millennium', 'milliseconds', 'microseconds', 'timezone'];

const after_select: readonly [ClauseName, string][] = [
  ['into', 'into'], ['from', 'from'], ['where', 'where'], ['group by', 'group by'], ['having', 'having'], ['window', 'window'], ['order by', 'order by'],
  ['limit', 'limit'], ['offset', 'offset'], ['fetch', 'fetch first'], ['for', 'for update'], ['for', 'for share'],
];

const clauses: Partial<Record<ArmKind, readonly [ClauseName, string][]>> = {
  select: after_select,
  table: after_select,
  values: [['order by', 'order by'], ['limit', 'limit'], ['offset', 'offset']],
  insert: [['values', 'values'], ['values', 'default values'], ['on conflict', 'on conflict'], ['returning', 'returning']],
  update: [['set', 'set'], ['from', 'from'], ['where', 'where'], ['returning', 'returning']],
  delete: [['using', 'using'], ['where', 'where'], ['returning', 'returning']],
  merge: [['using', 'using'], ['on', 'on'], ['when', 'when matched'], ['when', 'when not matched']],
};

/** The clauses that may follow one, in the order of the grammar. */
export function laterClauses(arm: ArmKind, clause: ClauseName): string[] {
  const list = clauses[arm] ?? [];
  const at = list.findLastIndex(([name]) => name === clause);
  // Behind INTO there is still FROM; before any known clause everything may come.
  const words = list.slice(at + 1).map(([, word]) => word).filter((word) => word !== 'into' || clause === 'select');
  const has_sets = arm === 'select' || arm === 'values' || arm === 'table';
  return has_sets && clause !== 'limit' && clause !== 'offset' && clause !== 'for' ? [...words, ...set_words] : words;
}

/** What must follow a word that means nothing alone; the two words before the cursor come first, then the last. */
export const continuations: Record<string, string[]> = {
  'is not': ['null', 'true', 'false', 'unknown', 'distinct from'],
  is: ['null', 'not null', 'true', 'false', 'not true', 'not false', 'unknown', 'distinct from', 'not distinct from'],
  'is distinct': ['from'], 'not distinct': ['from'],
  order: ['by'], group: ['by'], partition: ['by'],
  left: ['join', 'outer join', 'join lateral'], right: ['join', 'outer join'], full: ['join', 'outer join'], outer: ['join'], inner: ['join'],
  cross: ['join', 'join lateral'], natural: ['join', 'left join', 'right join', 'full join', 'inner join'],
  nulls: ['first', 'last'], insert: ['into'], delete: ['from'], merge: ['into'], similar: ['to'],
  'union all': ['select', 'values', 'table'], union: ['all', 'select', 'values', 'distinct', 'table'], intersect: ['all', 'select', 'values'],
  except: ['all', 'select', 'values'],
  fetch: ['first', 'next'], for: ['update', 'share', 'no key update', 'key share'], 'for update': ['of', 'nowait', 'skip locked'],
  'for share': ['of', 'nowait', 'skip locked'], skip: ['locked'], 'no key': ['update'], 'at time': ['zone'], at: ['time zone'],
  'on conflict': ['do nothing', 'do update set', 'on constraint'], do: ['nothing', 'update set'], 'do update': ['set'],
  'with ordinality': [], 'within group': [], within: ['group'], 'default': ['values'],
  'grouping': ['sets'],
};
