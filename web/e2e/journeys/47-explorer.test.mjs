// The explorer beside every page: what it lists, partitions, sequences, favorites, what was opened lately, sizes.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('the explorer', () => {
  /** @type {Visitor} */
  let visitor;
  const line = (/** @type {string | RegExp} */ name) => visitor.page.getByRole('treeitem', { name });
  const only = (/** @type {string} */ name) => visitor.page.getByRole('button', { name, exact: true });
  const lines = () => visitor.page.getByRole('tree', { name: 'Tables' }).getByRole('treeitem');

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.run('create table if not exists "Ex plorer""😀" (id int primary key)');
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables`);
    await line(/^partitioned table payment/).waitFor();
  });
  after(() => visitor.leave());

  it('opens partitions below their parent, by the keyboard', async () => {
    const parent = line(/^partitioned table payment/);
    assert.equal(await parent.getAttribute('aria-expanded'), 'false');
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).focus();
    await visitor.page.keyboard.press('ArrowDown');
    const place = await lines().evaluateAll((found) => found.findIndex((each) => /^payment/.test(each.textContent ?? '')));
    for (let step = 0; step < place; step += 1) await visitor.page.keyboard.press('ArrowDown');
    await visitor.page.keyboard.press('ArrowRight');
    await line(/^table payment_p/).first().waitFor();
    assert.equal(await line(/^table payment_p/).first().getAttribute('aria-level'), '3');
    await visitor.page.keyboard.press('ArrowLeft');
    await line(/^table payment_p/).first().waitFor({ state: 'detached' });
  });

  it('finds a partition by its name, below its parent', async () => {
    const search = visitor.page.getByRole('searchbox', { name: 'Filter tables' });
    await search.fill('payment_p');
    await line(/^table payment_p/).first().waitFor();
    assert.equal(await line(/^partitioned table payment/).getAttribute('aria-expanded'), 'true');
    await search.fill('');
  });

  it('lists sequences behind one line, and opens one', async () => {
    const search = visitor.page.getByRole('searchbox', { name: 'Filter tables' });
    await search.fill('film_film_id_seq');
    await line('Sequences 1').waitFor();
    await line(/^sequence film_film_id_seq/).click();
    await visitor.page.waitForURL(/\/public\/film_film_id_seq$/);
    await visitor.page.getByRole('columnheader', { name: /last_value/ }).waitFor();
    await search.fill('');
  });

  it('keeps favorites, marked by the star or the shortcut, over a reload', async () => {
    await line(/^table actor/).first().hover();
    await line(/^table actor/).first().getByTitle('Add to the favorites').click();
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${encodeURIComponent('Ex plorer"😀')}`);
    await visitor.page.getByText('no rows', { exact: false }).first().waitFor();
    await visitor.page.keyboard.press('Alt+m');
    await only('Favorites only').click();
    await line(/Ex plorer"😀/).waitFor();
    assert.deepEqual((await lines().allInnerTexts()).map((text) => text.split('\n')[0]), ['actor', 'Ex plorer"😀']);
    await visitor.page.reload();
    await line(/^table actor/).waitFor();
    assert.equal(await lines().count(), 2);
    await line(/^table actor/).getByTitle('Remove from the favorites').click();
    await line(/^table actor/).waitFor({ state: 'detached' });
  });

  it('shows what was opened lately, the last one first', async () => {
    await only('Opened lately only').click();
    await line(/^sequence film_film_id_seq/).waitFor();
    assert.match(await lines().first().innerText(), /Ex plorer"😀/);
    await line(/^sequence film_film_id_seq/).click();
    await visitor.page.waitForURL(/film_film_id_seq$/);
    await visitor.page.locator('[role=treeitem][aria-selected=true]', { hasText: 'film_film_id_seq' }).waitFor();
    assert.match(await lines().first().innerText(), /film_film_id_seq/);
    await only('Opened lately only').click();
  });

  it('shows sizes in place of estimated rows, and says which', async () => {
    await line(/^table film_actor/).filter({ hasText: '5.5k' }).waitFor();
    assert.match(await line(/^table film_actor/).getAttribute('title') ?? '', /about 5,462 rows, as estimated by ANALYZE/);
    await visitor.page.getByRole('button', { name: 'More of the explorer' }).click();
    await visitor.page.getByRole('menuitemradio', { name: 'Sizes' }).click();
    await line(/^table film_actor/).filter({ hasText: /kB/ }).waitFor();
    await visitor.page.getByRole('button', { name: 'More of the explorer' }).click();
    await visitor.page.getByRole('menuitemradio', { name: 'Estimated rows' }).click();
  });

  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    it(`is accessible, ${theme}`, async () => {
      await visitor.page.emulateMedia({ colorScheme: theme });
      await assertAccessible(visitor.page, `the explorer, ${theme}`);
      if (process.env['STUDIO_E2E_SHOTS'] !== undefined) await visitor.page.screenshot({ path: `${process.env['STUDIO_E2E_SHOTS']}/explorer-${theme}.png` });
    });
  }
});
