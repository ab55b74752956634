// Statements about who may do what with a relation: policies, privileges, rules. Pure.

import { alter } from './relation.ts';
import type { Target } from './relation.ts';
import type { Quoting } from './quoting.ts';

export interface PolicyForm {
  name: string;
  command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  is_permissive: boolean;
  /** Names with commas between them; empty: PUBLIC. */
  roles: string;
  using: string;
  with_check: string;
}

export const empty_policy: PolicyForm = { name: '', command: 'ALL', is_permissive: true, roles: '', using: '', with_check: '' };

/** Which of the two expressions a command's policy has. */
export const mayUse = (command: PolicyForm['command']): boolean => command !== 'INSERT';
export const mayCheck = (command: PolicyForm['command']): boolean => command !== 'SELECT' && command !== 'DELETE';

export function createPolicy(quote: Quoting, target: Target, form: PolicyForm): string[] {
  if (form.name === '') return [];
  const roles = rolesOf(quote, form);
  const parts = [
    `CREATE POLICY ${quote.name(form.name)} ON ${quote.full(target)}`,
    form.is_permissive ? '' : 'AS RESTRICTIVE', form.command === 'ALL' ? '' : `FOR ${form.command}`,
    roles === '' ? '' : `TO ${roles}`,
    mayUse(form.command) && form.using.trim() !== '' ? `USING (${form.using})` : '',
    mayCheck(form.command) && form.with_check.trim() !== '' ? `WITH CHECK (${form.with_check})` : '',
  ];
  return [parts.filter((part) => part !== '').join(' ')];
}

/** What leads from one state of a policy to the other; PostgreSQL changes neither its command nor its kind. The new name comes last. */
export function changePolicy(quote: Quoting, target: Target, before: PolicyForm, after: PolicyForm): string[] {
  if (after.name === '') return [];
  const parts = [
    before.roles === after.roles ? '' : `TO ${rolesOf(quote, after) || 'PUBLIC'}`,
    before.using === after.using || after.using.trim() === '' ? '' : `USING (${after.using})`,
    before.with_check === after.with_check || after.with_check.trim() === '' ? '' : `WITH CHECK (${after.with_check})`,
  ].filter((part) => part !== '');
  return [
    ...(parts.length === 0 ? [] : [`ALTER POLICY ${quote.name(before.name)} ON ${quote.full(target)} ${parts.join(' ')}`]),
    ...(before.name === after.name ? [] : [`ALTER POLICY ${quote.name(before.name)} ON ${quote.full(target)} RENAME TO ${quote.name(after.name)}`]),
  ];
}

/** Names with commas between them, quoted; PUBLIC is no name. */
function rolesOf(quote: Quoting, form: PolicyForm): string {
  const names = form.roles.split(',').map((each) => each.trim()).filter((each) => each !== '');
  return names.map((name) => (name.toUpperCase() === 'PUBLIC' ? 'PUBLIC' : quote.name(name))).join(', ');
}

export function dropPolicy(quote: Quoting, target: Target, name: string): string[] {
  return [`DROP POLICY ${quote.name(name)} ON ${quote.full(target)}`];
}

export function setRowSecurity(quote: Quoting, target: Target, is_on: boolean): string[] {
  return [`${alter(quote, target)} ${is_on ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`];
}

export function forceRowSecurity(quote: Quoting, target: Target, is_forced: boolean): string[] {
  return [`${alter(quote, target)} ${is_forced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`];
}

export function dropRule(quote: Quoting, target: Target, name: string): string[] {
  return [`DROP RULE ${quote.name(name)} ON ${quote.full(target)}`];
}

export interface GrantForm {
  /** Empty: PUBLIC. */
  grantee: string;
  privileges: readonly string[];
  is_grantable: boolean;
}

export const table_privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const;
export const sequence_privileges = ['USAGE', 'SELECT', 'UPDATE'] as const;

const object = (quote: Quoting, target: Target): string => `${target.kind === 'sequence' ? 'SEQUENCE' : 'TABLE'} ${quote.full(target)}`;
const role = (quote: Quoting, name: string): string => (name === '' ? 'PUBLIC' : quote.name(name));

export function grant(quote: Quoting, target: Target, form: GrantForm): string[] {
  if (form.privileges.length === 0) return [];
  return [`GRANT ${form.privileges.join(', ')} ON ${object(quote, target)} TO ${role(quote, form.grantee)}${form.is_grantable ? ' WITH GRANT OPTION' : ''}`];
}

/** `column` null: of the whole relation. */
export function revoke(quote: Quoting, target: Target, { grantee, privilege, column }: { grantee: string | null; privilege: string; column: string | null }): string[] {
  const what = `${privilege.toUpperCase()}${column === null ? '' : ` (${quote.name(column)})`}`;
  return [`REVOKE ${what} ON ${object(quote, target)} FROM ${role(quote, grantee ?? '')}`];
}
