// Statements about roles: what they are, whose members they are, what they may do. Pure.

import type { Place, Quoting } from '../change/quoting.ts';

export interface RoleForm {
  name: string;
  may_login: boolean;
  is_superuser: boolean;
  may_create_databases: boolean;
  may_create_roles: boolean;
  inherits: boolean;
  may_replicate: boolean;
  bypasses_rls: boolean;
  /** Empty or −1: none. */
  connection_limit: string;
  /** A time as PostgreSQL reads it; empty: for ever. */
  valid_until: string;
  comment: string;
}

export const empty_role: RoleForm = {
  name: '', may_login: true, is_superuser: false, may_create_databases: false, may_create_roles: false, inherits: true, may_replicate: false, bypasses_rls: false,
  connection_limit: '', valid_until: '', comment: '',
};

/** What PostgreSQL gives a role of which nothing is said. */
const as_made: RoleForm = { ...empty_role, may_login: false };

const options = [
  ['may_login', 'LOGIN'], ['is_superuser', 'SUPERUSER'], ['may_create_databases', 'CREATEDB'], ['may_create_roles', 'CREATEROLE'], ['inherits', 'INHERIT'],
  ['may_replicate', 'REPLICATION'], ['bypasses_rls', 'BYPASSRLS'],
] as const;

const limit = (form: RoleForm): string => (form.connection_limit.trim() === '' ? '-1' : form.connection_limit.trim());
export const isLimit = (text: string): boolean => /^(-1|\d{1,9})?$/.test(text.trim());

/** The options that differ. @param verifier what stands for a password; undefined: unchanged, null: none any more */
function changed(quote: Quoting, before: RoleForm, after: RoleForm, verifier?: string | null): string[] {
  return [
    ...options.flatMap(([key, word]) => (before[key] === after[key] ? [] : [after[key] ? word : `NO${word}`])),
    ...(limit(before) === limit(after) ? [] : [`CONNECTION LIMIT ${limit(after)}`]),
    ...(before.valid_until.trim() === after.valid_until.trim() ? [] : [`VALID UNTIL ${quote.text(after.valid_until.trim() === '' ? 'infinity' : after.valid_until.trim())}`]),
    ...(verifier === undefined ? [] : [`PASSWORD ${verifier === null ? 'NULL' : quote.text(verifier)}`]),
  ];
}

function comment(quote: Quoting, name: string, before: string, after: string): string[] {
  return before === after ? [] : [`COMMENT ON ROLE ${quote.name(name)} IS ${after === '' ? 'NULL' : quote.text(after)}`];
}

export function createRole(quote: Quoting, form: RoleForm, verifier?: string): string[] {
  if (form.name === '' || !isLimit(form.connection_limit)) return [];
  return [['CREATE ROLE', quote.name(form.name), ...changed(quote, as_made, form, verifier)].join(' '), ...comment(quote, form.name, '', form.comment)];
}

/** What leads from one state to the other. The new name comes last; PostgreSQL forgets an MD5 password with it. */
export function changeRole(quote: Quoting, before: RoleForm, after: RoleForm): string[] {
  if (after.name === '' || !isLimit(after.connection_limit)) return [];
  const parts = changed(quote, before, after);
  return [
    ...(parts.length === 0 ? [] : [`ALTER ROLE ${quote.name(before.name)} ${parts.join(' ')}`]),
    ...comment(quote, before.name, before.comment, after.comment),
    ...(before.name === after.name ? [] : [`ALTER ROLE ${quote.name(before.name)} RENAME TO ${quote.name(after.name)}`]),
  ];
}

export function setPassword(quote: Quoting, role: string, verifier: string | null): string[] {
  return [`ALTER ROLE ${quote.name(role)} PASSWORD ${verifier === null ? 'NULL' : quote.text(verifier)}`];
}

/** `heir`: who gets what it owns in this database; empty: nobody. */
export function dropRole(quote: Quoting, role: string, { heir, drops_owned }: { heir: string; drops_owned: boolean }): string[] {
  return [
    ...(heir === '' ? [] : [`REASSIGN OWNED BY ${quote.name(role)} TO ${quote.name(heir)}`]),
    // Privileges go with it, and what was not handed over.
    ...(drops_owned ? [`DROP OWNED BY ${quote.name(role)}`] : []),
    `DROP ROLE ${quote.name(role)}`,
  ];
}

