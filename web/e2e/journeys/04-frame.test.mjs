// What holds on every screen: palette, themes, a telephone's width, lost connections, accessibility, layout shifts.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('the frame', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('finds every command and every table in the palette', async () => {
    const { page } = visitor;
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    for (const name of ['Go to tables', 'Go to SQL', 'New query', 'New connection', 'Theme: dark', 'Show or fold the explorer']) {
      assert.equal(await page.getByRole('option', { name }).count(), 1, name);
    }
    await page.keyboard.type('inventory');
    await page.getByRole('option', { name: /^inventory *public/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/public\/inventory$/);
  });

  it('offers what was opened and run lately, and the best name first', async () => {
    const { page } = visitor;
    const palette = page.getByRole('dialog', { name: 'Commands' });
    const first = () => palette.getByRole('option').first().innerText();
    await visitor.write('select 41 + 1 as answer');
    await visitor.run('select 41 + 1 as answer');
    await page.keyboard.press('ControlOrMeta+k');
    await palette.getByRole('option', { name: 'select 41 + 1 as answer' }).waitFor();
    assert.match(await first(), /^inventory\s+public/);
    await palette.getByRole('combobox').fill('act');
    await palette.getByRole('option', { name: /^actor *public/ }).waitFor();
    assert.match(await first(), /^actor\s+public/);
    await palette.getByRole('combobox').fill('gts');
    await palette.getByRole('option', { name: /^Go to SQL/ }).waitFor();
    await palette.getByRole('combobox').fill('');
    await palette.getByRole('option', { name: 'select 41 + 1 as answer' }).click();
    await page.locator('.cm-content').getByText('select 41 + 1 as answer').waitFor();
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables`);
    await page.getByRole('grid').waitFor();
  });

  it('reads an address that was written by anybody: what has no meaning there is left out', async () => {
    const { page } = visitor;
    const at = (/** @type {string} */ path) => `${visitor.origin}/c/${visitor.connection}/${path}`;
    for (const search of ['sort=5', 'sort={"a":1}&search={"b":2}', 'filter=7&key={"actor_id":"1"}&as=[1]&named=true', 'filter=[{"column":[1],"is":"equal","value":{}}]']) {
      await page.goto(at(`tables/public/actor?${search}`));
      await page.getByRole('grid', { name: 'Rows of public.actor' }).getByText('PENELOPE').first().waitFor();
    }
    for (const [path, found] of [['tables?sort=5', 'inventory'], ['history?search=5&status={"a":1}&min_ms=[1]', 'History'], ['saved?query=5&search={"a":1}', 'Saved'], ['running?whose=5', 'Running'], ['audit?action=5', 'Audit']]) {
      await page.goto(at(path ?? ''));
      await page.getByRole('main').getByText(found ?? '').first().waitFor();
    }
    await page.goto(at('tables'));
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  });

  it('folds the explorer, and remembers it', async () => {
    const { page } = visitor;
    const explorer = page.getByRole('navigation', { name: 'Explorer' });
    await page.keyboard.press('[');
    await explorer.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('grid').waitFor();
    assert.equal(await explorer.count(), 0);
    await page.keyboard.press('[');
    await explorer.waitFor();
  });

  it('asks for what a page waits for before the page\'s code runs, and each thing once', async () => {
    const { page } = visitor;
    const before = page.url();
    const connection = /\/c\/([^/]+)/.exec(before)?.[1] ?? '';
    const wanted = ['/auth/refresh', '/me', '/connections', ...['relations', 'schemas', 'keywords'].map((question) => `/connections/${connection}/catalog/${question}`)];
    await page.goto(`${visitor.origin}/c/${connection}/sql`);
    await page.locator('.cm-content').waitFor();
    const left = () => page.evaluate(() => /** @type {{studio_ahead?: Map<string, unknown>}} */ (globalThis).studio_ahead?.size);
    for (let tries = 0; tries < 100 && await left() !== 0; tries += 1) await page.waitForTimeout(50);
    assert.equal(await left(), 0, 'all that was asked ahead was taken');
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map((each) => each.name));
    for (const path of wanted) assert.equal(asked.filter((name) => name === `${visitor.origin}/api/v1${path}`).length, 1, path);
    await page.goto(before);
    await page.getByRole('grid').waitFor();
  });

  it('turns dark and stays so', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    const color = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await color(), 'rgb(20, 22, 28)');
    await page.reload();
    await page.getByRole('grid').waitFor();
    assert.equal(await color(), 'rgb(20, 22, 28)');
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  });

  it('says that the connection is lost, and mends it', async () => {
    const { page } = visitor;
    let is_broken = false;
    /** @type {(() => void)[]} */
    const closers = [];
    const other = await visitor.context.newPage();
    await other.routeWebSocket(/\/socket$/, (socket) => {
      if (is_broken) void socket.close();
      else {
        const server = socket.connectToServer();
        closers.push(() => { void socket.close(); void server.close(); });
      }
    });
    await other.goto(page.url());
    await other.getByRole('img', { name: 'connected' }).waitFor();
    is_broken = true;
    for (const close of closers) close();
    await other.getByText('The server cannot be reached.').waitFor();
    // Each try brings the next pause, up to ten seconds; the button ends one. Whether that try meets the mended server
    // is a race, the one after it does in any case.
    await other.getByRole('button', { name: 'Try now' }).click();
    is_broken = false;
    await other.getByRole('img', { name: 'connected' }).waitFor();
    await other.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
    await other.close();
  });

  it('is back by itself after the gateway was restarted', async (test) => {
    const cluster = givenCluster();
    if (!cluster) return test.skip('needs a cluster of its own');
    await visitor.page.getByRole('img', { name: 'connected' }).waitFor();
    await psql(cluster, "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'studio gateway'");
    await visitor.page.getByRole('img', { name: /connecting|connection lost/ }).waitFor();
    await visitor.page.getByRole('img', { name: 'connected' }).waitFor({ timeout: 60_000 });
    await visitor.run("select 'here again'");
    assert.equal(await visitor.cell(0, 0).innerText(), 'here again');
  });

  it('does not shift while it loads', async () => {
    const { page } = visitor;
    for (const path of ['tables', 'tables/public/film', 'tables/public/film?view=structure', 'sql']) {
      await page.goto(`${visitor.origin}/c/${visitor.connection}/${path}`);
      await page.locator('[role=grid], .cm-content, [aria-label=Columns] tbody').first().waitFor();
      await page.waitForTimeout(400);
      assert.ok(await visitor.layoutShift() < 0.01, `${path} shifts by ${await visitor.layoutShift()}: ${await visitor.shifted()}`);
    }
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});

for (const [scheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 1440], ['light', 390]])) {
  describe(`accessibility, ${scheme}, ${width} pixels wide`, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => {
      visitor = await Visitor.come({ viewport: { width, height: 844 }, colorScheme: scheme, bypassCSP: true });
    });
    after(() => visitor.leave());

    /** @param {string} where */
    const check = (where) => assertAccessible(visitor.page, where, { colors_only: scheme === 'dark' });

    it('of signing in', async () => {
      await visitor.page.goto(`${visitor.origin}/sign-in`);
      await visitor.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
      await check('sign-in');
    });
    it('of a new connection', async () => {
      await visitor.page.goto('about:blank');
      await visitor.signIn();
      await visitor.page.goto(`${visitor.origin}/connections/new`);
      await visitor.page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
      await check('new connection');
    });
    for (const path of ['tables', 'tables/public/film', 'tables/public/film?view=structure']) {
      it(`of ${path}`, async () => {
        await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/${path}`);
        await visitor.page.locator('[role=gridcell], .row-card, [aria-label=Columns] tbody').first().waitFor();
        await check(path);
      });
    }
    it('of the SQL page with rows, and with an error', async () => {
      await visitor.run('select film_id, title, rating, special_features, now() from film');
      await check('rows');
      await visitor.cell(1, 1).click();
      await visitor.page.keyboard.press('Space');
      await visitor.page.getByRole('heading', { name: 'Row 2' }).waitFor();
      await check('record card');
      await visitor.page.getByRole('button', { name: 'Close the record card' }).click();
      await visitor.cell(1, 1).click({ button: 'right' });
      await visitor.page.getByRole('menu').waitFor();
      await check('menu of the grid');
      await visitor.page.keyboard.press('Escape');
      await visitor.run('select nonsense from film');
      await visitor.page.getByRole('alert').waitFor();
      await check('error');
    });
    it('of the palette', async () => {
      await visitor.page.keyboard.press('ControlOrMeta+k');
      await visitor.page.getByRole('dialog', { name: 'Commands' }).waitFor();
      await check('palette');
    });
  });
}
