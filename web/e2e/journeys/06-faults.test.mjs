// What goes wrong beside the page: a role's proof lapses, a database is dropped, rights are taken away, the sign-in is
// ended elsewhere; and names that are not nice.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

/** Makes an ordinary role that signs in by its password, and a database of its own. @param {string} role */
async function makeRole(role) {
  assert.ok(cluster);
  await psql(cluster, `create role ${role} login password 'first'; grant studio_login to ${role}`, 'postgres');
  await psql(cluster, `create database ${role} owner ${role}`, 'postgres');
  await psql(cluster, `create table item (id int primary key, name text); insert into item values (1, 'one'); alter table item owner to ${role}`, role);
}

/** Signs in by role and password and connects to the role's database. @param {string} role */
async function come(role) {
  const visitor = await Visitor.come();
  const { page } = visitor;
  await page.goto(`${visitor.origin}/sign-in`);
  await page.getByRole('radio', { name: 'Database role' }).check({ force: true });
  await page.getByLabel('Role', { exact: true }).waitFor();
  assert.equal(await page.getByLabel('Role', { exact: true }).evaluate((field) => field === document.activeElement), true, 'one can type at once');
  await page.keyboard.type(role);
  await page.keyboard.press('Tab');
  await page.keyboard.type('first');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
  await page.getByLabel('Database').selectOption(role);
  await page.getByLabel('Name', { exact: true }).fill(role);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  visitor.connection = /\/c\/([^/]+)/.exec(page.url())?.[1] ?? '';
  return visitor;
}

describe('a proof that lapses', { skip: !cluster && 'needs the cluster of run.mjs' }, () => {
  const role = 'journey_proof';
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    assert.ok(cluster);
    await makeRole(role);
    // A second role, whose password and not whose membership is the proof.
    await psql(cluster, `create role ${role}_other login password 'old'; grant connect on database ${role} to ${role}_other`, 'postgres');
    visitor = await come(role);
    const { page } = visitor;
    await page.goto(`${visitor.origin}/connections/new`);
    await page.getByLabel('Name', { exact: true }).fill('other');
    await page.getByLabel('Database').selectOption(role);
    await page.getByRole('button', { name: 'Another role' }).click();
    await page.getByLabel('Role', { exact: true }).fill(`${role}_other`);
    await page.getByLabel(/^Password of/).fill('old');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.waitForURL(/\/tables$/);
  });
  after(() => visitor.leave());

  it('asks for the new password, refuses a wrong one, and goes on where one was', async () => {
    assert.ok(cluster);
    const { page } = visitor;
    await psql(cluster, `alter role ${role}_other password 'new'`, 'postgres');
    await page.reload();
    await page.getByRole('heading', { name: `Prove the role ${role}_other again` }).waitFor();
    const field = page.getByLabel(`Password of ${role}_other`);
    assert.equal(await field.evaluate((each) => each === document.activeElement), true);
    assert.equal(await page.getByRole('alert').count(), 0, 'it is asked once, not complained of beside');
    await field.fill('old');
    await page.getByRole('button', { name: 'Prove' }).click();
    await page.getByRole('alert').getByText('42501').waitFor();
    await field.fill('new');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await page.getByRole('navigation', { name: 'Explorer' }).getByRole('treeitem', { name: /item/ }).waitFor();
  });

  it('asks as soon as it lapses, without a reload, and loses no text', async () => {
    assert.ok(cluster);
    const { page } = visitor;
    await visitor.run('select 1');
    await visitor.write('select 40 + 2');
    // The server tells of the changed role: what the page reads anew is refused.
    await psql(cluster, `alter role ${role}_other password 'newest'`, 'postgres');
    await page.getByRole('heading', { name: `Prove the role ${role}_other again` }).waitFor();
    await page.getByLabel(`Password of ${role}_other`).fill('newest');
    await page.keyboard.press('Enter');
    await page.locator('.cm-content').getByText('select 40 + 2').waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});

describe('what is taken away', { skip: !cluster && 'needs the cluster of run.mjs' }, () => {
  const role = 'journey_loss';
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    await makeRole(role);
    visitor = await come(role);
  });
  after(() => visitor.leave());

  it('says that the role may not read a table any more', async () => {
    assert.ok(cluster);
    const { page } = visitor;
    await psql(cluster, `alter table item owner to postgres`, role);
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/item`);
    await page.getByRole('alert').getByText('permission denied for table item').waitFor();
    await psql(cluster, `alter table item owner to ${role}`, role);
    await page.getByRole('button', { name: 'Try again' }).click();
    await visitor.cell(0, 1).getByText('one').waitFor();
  });

  it('says that the database is gone, and lets one delete the connection', async () => {
    assert.ok(cluster);
    const { page } = visitor;
    await psql(cluster, `drop database ${role} with (force)`, 'postgres');
    await page.reload();
    await page.getByRole('alert').getByText(`database "${role}" does not exist`).first().waitFor();
    await page.getByRole('button', { name: / PG \d/ }).click();
    await page.getByRole('menuitem', { name: 'Delete this connection' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
  });

  it('leads to the sign-in page in every tab when the sign-in is ended elsewhere, and back to where one was', async () => {
    assert.ok(cluster);
    const { page } = visitor;
    await page.getByLabel('Database').selectOption('pagila');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    const second = await visitor.context.newPage();
    await second.goto(page.url());
    await second.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await psql(cluster, `delete from studio.session where account_id = (select id from studio.account where role = '${role}'::regrole)`, 'postgres');
    for (const each of [page, second]) await each.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    assert.match(page.url(), /next=/);
    await page.getByLabel('Role', { exact: true }).fill(role);
    await page.getByLabel('Password', { exact: true }).fill('first');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});

describe('names that are not nice', { skip: !cluster && 'needs the cluster of run.mjs' }, () => {
  const names = ['<img src=x onerror=alert(1)>', 'quote"\'`', 'مرحبا بالعالم', '😀'.repeat(15), 'a/b?c#d%2F', 'orders.2024', '..', ' '];
  const quoted = (/** @type {string} */ name) => `"${name.replaceAll('"', '""')}"`;
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    assert.ok(cluster);
    for (const name of names) await psql(cluster, `create table ${quoted(name)} (${quoted(name)} int); insert into ${quoted(name)} values (42)`);
    await psql(cluster, 'create table journey_nothing (); insert into journey_nothing default values');
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(async () => {
    assert.ok(cluster);
    for (const name of [...names, 'journey_nothing']) await psql(cluster, `drop table ${quoted(name)}`);
    await visitor.leave();
  });

  for (const name of names) {
    it(`opens ${JSON.stringify(name)} from the list, and again after a reload`, async () => {
      const { page } = visitor;
      await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Tables' }).click();
      const shown = name === ' ' ? '" "' : name;
      await page.locator('[role=gridcell] a').filter({ has: page.getByText(shown, { exact: true }) }).click();
      await visitor.cell(0, 0).getByText('42').waitFor();
      await page.reload();
      await visitor.cell(0, 0).getByText('42').waitFor();
    });
  }

  it('says that a table has rows and no columns', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/journey_nothing`);
    await visitor.page.getByText('public.journey_nothing has no columns.').waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
