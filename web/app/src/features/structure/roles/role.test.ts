import { expect, it } from 'vitest';
import { quoting } from '../change/quoting.ts';
import { changeRole, createRole, dropRole, empty_role, grantDefault, grantPrivileges, grantRole, revokeDefault, revokePrivilege, revokeRole, setPassword } from './role.ts';

const quote = quoting(new Map([['order', 'reserved']]));
const odd = 'o"dd 🐘';

it('makes a role: only what differs from what PostgreSQL gives by itself', () => {
  expect(createRole(quote, { ...empty_role, name: 'order' })).toEqual(['CREATE ROLE "order" LOGIN']);
  expect(createRole(quote, { ...empty_role, name: odd, may_login: false, is_superuser: true, inherits: false, connection_limit: ' 3 ', valid_until: '2027-01-01', comment: "it's" }, "SCRAM'")).toEqual([
    'CREATE ROLE "o""dd 🐘" SUPERUSER NOINHERIT CONNECTION LIMIT 3 VALID UNTIL \'2027-01-01\' PASSWORD \'SCRAM\'\'\'', 'COMMENT ON ROLE "o""dd 🐘" IS \'it\'\'s\'']);
  expect(createRole(quote, { ...empty_role, name: 'a', connection_limit: '1 SUPERUSER' })).toEqual([]);
  expect(createRole(quote, empty_role)).toEqual([]);
});

it('changes a role: what differs, the name last', () => {
  const before = { ...empty_role, name: 'a', connection_limit: '3', valid_until: '2027-01-01 00:00:00+00', comment: 'x' };
  expect(changeRole(quote, before, before)).toEqual([]);
  expect(changeRole(quote, before, { ...before, name: odd, may_login: false, connection_limit: '', valid_until: ' ', comment: '' })).toEqual([
    'ALTER ROLE a NOLOGIN CONNECTION LIMIT -1 VALID UNTIL \'infinity\'', 'COMMENT ON ROLE a IS NULL', 'ALTER ROLE a RENAME TO "o""dd 🐘"']);
  expect(changeRole(quote, before, { ...before, connection_limit: 'many' })).toEqual([]);
  expect(setPassword(quote, odd, null)).toEqual(['ALTER ROLE "o""dd 🐘" PASSWORD NULL']);
  expect(setPassword(quote, odd, 'v')).toEqual(['ALTER ROLE "o""dd 🐘" PASSWORD \'v\'']);
});

it('drops a role after what it owns was handed over or dropped', () => {
  expect(dropRole(quote, odd, { heir: '', drops_owned: false })).toEqual(['DROP ROLE "o""dd 🐘"']);
  expect(dropRole(quote, odd, { heir: 'order', drops_owned: true })).toEqual(['REASSIGN OWNED BY "o""dd 🐘" TO "order"', 'DROP OWNED BY "o""dd 🐘"', 'DROP ROLE "o""dd 🐘"']);
});

it('grants and revokes memberships and privileges', () => {
  expect(grantRole(quote, odd, 'a', true)).toEqual(['GRANT "o""dd 🐘" TO a WITH ADMIN OPTION']);
  expect(revokeRole(quote, odd, 'a', true)).toEqual(['REVOKE "o""dd 🐘" FROM a CASCADE']);
  const form = { on: 'schema', database: 'd b', schema: '', table: null, privileges: ['CREATE', 'USAGE', 'SELECT'], is_grantable: false } as const;
  expect(grantPrivileges(quote, odd, form)).toEqual([]);
  expect(grantPrivileges(quote, odd, { ...form, schema: 'S' })).toEqual(['GRANT CREATE, USAGE ON SCHEMA "S" TO "o""dd 🐘"']);
  expect(grantPrivileges(quote, odd, { ...form, schema: 'S', on: 'tables', is_grantable: true })).toEqual(['GRANT SELECT ON ALL TABLES IN SCHEMA "S" TO "o""dd 🐘" WITH GRANT OPTION']);
  expect(grantPrivileges(quote, odd, { ...form, on: 'database' })).toEqual(['GRANT CREATE ON DATABASE "d b" TO "o""dd 🐘"']);
  expect(grantPrivileges(quote, odd, { ...form, on: 'table', table: { schema: 'S', name: 'order' } })).toEqual(['GRANT SELECT ON TABLE "S"."order" TO "o""dd 🐘"']);
  expect(revokePrivilege(quote, odd, { kind: 'function', identity: 's.f(integer)', privilege: 'execute' }, false)).toEqual(['REVOKE EXECUTE ON FUNCTION s.f(integer) FROM "o""dd 🐘"']);
});

it('grants and revokes what others get of what will be made', () => {
  const form = { owner: odd, schema: '', kind: 'functions', grantee: '', privileges: ['EXECUTE', 'SELECT'], is_grantable: true } as const;
  expect(grantDefault(quote, form)).toEqual(['ALTER DEFAULT PRIVILEGES FOR ROLE "o""dd 🐘" GRANT EXECUTE ON FUNCTIONS TO PUBLIC WITH GRANT OPTION']);
  expect(grantDefault(quote, { ...form, schema: 'S', grantee: 'order', is_grantable: false })).toEqual(['ALTER DEFAULT PRIVILEGES FOR ROLE "o""dd 🐘" IN SCHEMA "S" GRANT EXECUTE ON FUNCTIONS TO "order"']);
  expect(grantDefault(quote, { ...form, privileges: [] })).toEqual([]);
  expect(revokeDefault(quote, { owner: 'a', schema: null, kind: 'tables', grantee: null, privilege: 'select' })).toEqual(['ALTER DEFAULT PRIVILEGES FOR ROLE a REVOKE SELECT ON TABLES FROM PUBLIC']);
});
