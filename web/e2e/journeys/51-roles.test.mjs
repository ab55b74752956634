// Roles: made, changed, given a password, made members, granted privileges, and dropped, by forms.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const odd = 'ro"le \'x\' 🐘';
const quoted = '"ro""le \'x\' 🐘"';
const password = "corr'ect Hörse\\7";

describe('roles', () => {
  /** @type {Visitor} */
  let visitor;
  const given = /** @type {NonNullable<typeof cluster>} */ (cluster);
  /** @param {string} sql */
  const run = (sql) => psql(given, sql);
  const dialog = () => visitor.page.getByRole('dialog');
  const sql = () => dialog().getByLabel('SQL', { exact: true });
  const field = (/** @type {string} */ name) => dialog().getByLabel(name, { exact: true });
  const press = (/** @type {string} */ name) => visitor.page.getByRole('button', { name, exact: true }).click();
  const part = (/** @type {string} */ name) => visitor.page.getByRole('region', { name, exact: true });
  const chosen = (/** @type {string} */ name) => dialog().locator('label').filter({ has: visitor.page.getByText(name, { exact: true }) });
  /** @param {string} verb */
  const done = async (verb) => {
    await dialog().getByRole('button', { name: verb, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const dropAll = async () => {
    for (const role of [quoted, 'plain_role', 'other_role']) {
      await run(`do $$ begin if to_regrole(${`$q$${role}$q$`}) is not null then execute $q$drop owned by ${role}; drop role ${role}$q$; end if; end $$`);
    }
    await run('drop schema if exists "Ro ""s" cascade');
  };
  /** @param {string} word */
  const login = async (word) => {
    const answer = await fetch(`${visitor.origin}/api/v1/auth/login`, {
      method: 'POST', headers: { 'content-type': 'application/json', origin: visitor.origin }, body: JSON.stringify({ role: odd, password: word }),
    });
    return answer.status;
  };

  before(async () => {
    if (!cluster) return;
    await dropAll();
    await run('create schema "Ro ""s"; create table "Ro ""s"."T t" (id int primary key); create role other_role');
    await run('alter system set log_statement = \'all\'');
    await run('select pg_reload_conf()');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await run('alter system reset log_statement');
    await run('select pg_reload_conf()');
    await dropAll();
  });
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('R-10 makes a role whose password stays in the browser', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'More of the explorer' }).click();
    await page.getByRole('menuitem', { name: 'Roles' }).click();
    await page.getByRole('rowheader', { name: 'postgres', exact: true }).waitFor();
    assert.equal(await page.getByRole('rowheader', { name: 'pg_monitor', exact: true }).count(), 0);
    await assertAccessibleInBoth(page, 'the roles');
    await press('New role…');
    await field('Name').fill(odd);
    await field('Comment').fill('It\'s "odd"');
    await field('Connections at a time').fill('many');
    await dialog().getByText('This is no whole number.').waitFor();
    await field('Connections at a time').fill('3');
    await field('Password').fill('\u00a0no');
    await dialog().getByText('It holds characters that programs write in more than one way').waitFor();
    await field('Password').fill(password);
    await sql().getByText('SCRAM-SHA-256$4096:').waitFor();
    assert.ok(!(await sql().innerText()).includes('Hörse'));
    await assertAccessibleInBoth(page, 'a new role');
    await done('Create role');
    await page.getByRole('heading', { name: odd }).waitFor();
    await part('Member of').getByText('None.').waitFor();
    assert.equal(await run(`select rolcanlogin, rolconnlimit, shobj_description(oid, 'pg_authid') from pg_roles where rolname = $q$${odd}$q$`), 't|3|It\'s "odd"');
  });

  it('makes it a member, and it signs in by the password that was typed', async () => {
    await part('Member of').getByRole('button', { name: 'Join…' }).click();
    await chosen('studio_login').click();
    assert.equal(await sql().innerText(), `GRANT studio_login TO ${quoted};`);
    await done('Grant');
    await part('Member of').getByRole('link', { name: 'studio_login' }).waitFor();
    assert.equal(await login('wrong'), 401);
    assert.equal(await login(password), 200);
    const log = await readFile(/** @type {{log: string}} */ (/** @type {unknown} */ (given)).log, 'utf8');
    assert.match(log, /CREATE ROLE "ro""le 'x' 🐘"[^\n]*SCRAM-SHA-256/);
    assert.ok(!log.includes('Hörse'), 'the password is in the log');
    assert.equal(await psql(given, 'select count(*) from studio.query_history where sql like \'%Hörse%\'', 'postgres'), '0');
  });

  it('changes what it is, makes a password, removes it', async () => {
    const { page } = visitor;
    await press('Change…');
    await field('May create databases').check();
    await field('Connections at a time').fill('');
    await field('Name').fill('plain_role');
    assert.equal(await sql().innerText(), `BEGIN;\nALTER ROLE ${quoted} CREATEDB CONNECTION LIMIT -1;\nALTER ROLE ${quoted} RENAME TO plain_role;\nCOMMIT;`);
    await done('Change role');
    await page.getByRole('heading', { name: 'plain_role' }).waitFor();
    await page.getByText('log in, create databases').waitFor();
    await press('Password…');
    await press('Make one');
    assert.match(await field('New password').inputValue(), /^[A-Za-z0-9]{20}$/);
    await sql().getByText('SCRAM-SHA-256').waitFor();
    await assertAccessibleInBoth(page, 'a password');
    await done('Set the password');
    await press('Password…');
    await field('No password: it cannot log in by one').check();
    await done('Remove the password');
    assert.equal(await run("select rolpassword is null from pg_authid where rolname = 'plain_role'"), 't');
  });

  it('adds members, grants privileges on what there is and will be, and revokes each', async () => {
    const { page } = visitor;
    await part('Members').getByRole('button', { name: 'Add members…' }).click();
    await chosen('other_role').click();
    await field('With the right to make others members').check();
    await done('Grant');
    await page.getByRole('cell', { name: 'yes' }).or(part('Members').getByText('yes')).first().waitFor();

    await part('Granted to it in this database').getByRole('button', { name: 'Grant…' }).click();
    await field('On').selectOption('A schema');
    await field('Schema').selectOption('Ro "s');
    await chosen('USAGE').click();
    await done('Grant');
    await part('Granted to it in this database').getByRole('rowheader', { name: '"Ro ""s"', exact: true }).waitFor();
    await part('Granted to it in this database').getByRole('button', { name: 'Grant…' }).click();
    await field('On').selectOption('One table or view');
    await field('Table').selectOption('Ro "s.T t');
    await chosen('SELECT').click();
    await chosen('DELETE').click();
    assert.equal(await sql().innerText(), 'GRANT SELECT, DELETE ON TABLE "Ro ""s"."T t" TO plain_role;');
    await done('Grant');
    await page.getByRole('button', { name: 'Change delete on "Ro ""s"."T t" by postgres', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await done('Revoke');
    assert.equal(await run('select string_agg(privilege_type, \',\') from information_schema.table_privileges where grantee = \'plain_role\''), 'SELECT');

    await part('Default privileges').getByRole('button', { name: 'Grant by default…' }).click();
    await field('Schema').selectOption('Ro "s');
    await field('To').selectOption('other_role');
    await chosen('INSERT').click();
    await assertAccessibleInBoth(page, 'a default privilege');
    await done('Grant');
    await page.getByRole('button', { name: 'Change insert on tables of plain_role to other_role in Ro "s', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await done('Revoke');
    assert.equal(await run('select count(*) from pg_default_acl'), '0');
    await part('Members').getByRole('button', { name: 'Change other_role', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await done('Revoke');
    await part('Members').getByText('None.').waitFor();
    await assertAccessibleInBoth(page, 'a role');
  });

  it('drops it once what it owns has gone to another, and fits on a phone', async () => {
    const { page } = visitor;
    await run('create table "Ro ""s".mine (); alter table "Ro ""s".mine owner to plain_role');
    await page.setViewportSize({ width: 390, height: 800 });
    await press('Drop…');
    await dialog().getByRole('button', { name: 'Drop role', exact: true }).click();
    await dialog().getByText('role "plain_role" cannot be dropped because some objects depend on it').waitFor();
    await field('What it owns in this database goes to').selectOption('other_role');
    await field('Drop what it still owns, and revoke its privileges here').check();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await done('Drop role');
    await page.getByRole('rowheader', { name: 'other_role', exact: true }).waitFor();
    assert.equal(await page.getByRole('rowheader', { name: 'plain_role', exact: true }).count(), 0);
    assert.equal(await run('select tableowner from pg_tables where tablename = \'mine\''), 'other_role');
  });
});
