// Plans: asked for beside Run, looked at as tree, by time, as table, compared; what they say; pasted ones; by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('explain', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  /** @param {string} name */
  const view = (name) => visitor.page.getByRole('tab', { name, exact: true });
  /** @param {string | RegExp} name */
  const choose = async (name) => {
    await visitor.page.getByRole('button', { name: 'Ways to explain' }).click();
    await visitor.page.getByRole('menuitem', { name }).click();
  };
  const line = (/** @type {string | RegExp} */ name) => visitor.page.getByRole('treeitem', { name });

  it('shows the plan of the statement at the cursor, and runs nothing', async () => {
    const { page } = visitor;
    await visitor.write('select 1;\nselect f.title, count(*) from film f join inventory i using (film_id) where f.length > 100 group by 1');
    await page.keyboard.press('Control+E');
    await page.getByText(/not run: costs, no times/).waitFor();
    await line(/HashAggregate/).waitFor();
    await line(/Seq Scan\s*film f/).waitFor();
    assert.equal(await page.getByText('rolled back').count(), 0);
  });

  it('runs it with ANALYZE, rolled back, and says so', async () => {
    const { page } = visitor;
    await visitor.write('delete from film_actor where actor_id < 100');
    await choose('Explain analyze');
    await page.getByText(/The statement was run and rolled back/).waitFor();
    await line(/Delete/).first().waitFor();
    await page.getByText(/execution [\d.]+ m?s/).waitFor();
    await visitor.run('select count(*) from film_actor');
    assert.equal(await visitor.cell(0, 0).innerText(), '5462');
  });

  it('is a tree for the keyboard, and every view knows what is selected', async () => {
    const { page } = visitor;
    await visitor.write('select c.name, count(*) from film_category fc join category c using (category_id) group by 1 order by 2');
    await page.keyboard.press('Control+Alt+E');
    await line(/^.*Sort/).first().waitFor();
    await page.getByRole('tree', { name: 'Plan' }).getByRole('treeitem').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.match(await page.locator('[role=treeitem]:focus').innerText(), /Hash Join/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('[role=treeitem]:focus').getAttribute('aria-expanded'), 'false');
    await page.getByRole('region', { name: 'The selected node' }).getByRole('heading', { name: 'Hash Join' }).waitFor();
    await view('Timing').click();
    await page.locator('button[aria-pressed=true]', { hasText: 'Hash Join' }).waitFor();
    await page.locator('button[aria-pressed=true]', { hasText: 'Hash Join' }).press('ArrowUp');
    await page.getByRole('region', { name: 'The selected node' }).getByRole('heading', { name: 'HashAggregate' }).waitFor();
    await view('Table').click();
    await page.getByRole('button', { name: 'Planned rows' }).click();
    assert.equal(await page.getByRole('columnheader', { name: 'Planned rows' }).getAttribute('aria-sort'), 'descending');
    const rows = await page.locator('tbody tr td:nth-child(6)').allInnerTexts();
    const numbers = rows.map((text) => Number(text.replaceAll(',', '')));
    assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  });

  it('says what can be done, and leads to the node', async () => {
    const { page } = visitor;
    await view('Tree').click();
    await visitor.write("select * from payment p join generate_series(1, 30) n on true where p.amount = 7.77 and n < 0 or p.payment_id = -1");
    await choose('Explain analyze');
    const insights = page.getByRole('region', { name: 'Insights' });
    await insights.getByText(/rows were read in vain|pairs in vain/).first().waitFor();
    await insights.getByRole('button').first().click();
    assert.equal(await page.locator('[role=treeitem][aria-selected=true]').count(), 1);
  });

  it('puts two plans side by side', async () => {
    const { page } = visitor;
    await visitor.write('select * from film where film_id = 7');
    await choose('Explain analyze');
    await line(/Index Scan/).waitFor();
    await visitor.write('select * from film where film_id + 0 = 7');
    await choose('Explain analyze');
    await line(/Seq Scan/).waitFor();
    await view('Compare').click();
    await page.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 5 });
    await page.getByRole('row', { name: /left only Seq Scan/ }).waitFor();
    await page.getByRole('row', { name: /right only Index Scan/ }).waitFor();
  });

  it('explains for parameters of any value where there are none', async () => {
    const { page } = visitor;
    await view('Tree').click();
    await visitor.write('select * from film where film_id = $1');
    await choose('Explain for parameters of any value');
    await page.getByText(/film_id = \$1/).first().waitFor();
  });

  it('looks at a plan that was pasted, and says where there is none', async () => {
    const { page } = visitor;
    await choose(/Paste a plan/);
    await page.getByRole('textbox', { name: /Output of EXPLAIN/ }).fill('Seq Scan on film');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByText('This cannot be read as a plan').waitFor();
    await page.getByRole('button', { name: 'Paste another' }).click();
    await page.getByRole('textbox', { name: /Output of EXPLAIN/ }).fill('[{"Plan":{"Node Type":"Sort","Plan Rows":1000,"Actual Rows":200000,"Actual Loops":1,"Actual Total Time":900,"Actual Startup Time":800,"Sort Space Used":16736,"Sort Space Type":"Disk"},"Execution Time":950}]');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByText('The sort went to disk').waitFor();
    await view('Text').click();
    await page.getByLabel('Text of the plan').getByText(/^Sort {2}\(cost=/).waitFor();
  });

  it('shows PostgreSQL’s error, and the way back', async () => {
    const { page } = visitor;
    await visitor.write('select nope from film');
    await page.keyboard.press('Control+E');
    await page.getByRole('alert').getByText('column "nope" does not exist').waitFor();
    await page.getByRole('button', { name: 'Back to the results' }).click();
    await page.getByRole('tablist', { name: 'Results' }).waitFor();
  });

  it('is accessible in every view, light and dark', async () => {
    const { page } = visitor;
    await choose('Show the plan');
    for (const name of ['Tree', 'Timing', 'Table', 'Compare', 'Text']) {
      await view(name).click();
      await assertAccessibleInBoth(page, name);
    }
  });
});
