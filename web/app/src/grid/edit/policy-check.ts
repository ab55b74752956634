// Which policies let a change of a row through: for each that holds for the role a test, and the SQL that asks PostgreSQL what its
// expression is for that very row. Pure.

import type { CatalogRow, Parameter } from '@studio-pg/client';
import { quoteName } from '@studio-pg/react';
import type { StagedRow } from '@studio-pg/react/staged-changes';

export interface PolicyTest {
  policy: string;
  is_permissive: boolean;
  /** `find`: USING of the row as it is; `write`: WITH CHECK of the row as it becomes; `read`: it is read back, by the policies for SELECT. */
  phase: 'find' | 'write' | 'read';
  /** Null where the catalog does not tell it at the moment. */
  expression: string | null;
}

type Policies = readonly Pick<CatalogRow<'policies'>, 'name' | 'command' | 'is_permissive' | 'applies' | 'using' | 'with_check'>[];
type Command = 'insert' | 'update' | 'delete';

export const phaseWords = {
  find: 'to find the row, USING', write: 'for the row as it becomes, WITH CHECK', read: 'to read the row back, USING',
} as const;

export function commandOf(row: StagedRow): Command {
  return row.is_new ? 'insert' : row.is_deleted ? 'delete' : 'update';
}

export function policyTests(policies: Policies, command: Command): PolicyTest[] {
  const held = policies.filter((each) => each.applies);
  const of = (name: string): Policies => held.filter((each) => each.command === 'all' || each.command === name);
  const test = (phase: PolicyTest['phase'], expressionOf: (policy: Policies[number]) => string | null) => (policy: Policies[number]): PolicyTest =>
    ({ policy: policy.name, is_permissive: policy.is_permissive, phase, expression: expressionOf(policy) });
  const using = (policy: Policies[number]): string | null => policy.using;
  const written = (policy: Policies[number]): string | null => policy.with_check ?? policy.using;
  return [
    ...(command === 'insert' ? [] : of(command).map(test('find', using))),
    ...(command === 'delete' ? [] : of(command).map(test('write', written))),
    // Of a delete the row is read by its key.
    ...of('select').map(test(command === 'delete' ? 'find' : 'read', using)).filter((each) => command !== 'delete' || !of('delete').some((policy) => policy.name === each.policy)),
  ];
}

interface Statement {
  sql: string;
  parameters: Parameter[];
}

/** One row with the value of each test's expression; no row where the role does not see the row. Null: the row cannot be told apart. */
export function testsStatement(row: StagedRow, tests: readonly PolicyTest[], columns: readonly CatalogRow<'columns'>[]): Statement | null {
  const { schema, name } = row.relation;
  const table = `${quoteName(schema)}.${quoteName(name)}`;
  if (!row.is_new && (row.has_no_key === true || Object.keys(row.key).length === 0)) return null;
  const parameters: Parameter[] = [];
  const bind = (value: Parameter): string => `$${parameters.push(value === null ? null : String(value))}`;
  const is_old = tests.every((each) => each.phase === 'find');
  const base = row.is_new ? `NULL::${table}` : 'o';
  const where = Object.entries(row.key).map(([column, value]) => `o.${quoteName(column)} = ${bind(value)}`).join(' AND ');
  const from = row.is_new ? '' : ` FROM ${table} AS o WHERE ${where}`;
  const values = is_old ? '\'{}\'::pg_catalog.jsonb' : changedValues(row, columns, bind);
  const list = tests.map((each) => `(${each.expression ?? 'NULL'})::pg_catalog.bool`).join(', ');
  return {
    sql: `SELECT ${list} FROM (SELECT (pg_catalog.jsonb_populate_record(${base}, ${values})).*${from}) AS ${quoteName(name)}`, parameters,
  };
}

/** What the change writes, as a jsonb object: given values by PostgreSQL's input functions, and a new row's defaults that change nothing. */
function changedValues(row: StagedRow, columns: readonly CatalogRow<'columns'>[], bind: (value: Parameter) => string): string {
  const parts = columns.flatMap(({ column, type, default: expression, identity, is_generated }): string[] => {
    const staged = row.cells[column];
    if (staged?.kind === 'value') {
      const is_json = type === 'json' || type === 'jsonb';
      return [`pg_catalog.jsonb_build_object(${bind(column)}::pg_catalog.text, ${bind(staged.value)}::pg_catalog.${is_json ? 'jsonb' : 'text'})`];
    }
    const is_given = (row.is_new || staged?.kind === 'default') && expression !== null && identity === null && !is_generated && !/nextval/i.test(expression);
    return is_given ? [`pg_catalog.jsonb_build_object(${bind(column)}::pg_catalog.text, ${expression})`] : [];
  });
  return parts.length === 0 ? '\'{}\'::pg_catalog.jsonb' : parts.join(' || ');
}
