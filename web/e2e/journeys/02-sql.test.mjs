// The SQL page: from a text to rows, errors, cancel, several results, transactions, reload.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';

describe('the SQL page', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('runs a text by Ctrl+Enter and shows its rows', async () => {
    await visitor.run("select 1 as one, 'text' as two, null as three, '' as four, true as five");
    assert.deepEqual(await Promise.all([0, 1, 2, 3, 4].map((column) => visitor.cell(0, column).innerText())),
      ['1', 'text', 'NULL', "''", 'true']);
  });

  it('gives a tab to each of several results, and the messages their own', async () => {
    await visitor.run("select 'a' as first; create temporary table t (x int); select 'b' as second; do $$ begin raise notice 'hello %', 1; end $$");
    assert.equal(await visitor.page.getByRole('tab', { name: /^Result/ }).count(), 2);
    await visitor.page.getByRole('tab', { name: /^Result 2/ }).click();
    assert.equal(await visitor.cell(0, 0).innerText(), 'b');
    await visitor.page.getByRole('tab', { name: /^Messages/ }).click();
    await visitor.page.getByText('hello 1').waitFor();
    await visitor.page.getByText('CREATE TABLE').waitFor();
  });

  it('runs only what is selected, and only the statement at the cursor', async () => {
    await visitor.write("select 'first';\nselect 'second'");
    await visitor.page.keyboard.press('ControlOrMeta+Shift+Enter');
    await visitor.ended();
    assert.equal(await visitor.cell(0, 0).innerText(), 'second');
    assert.equal(await visitor.page.getByRole('tab', { name: /^Result/ }).count(), 1);
    await visitor.page.locator('.cm-content').focus();
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await visitor.page.locator('.cm-run-mark').last().click();
    await visitor.page.getByRole('gridcell', { name: 'first' }).waitFor();
    await visitor.run("select 'first';\nselect 'second'");
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await visitor.page.keyboard.press('Shift+End');
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
    await visitor.ended();
    assert.equal(await visitor.page.getByRole('tab', { name: /^Result/ }).count(), 1);
    assert.equal(await visitor.cell(0, 0).innerText(), 'first');
  });

  it('shows an error with its fields and marks its place in the text', async () => {
    await visitor.run("select title,\n  '😀', no_such_column\nfrom film");
    const alert = visitor.page.getByRole('alert');
    await alert.getByText('column "no_such_column" does not exist').waitFor();
    await alert.getByText('42703 · line 2, column 8').waitFor();
    assert.equal(await visitor.page.locator('.cm-error-mark').innerText(), 'no_such_column');
  });

  it('marks mistakes and risks while somebody types, in the server\'s words, and runs nothing', async () => {
    await visitor.write("select '😀', titel from film;\ndelete from film");
    const mistake = visitor.page.locator('.cm-lintRange-error');
    await mistake.waitFor();
    assert.equal(await mistake.innerText(), 'titel');
    assert.equal(await visitor.page.locator('.cm-lintRange-warning').innerText(), 'delete');
    await mistake.hover();
    await visitor.page.locator('.cm-tooltip-lint').getByText('Perhaps you meant to reference the column "film.title".').waitFor();
    await visitor.page.keyboard.press('ControlOrMeta+a');
    await visitor.page.keyboard.type('select count(*) from film');
    await mistake.waitFor({ state: 'detached' });
    await visitor.run('select count(*) > 0 as kept from film');
    assert.equal(await visitor.cell(0, 0).innerText(), 'true');
  });

  it('keeps the results that came before an error', async () => {
    await visitor.run('select 7 as kept; select 1/0');
    await visitor.page.getByText('division by zero').first().waitFor();
    await visitor.page.getByRole('tab', { name: /^Result 1/ }).click();
    assert.equal(await visitor.cell(0, 0).innerText(), '7');
  });

  it('streams a million rows, and scrolls to the last', async () => {
    await visitor.run('select * from generate_series(1, 1000000)');
    await visitor.page.getByText('1,000,000 rows ·').waitFor();
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('ControlOrMeta+ArrowDown');
    await visitor.cell(999_999, 0).waitFor();
    assert.equal(await visitor.cell(999_999, 0).innerText(), '1000000');
    const scroller = visitor.page.getByRole('grid', { name: 'Result' });
    await scroller.evaluate((element) => { element.scrollTop = element.scrollHeight / 2; });
    await visitor.page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('[role=grid] [role=rowheader]')].map((each) => Number(each.textContent));
      return rows.some((row) => row > 490_000 && row < 510_000);
    });
  });

  it('shows 1,600 columns', async () => {
    await visitor.run(`select ${Array.from({ length: 1600 }, (_, index) => `${index} as c${index}`).join(', ')}`);
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('End');
    await visitor.cell(0, 1599).waitFor();
    assert.equal(await visitor.cell(0, 1599).innerText(), '1599');
    assert.ok(await visitor.page.locator('[role=gridcell]').count() < 100);
  });

  it('cancels on the server, and tells the time while it runs', async () => {
    await visitor.write('select pg_sleep(60)');
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
    const cancel = visitor.page.getByRole('button', { name: /^Cancel [\d.]+ s$/ });
    await cancel.click();
    await visitor.page.getByText(/^cancelled/).waitFor();
    await visitor.page.getByRole('tab', { name: /^Messages/ }).click();
    await visitor.page.getByText('canceling statement due to user request').waitFor();
  });

  it('goes on running while another page is shown', async () => {
    await visitor.write("select pg_sleep(1), 'back' as word");
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Tables' }).click();
    await visitor.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await visitor.page.goBack();
    await visitor.page.getByRole('gridcell', { name: 'back' }).waitFor();
  });

  it('says where the row limit cut a result', async () => {
    await visitor.page.getByLabel('Row limit').selectOption('100');
    await visitor.run('select * from generate_series(1, 101)');
    await visitor.page.getByText('The row limit was reached').waitFor();
    await visitor.page.getByLabel('Row limit').selectOption('1000000');
  });

  it('ends what takes longer than the timeout', async () => {
    await visitor.page.getByLabel('Timeout').selectOption('10000');
    await visitor.run("set local statement_timeout = 50; select pg_sleep(5)");
    await visitor.page.getByRole('alert').getByText('57014').waitFor();
    await visitor.page.getByLabel('Timeout').selectOption('0');
  });

  it('holds a transaction over several runs in transaction mode', async () => {
    await visitor.page.getByLabel('Transaction mode').selectOption('transaction');
    await visitor.run("create table transaction_journey (x int); insert into transaction_journey values (1)");
    await visitor.page.getByText('in transaction', { exact: true }).first().waitFor();
    await visitor.run('select count(*) from transaction_journey');
    assert.equal(await visitor.cell(0, 0).innerText(), '1');
    await visitor.page.getByRole('button', { name: 'Roll back' }).click();
    await visitor.page.getByRole('button', { name: 'Roll back' }).waitFor({ state: 'detached' });
    await visitor.page.getByLabel('Transaction mode').selectOption('autocommit');
    await visitor.run("select to_regclass('transaction_journey') is null as gone");
    assert.equal(await visitor.cell(0, 0).innerText(), 'true');
  });

  it('copies a range as a spreadsheet reads it', async () => {
    await visitor.run("select x, 'row ' || x, null from generate_series(1, 3) x");
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('Shift+ArrowDown');
    await visitor.page.keyboard.press('Shift+End');
    assert.equal(await visitor.copied(() => visitor.page.keyboard.press('ControlOrMeta+c')), '1\trow 1\t\n2\trow 2\t');
  });

  it('loses nothing in a reload', async () => {
    await visitor.write("select 'kept over a reload'");
    const address = visitor.page.url();
    await visitor.page.reload();
    await visitor.page.locator('.cm-content').getByText('kept over a reload').waitFor();
    assert.equal(visitor.page.url(), address);
  });

  it('shows values as text, never as markup', async () => {
    const attack = `<img src=x onerror="document.title='broken'">`;
    await visitor.run(`select '${attack.replaceAll("'", "''")}' as "${attack.replaceAll('"', '""')}", '{"${attack.replaceAll('"', "\\\"").replaceAll("'", "''")}": 1}'::jsonb; do $$ begin raise notice '%', $q$${attack}$q$; end $$`);
    assert.ok((await visitor.cell(0, 0).innerText()).startsWith('<img'));
    await visitor.page.getByRole('tab', { name: /^Messages/ }).click();
    await visitor.run(`select "${attack.replaceAll('"', '""')}"`);
    await visitor.page.getByRole('alert').waitFor();
    assert.equal(await visitor.page.locator('main img').count(), 0);
    assert.notEqual(await visitor.page.title(), 'broken');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
