// The shown plan in the address and in a link; closing a tab whose transaction is open.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

const join_of_two = 'select c.name, count(*) from film_category fc join category c using (category_id) group by 1 order by 2';

/** @param {Visitor} visitor @param {string} keys */
const press = (visitor, keys) => visitor.page.keyboard.press(keys);
/** @param {Visitor} visitor @param {string} sql */
const newTab = async (visitor, sql) => {
  const old = visitor.page.url();
  await press(visitor, 'Alt+n');
  await visitor.page.waitForFunction((url) => location.href !== url && /\/sql\//.test(location.href), old);
  await visitor.write(sql);
};

/** @param {Visitor} visitor */
const planOf = (visitor) => visitor.page.getByRole('tree', { name: 'Plan' }).getByRole('treeitem');

describe('a plan in the address', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.write('select 1');
  });
  after(() => visitor.leave());

  const lines = () => planOf(visitor);
  const chosen = () => visitor.page.getByRole('region', { name: 'The selected node' }).getByRole('heading').first();

  it('stands there with the chosen node, and a reload leads back to both', async () => {
    const { page } = visitor;
    await newTab(visitor, join_of_two);
    await press(visitor, 'Control+E');
    await page.waitForURL(/[?&]plan=p\w+/);
    await lines().nth(2).click();
    await page.waitForURL(/[?&]node=2/);
    const words = await chosen().innerText();
    await page.reload();
    await lines().nth(2).waitFor();
    assert.equal(await chosen().innerText(), words);
    assert.match(page.url(), /node=2/);
  });

  it('is gone from it when the results are shown, and in another tab; the step back leads to it', async () => {
    const { page } = visitor;
    const here = page.url();
    await newTab(visitor, 'select 2');
    assert.doesNotMatch(page.url(), /plan=/);
    await page.goBack();
    await page.waitForURL(here);
    await lines().nth(2).waitFor();
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has('plan'));
  });

  it('says in another browser what it cannot show, and explains again', async () => {
    await visitor.page.locator('.cm-content').focus();
    await press(visitor, 'Control+E');
    await visitor.page.waitForURL(/[?&]plan=p\w+/);
    const other = await Visitor.come({ bypassCSP: true });
    try {
      await other.signIn();
      await other.page.goto(visitor.page.url());
      await other.page.getByText('This plan is not kept here').waitFor();
      await other.page.getByText(/The text of this query is not here either/).waitFor();
      assert.equal(await other.page.getByRole('button', { name: 'Explain again' }).count(), 0);
      await assertAccessible(other.page, 'a plan that is not here');
      await other.write('select 5');
      await other.page.getByRole('button', { name: 'Explain again' }).click();
      await planOf(other).filter({ hasText: 'Result' }).waitFor();
      other.assertFaultless();
    } finally {
      await other.leave();
    }
  });

  it('goes into a link that opens it elsewhere with its text and its node', async () => {
    const { page } = visitor;
    await lines().nth(1).click();
    await page.waitForURL(/[?&]node=1/);
    const words = await chosen().innerText();
    await press(visitor, 'Alt+Shift+L');
    await page.getByText('The link is copied; the text and the plan stand in it').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await Visitor.come({ bypassCSP: true });
    try {
      await other.signIn();
      await other.page.goto(link);
      await planOf(other).nth(1).waitFor();
      assert.equal(await other.page.getByRole('region', { name: 'The selected node' }).getByRole('heading').first().innerText(), words);
      assert.match(await other.page.getByLabel('Which plan').innerText(), /of a link: Plan \d+, estimated/);
      other.assertFaultless();
    } finally {
      await other.leave();
    }
  });

  it('made no fault', () => visitor.assertFaultless());
});

describe('closing a tab with an open transaction', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.write('select 1');
  });
  after(() => visitor.leave());

  const question = () => visitor.page.getByRole('dialog', { name: /has an open transaction$/ });
  const begin = async (/** @type {string} */ sql) => {
    await newTab(visitor, 'select 1');
    await visitor.page.getByLabel('Transaction mode').selectOption('transaction');
    await visitor.run(sql);
    await visitor.page.getByRole('region', { name: 'Session' }).getByText(/in transaction since/).waitFor();
  };
  const count = async () => {
    await newTab(visitor, 'select 1');
    await visitor.page.getByLabel('Transaction mode').selectOption('autocommit');
    await visitor.run("select count(*) from language where name like 'closing%'");
    return await visitor.cell(0, 0).innerText();
  };

  it('asks; the tab stays as it was where one says so', async () => {
    const { page } = visitor;
    await begin("insert into language (name) values ('closing one')");
    const here = page.url();
    await press(visitor, 'Alt+w');
    await question().getByText('What it has changed is seen by nobody else until it is committed.').waitFor();
    await assertAccessible(page, 'the question');
    await press(visitor, 'Escape');
    await question().waitFor({ state: 'detached' });
    assert.equal(page.url(), here);
    await page.getByRole('region', { name: 'Session' }).getByText(/in transaction/).waitFor();
  });

  it('asks when the page is left', async () => {
    const { page } = visitor;
    const asked = page.waitForEvent('dialog');
    const gone = page.evaluate(() => { location.assign('/'); }).catch(() => undefined);
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await gone;
    await page.getByRole('region', { name: 'Session' }).getByText(/in transaction/).waitFor();
  });

  it('rolls back', async () => {
    await press(visitor, 'Alt+w');
    await question().getByRole('button', { name: 'Roll back and close' }).click();
    await question().waitFor({ state: 'detached' });
    assert.equal(await count(), '0');
  });

  it('commits, also what was open before the page was loaded and whose tab was not shown since', async () => {
    const { page } = visitor;
    await begin("insert into language (name) values ('closing two')");
    const name = await page.getByRole('navigation', { name: 'Open tabs' }).locator('[aria-current=page]').innerText();
    await newTab(visitor, 'select 3');
    await page.reload();
    await page.locator('.cm-content').waitFor();
    await page.getByRole('button', { name: new RegExp(`^Close ${name.trim()}`) }).click();
    await question().getByRole('button', { name: 'Commit and close' }).click();
    await question().waitFor({ state: 'detached' });
    assert.equal(await count(), '1');
    await visitor.run("delete from language where name like 'closing%'");
  });

  it('offers no commit of a transaction that has failed', async () => {
    await newTab(visitor, 'select 1');
    await visitor.page.getByLabel('Transaction mode').selectOption('transaction');
    await visitor.run('select no_such_column from film');
    await visitor.page.getByRole('region', { name: 'Session' }).getByText(/transaction failed/).waitFor();
    await press(visitor, 'Alt+w');
    await question().getByText('it can only be rolled back').waitFor();
    assert.equal(await question().getByRole('button', { name: 'Commit and close' }).count(), 0);
    await question().getByRole('button', { name: 'Roll back and close' }).click();
    await question().waitFor({ state: 'detached' });
  });

  it('made no fault', () => visitor.assertFaultless());
});
