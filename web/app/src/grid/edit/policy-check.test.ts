import { describe, expect, it } from 'vitest';
import type { StagedRow } from '@studio-pg/react/staged-changes';
import { policyTests, testsStatement } from './policy-check.ts';

const policy = (name: string, command: 'all' | 'select' | 'insert' | 'update' | 'delete', using: string | null, with_check: string | null = null, applies = true) =>
  ({ name, command, is_permissive: true, applies, using, with_check });
const policies = [
  policy('everything', 'all', 'a > 0'), policy('seen', 'select', 'b'), policy('added', 'insert', null, 'c'), policy('changed', 'update', 'd', 'e'),
  policy('another role', 'all', 'f', null, false),
];
const row: StagedRow = {
  id: '1', relation: { oid: 1, schema: 'public', name: 'flat"s' }, key: { id: 7 }, seen: { id: 7, note: 'x' }, expected: {},
  cells: { note: { kind: 'value', value: null } }, is_new: false, is_deleted: false,
};
const column = (name: string, type: string, expression: string | null = null) => ({
  oid: 1, schema: 'public', name: 'flat', column_number: 1, column: name, type, type_oid: 25, typmod: -1, is_nullable: true, default: expression, identity: null,
  is_generated: false, collation: null, primary_key_position: null, comment: null,
});
const short = (command: 'insert' | 'update' | 'delete'): string[] => policyTests(policies, command).map((each) => `${each.policy} ${each.phase} ${each.expression ?? ''}`);

describe('the policies that a change must pass', () => {
  it('are those for its command, by USING where a row is found and WITH CHECK where one is written, and those for SELECT', () => {
    expect(short('insert')).toEqual(['everything write a > 0', 'added write c', 'everything read a > 0', 'seen read b']);
    expect(short('update')).toEqual(['everything find a > 0', 'changed find d', 'everything write a > 0', 'changed write e', 'everything read a > 0', 'seen read b']);
  });

  it('are asked of the row as it is, or as it becomes, with every value as a parameter', () => {
    const [found] = policyTests(policies, 'update');
    const written = policyTests(policies, 'update').filter((each) => each.phase === 'write');
    expect(testsStatement(row, found ? [found] : [], [])).toEqual({
      sql: `SELECT (a > 0)::pg_catalog.bool FROM (SELECT (pg_catalog.jsonb_populate_record(o, '{}'::pg_catalog.jsonb)).* FROM "public"."flat""s" AS o WHERE o."id" = $1) AS "flat""s"`,
      parameters: ['7'],
    });
    expect(testsStatement(row, written, [column('note', 'text')])?.sql).toContain('pg_catalog.jsonb_build_object($2::pg_catalog.text, $3::pg_catalog.text)');
    expect(testsStatement({ ...row, has_no_key: true }, written, [])).toBeNull();
  });

  it("know a new row's defaults, but not the next number of a sequence", () => {
    const added = policyTests(policies, 'insert');
    const { sql } = testsStatement({ ...row, is_new: true, key: {}, cells: {} }, added, [column('tenant', 'text', 'CURRENT_USER'), column('id', 'integer', "nextval('s')")]) ?? { sql: '' };
    expect(sql).toContain('pg_catalog.jsonb_build_object($1::pg_catalog.text, CURRENT_USER)');
    expect(sql).not.toContain('nextval');
  });
});
