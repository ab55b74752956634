// From a one-time link to the first connection, and what is refused on the way.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { freshLink, givenCluster, psql } from '../server.mjs';

describe('signing in', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => { visitor = await Visitor.come(); });
  after(() => visitor.leave());

  it('opens the sign-in page for whoever is not signed in, and keeps where he wanted to go', async () => {
    await visitor.page.goto(`${visitor.origin}/c/unknown/sql`);
    await visitor.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    assert.match(visitor.page.url(), /\/sign-in\?next=/);
  });

  it('says what the server says of a wrong password', async () => {
    await visitor.page.getByRole('radio', { name: 'Database role' }).check({ force: true });
    await visitor.page.getByRole('textbox', { name: 'Role' }).fill('nobody_of_that_name');
    await visitor.page.getByLabel('Password').fill('wrong');
    await visitor.page.getByRole('button', { name: 'Sign in' }).click();
    await visitor.page.getByRole('alert').getByText('28P01').waitFor();
  });

  it('signs in by the link alone and takes it out of the address', async () => {
    await visitor.page.goto('about:blank');
    await visitor.page.goto(visitor.address);
    await visitor.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await visitor.page.getByRole('heading', { name: 'Your first connection' }).or(visitor.page.getByRole('grid')).first().waitFor();
    assert.ok(!visitor.page.url().includes('link='));
  });

  it('lets an account without a connection see the connection page and nothing else', async (test) => {
    if (!/connections\/new/.test(visitor.page.url())) return test.skip('this account has a connection');
    await visitor.page.goto(`${visitor.origin}/c/00000000-0000-0000-0000-000000000000/tables`);
    await visitor.page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    assert.equal(await visitor.page.getByLabel('Database').inputValue(), 'pagila');
    assert.equal(await visitor.page.getByRole('navigation').count(), 0);
  });

  it('connects by one click', async () => {
    const connect = visitor.page.getByRole('button', { name: 'Connect', exact: true });
    if (await connect.isVisible()) await connect.click();
    await visitor.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  });

  it('is still signed in after a reload', async () => {
    await visitor.page.reload();
    await visitor.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  });

  it('refuses a link that was used, and explains', async (test) => {
    const cluster = givenCluster();
    if (!cluster) return test.skip('needs a cluster of its own');
    const other = await Visitor.come();
    const link = await freshLink(cluster);
    await other.page.goto(link);
    await other.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await other.context.clearCookies();
    await other.page.goto('about:blank');
    await other.page.goto(link);
    await other.page.getByRole('alert').getByText('28P01').waitFor();
    await other.leave();
  });

  it('signs out, and asks again', async (test) => {
    if (!givenCluster()) return test.skip('signing in again needs a second link');
    await visitor.page.getByRole('button', { name: /^Account/ }).click();
    await visitor.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await visitor.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    await visitor.page.goto(`${visitor.origin}/`);
    await visitor.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
  });

  it('lets an ordinary role in by its password, to a connection of its own', async (test) => {
    const cluster = givenCluster();
    if (!cluster) return test.skip('needs a cluster of its own');
    await psql(cluster, "create role journey login password 'correct horse' in role studio_login; grant select on film to journey");
    const { page } = visitor;
    await page.goto(`${visitor.origin}/sign-in`);
    await page.getByRole('radio', { name: 'Database role' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Role' }).fill('journey');
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    assert.equal(await page.getByLabel('Role').inputValue(), 'journey');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    assert.equal(await page.getByText('superuser', { exact: true }).count(), 0);
    await visitor.run('select current_user, session_user, (select count(*) from film)');
    assert.deepEqual(await Promise.all([0, 1, 2].map((column) => visitor.cell(0, column).innerText())), ['journey', 'journey', '1000']);
    await visitor.run('select * from staff');
    await page.getByRole('alert').getByText('permission denied for table staff').waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
