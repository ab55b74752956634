// Connections: the list with its live status, the form for this server and for another one, a pasted string, an honest
// test, colors, the switcher, and the password that is asked for again.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, startRemote } from '../server.mjs';

describe('connections', () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Awaited<ReturnType<typeof startRemote>> | null} */
  let remote = null;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    const cluster = givenCluster();
    if (cluster) remote = await startRemote(cluster);
  });
  after(async () => {
    await visitor.leave();
    await remote?.stop();
  });

  const line = (/** @type {string} */ name) => visitor.page.getByRole('listitem').filter({ has: visitor.page.getByRole('link', { name, exact: true }) });
  const openList = async () => {
    await visitor.page.goto(`${visitor.origin}/connections`);
    await visitor.page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
  };

  it('lists them with what the server says of each', async () => {
    await openList();
    await line('pagila').getByRole('img', { name: 'reachable' }).waitFor();
    await line('pagila').getByText(/PostgreSQL \d+.* as postgres, .*ms/).waitFor();
    await line('pagila').getByText('superuser').waitFor();
    await assertAccessible(visitor.page, 'connections');
  });

  it('makes a second one of this server, with a color, after a test', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'New connection' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('The name is missing.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'name');
    await page.getByRole('textbox', { name: 'Name' }).fill('second');
    await page.getByRole('radio', { name: 'Orange' }).check({ force: true });
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/It works\. PostgreSQL .* as postgres/).waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    const band = () => page.evaluate(() => getComputedStyle(document.querySelector('header') ?? document.body).borderBottomColor);
    assert.equal(await band(), 'rgb(194, 65, 12)');
    await page.getByRole('button', { name: 'New query' }).click();
    const tab = page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link').first();
    assert.equal(await tab.evaluate((element) => getComputedStyle(element.parentElement ?? element).borderTopColor), 'rgb(194, 65, 12)');
  });

  it('takes a setting that is wrong to its field, folded as it is', async () => {
    const { page } = visitor;
    await page.goto(`${visitor.origin}/connections/new`);
    await page.getByText('Sessions and limits').click();
    await page.getByLabel('Row limit').fill('many');
    await page.getByText('Sessions and limits').click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('The row limit is a whole number from 1 to 1000000000.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'row_limit');
    await assertAccessible(visitor.page, 'the whole form with a problem');
  });

  it('tells production apart on every tab', async () => {
    const { page } = visitor;
    await openList();
    await line('second').getByRole('button', { name: 'Change second' }).click();
    await page.getByRole('heading', { name: 'Change second' }).waitFor();
    await page.getByLabel('Environment').selectOption('production');
    await page.getByLabel(/^Read only/).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await line('second').getByText('production').waitFor();
    await line('second').getByText('read only: the connection is read only; the role itself could write').waitFor();
    await line('second').getByRole('link', { name: 'second' }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    const tab = page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link').first();
    assert.equal(await tab.evaluate((element) => getComputedStyle(element.parentElement ?? element).borderTopColor), 'rgb(179, 38, 30)');
    await assertAccessible(visitor.page, 'production');
  });

  it('switches by the keyboard alone', async () => {
    const { page } = visitor;
    await page.keyboard.press('Alt+c');
    await page.getByRole('dialog', { name: 'Connections' }).waitFor();
    await page.keyboard.type('pagi');
    await page.getByRole('option', { name: /^pagila/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/c/${visitor.connection}/tables`));
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('second');
    await page.getByRole('option', { name: /^second/ }).waitFor();
    await assertAccessible(visitor.page, 'palette with connections');
    await page.keyboard.press('Escape');
  });

  it('fills the form from a pasted string, tells what it refused, and shows no password', async () => {
    const { page } = visitor;
    await page.goto(`${visitor.origin}/connections/new`);
    await page.getByRole('radio', { name: 'Another server' }).check({ force: true });
    const paste = page.getByLabel('Paste a connection string');
    await paste.fill('not one');
    await paste.press('Enter');
    await page.getByText('This is no connection string').waitFor();
    await paste.fill('postgresql://ada:p%40ss@db.example.com:6543/shop?sslmode=require&sslcert=/etc/x&application_name=me');
    await paste.press('Enter');
    await page.getByText('sslcert was not taken').waitFor();
    assert.equal(await page.getByLabel('Host').inputValue(), 'db.example.com');
    assert.equal(await page.getByLabel('Port').inputValue(), '6543');
    assert.equal(await page.getByLabel('User').inputValue(), 'ada');
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), 'p@ss');
    assert.equal(await page.getByLabel('Encryption (sslmode)').inputValue(), 'require');
    assert.equal(await paste.inputValue(), '');
    assert.equal(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue(), 'shop');
    await assertAccessible(visitor.page, 'another server');
  });

  it('tests another server honestly, connects to it, and runs SQL there', async (test) => {
    if (!remote) return test.skip('needs a cluster of its own');
    const { page } = visitor;
    const paste = page.getByLabel('Paste a connection string');
    await paste.fill(`host=127.0.0.1 port=${remote.info.pg_port} dbname=shop user=ada password=wrong sslmode=disable`);
    await paste.press('Enter');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('alert').getByText(/password authentication failed/).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/It works\. PostgreSQL .* as ada/).waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('the shop');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { name: 'shop has no tables yet' }).waitFor();
    await visitor.run("create table item (id int primary key, name text); insert into item values (1, 'first'); select current_user, name from item");
    assert.deepEqual(await Promise.all([0, 1].map((column) => visitor.cell(0, column).innerText())), ['ada', 'first']);
  });

  it('asks for the password again where the one that is kept belongs to another server', async (test) => {
    if (!remote) return test.skip('needs a cluster of its own');
    const { page } = visitor;
    await openList();
    await line('the shop').getByRole('img', { name: 'reachable' }).waitFor();
    await line('the shop').getByRole('button', { name: 'Change the shop' }).click();
    await page.getByLabel('Host').fill('localhost');
    await page.getByText('without a new one it is forgotten').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await line('the shop').getByRole('img', { name: 'the password must be given again' }).waitFor();
    await line('the shop').getByRole('link', { name: 'the shop' }).click();
    await page.getByRole('heading', { name: 'Give the password of the shop again' }).waitFor();
    await assertAccessible(visitor.page, 'give the password');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: /^Tables of/ }).getByText('item').waitFor();
  });

  it('deletes one after asking', async () => {
    const { page } = visitor;
    await openList();
    await line('second').getByRole('button', { name: 'Delete second' }).click();
    await page.getByRole('dialog').getByText('stay as they are').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await line('second').waitFor({ state: 'detached' });
  });

  it('is usable on a telephone', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await openList();
    await line('pagila').getByRole('img', { name: 'reachable' }).waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await assertAccessible(visitor.page, 'connections on a telephone');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
