// The snippets that come with the studio. `${name}` is a place that Tab goes to.

import type { Snippet } from './kinds.ts';

const bodies: readonly (readonly [string, string, string])[] = [
  ['select', 'SELECT with WHERE and ORDER BY', 'select ${columns}\nfrom ${table}\nwhere ${condition}\norder by ${order};'],
  ['join', 'INNER JOIN', 'join ${table} on ${left} = ${right}'],
  ['leftjoin', 'LEFT JOIN', 'left join ${table} on ${left} = ${right}'],
  ['group', 'Count by group', 'select ${column}, count(*)\nfrom ${table}\ngroup by ${column}\norder by count(*) desc;'],
  ['cte', 'WITH query', 'with ${name} as (\n  ${query}\n)\nselect *\nfrom ${name};'],
  ['recursive', 'Recursive WITH query', 'with recursive ${name} as (\n  select ${start}\n  union all\n  select ${next}\n  from ${name}\n  where ${condition}\n)\nselect *\nfrom ${name};'],
  ['upsert', 'INSERT … ON CONFLICT … DO UPDATE', 'insert into ${table} (${columns})\nvalues (${values})\non conflict (${key}) do update\nset ${column} = excluded.${column}\nreturning *;'],
  ['update', 'UPDATE with WHERE', 'update ${table}\nset ${column} = ${value}\nwhere ${condition}\nreturning *;'],
  ['delete', 'DELETE with WHERE', 'delete from ${table}\nwhere ${condition}\nreturning *;'],
  ['window', 'Row number in a partition', 'row_number() over (partition by ${column} order by ${order})'],
  ['running', 'Running total', 'sum(${value}) over (partition by ${column} order by ${order} rows unbounded preceding)'],
  ['lateral', 'The first rows for each row', 'cross join lateral (\n  select ${columns}\n  from ${table}\n  where ${condition}\n  order by ${order}\n  limit ${count}\n) as ${alias}'],
  ['case', 'CASE', 'case\n  when ${condition} then ${value}\n  else ${other}\nend'],
  ['explain', 'EXPLAIN ANALYZE', 'explain (analyze, buffers, verbose)\n${statement};'],
  ['index', 'Index without a lock on writes', 'create index concurrently ${name}\non ${table} (${columns});'],
  ['table', 'CREATE TABLE', 'create table ${name} (\n  id bigint generated always as identity primary key,\n  ${column} ${type} not null,\n  created_at timestamptz not null default now()\n);'],
  ['transaction', 'A transaction that is rolled back', 'begin;\n${statement};\nrollback;'],
];

export const built_in_snippets: readonly Snippet[] = bodies.map(([name, description, body]) => ({ id: `built-in ${name}`, name, description, body, is_own: false }));