export function grantRole(quote: Quoting, role: string, member: string, is_admin: boolean): string[] {
  return role === '' || member === '' ? [] : [`GRANT ${quote.name(role)} TO ${quote.name(member)}${is_admin ? ' WITH ADMIN OPTION' : ''}`];
}

export function revokeRole(quote: Quoting, role: string, member: string, is_cascade: boolean): string[] {
  return [`REVOKE ${quote.name(role)} FROM ${quote.name(member)}${is_cascade ? ' CASCADE' : ''}`];
}

export interface ObjectPrivilege {
  kind: string;
  /** Quoted already. */
  identity: string;
  privilege: string;
}

export function revokePrivilege(quote: Quoting, role: string, { kind, identity, privilege }: ObjectPrivilege, is_cascade: boolean): string[] {
  return [`REVOKE ${privilege.toUpperCase()} ON ${kind.toUpperCase()} ${identity} FROM ${quote.name(role)}${is_cascade ? ' CASCADE' : ''}`];
}

/** On what can be granted to a role from its page: the database, or a schema and all of a kind in it, or one table. */
export const granted_on = {
  database: ['CONNECT', 'CREATE', 'TEMPORARY'],
  schema: ['USAGE', 'CREATE'],
  tables: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequences: ['USAGE', 'SELECT', 'UPDATE'],
  routines: ['EXECUTE'],
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
} as const;
export type GrantedOn = keyof typeof granted_on;

export interface PrivilegeForm {
  on: GrantedOn;
  database: string;
  schema: string;
  table: Place | null;
  privileges: readonly string[];
  is_grantable: boolean;
}

export function grantPrivileges(quote: Quoting, role: string, form: PrivilegeForm): string[] {
  const offered: readonly string[] = granted_on[form.on];
  const chosen = form.privileges.filter((each) => offered.includes(each));
  const what = placeOf(quote, form);
  if (chosen.length === 0 || what === null) return [];
  return [`GRANT ${chosen.join(', ')} ON ${what} TO ${quote.name(role)}${form.is_grantable ? ' WITH GRANT OPTION' : ''}`];
}

function placeOf(quote: Quoting, { on, database, schema, table }: PrivilegeForm): string | null {
  if (on === 'database') return `DATABASE ${quote.name(database)}`;
  if (on === 'table') return table && `TABLE ${quote.full(table)}`;
  if (schema === '') return null;
  return on === 'schema' ? `SCHEMA ${quote.name(schema)}` : `ALL ${on.toUpperCase()} IN SCHEMA ${quote.name(schema)}`;
}

export const default_kinds = { tables: granted_on.tables, sequences: granted_on.sequences, functions: ['EXECUTE'], types: ['USAGE'], schemas: ['USAGE', 'CREATE'] } as const;
export type DefaultKind = keyof typeof default_kinds;

export interface DefaultForm {
  /** Who will make the objects. */
  owner: string;
  /** Empty: in every schema. */
  schema: string;
  kind: DefaultKind;
  /** Empty: PUBLIC. */
  grantee: string;
  privileges: readonly string[];
  is_grantable: boolean;
}

export function grantDefault(quote: Quoting, form: DefaultForm): string[] {
  const offered: readonly string[] = default_kinds[form.kind];
  const chosen = form.privileges.filter((each) => offered.includes(each));
  if (chosen.length === 0 || form.owner === '') return [];
  return [`${defaultsOf(quote, form)} GRANT ${chosen.join(', ')} ON ${form.kind.toUpperCase()} TO ${form.grantee === '' ? 'PUBLIC' : quote.name(form.grantee)}${form.is_grantable ? ' WITH GRANT OPTION' : ''}`];
}

export function revokeDefault(quote: Quoting, given: { owner: string; schema: string | null; kind: string; grantee: string | null; privilege: string }): string[] {
  return [`${defaultsOf(quote, { owner: given.owner, schema: given.schema ?? '' })} REVOKE ${given.privilege.toUpperCase()} ON ${given.kind.toUpperCase()} FROM ${given.grantee === null ? 'PUBLIC' : quote.name(given.grantee)}`];
}

function defaultsOf(quote: Quoting, { owner, schema }: { owner: string; schema: string }): string {
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${quote.name(owner)}${schema === '' ? '' : ` IN SCHEMA ${quote.name(schema)}`}`;
}
