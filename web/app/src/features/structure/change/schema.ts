// Statements that change a schema. Pure.

import type { Quoting } from './quoting.ts';

export interface SchemaFacts { name: string; owner: string; comment: string }

/** What leads from one state to the other. The new name comes last. */
export function changeSchema(quote: Quoting, before: SchemaFacts, after: SchemaFacts): string[] {
  if (after.name === '' || after.owner === '') return [];
  const schema = `SCHEMA ${quote.name(before.name)}`;
  return [
    ...(before.comment === after.comment ? [] : [`COMMENT ON ${schema} IS ${after.comment === '' ? 'NULL' : quote.text(after.comment)}`]),
    ...(before.owner === after.owner ? [] : [`ALTER ${schema} OWNER TO ${quote.name(after.owner)}`]),
    ...(before.name === after.name ? [] : [`ALTER ${schema} RENAME TO ${quote.name(after.name)}`]),
  ];
}

export function dropSchema(quote: Quoting, name: string, is_cascade: boolean): string[] {
  return [`DROP SCHEMA ${quote.name(name)}${is_cascade ? ' CASCADE' : ''}`];
}

/** What can be granted, and on what. */
export const schema_grants = {
  schema: ['USAGE', 'CREATE'],
  tables: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequences: ['USAGE', 'SELECT', 'UPDATE'],
  routines: ['EXECUTE'],
} as const;
export type GrantedOn = keyof typeof schema_grants;

export interface SchemaGrantForm {
  on: GrantedOn;
  /** Empty: PUBLIC. */
  grantee: string;
  privileges: readonly string[];
  is_grantable: boolean;
}

/** On the schema, or on all of a kind that is in it now. */
export function grantInSchema(quote: Quoting, schema: string, { on, grantee, privileges, is_grantable }: SchemaGrantForm): string[] {
  const offered: readonly string[] = schema_grants[on];
  const chosen = privileges.filter((each) => offered.includes(each));
  if (chosen.length === 0) return [];
  const what = on === 'schema' ? `SCHEMA ${quote.name(schema)}` : `ALL ${on.toUpperCase()} IN SCHEMA ${quote.name(schema)}`;
  return [`GRANT ${chosen.join(', ')} ON ${what} TO ${grantee === '' ? 'PUBLIC' : quote.name(grantee)}${is_grantable ? ' WITH GRANT OPTION' : ''}`];
}

export function revokeOfSchema(quote: Quoting, schema: string, { grantee, privilege }: { grantee: string | null; privilege: string }, is_cascade: boolean): string[] {
  return [`REVOKE ${privilege.toUpperCase()} ON SCHEMA ${quote.name(schema)} FROM ${grantee === null ? 'PUBLIC' : quote.name(grantee)}${is_cascade ? ' CASCADE' : ''}`];
}
