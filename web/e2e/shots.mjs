// Visits every screen in headless Chromium, light and dark, 1440 x 900 and 390 x 844, and writes PNGs into the ignored
// folder web/shots. Look at every one after a change. STUDIO_URL as in run.mjs.

import { mkdirSync } from 'node:fs';
import { Visitor } from './browser.mjs';
import { shootPeople } from './people-screens.mjs';
import { psql, startCluster } from './server.mjs';
import { guardScreen, workbench_screens } from './workbench-screens.mjs';

const folder = new URL('../shots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

/** @typedef {{name: string, visit: (visitor: Visitor) => Promise<void>}} Screen */

/** @param {Visitor} visitor @param {string} path */
const open = (visitor, path) => visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/${path}`);
/** @param {Visitor} visitor */
const rows = (visitor) => visitor.page.locator('[role=gridcell], .row-card').first().waitFor();

/** Saves a query in two versions, once. @param {Visitor} visitor */
async function saveOne(visitor) {
  await open(visitor, 'saved');
  const known = visitor.page.getByRole('treeitem', { name: /Overdue/ });
  await known.or(visitor.page.getByText('No saved queries yet')).first().waitFor();
  if (await known.count() > 0) return false;
  await visitor.write('select rental_id, customer_id\nfrom rental\nwhere return_date is null');
  await visitor.page.keyboard.press('ControlOrMeta+s');
  await visitor.page.getByRole('dialog').getByLabel('Name').fill('Overdue rentals');
  await visitor.page.getByRole('dialog').getByLabel('Description').fill('Who should bring back what, the longest overdue first.');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
  await visitor.write('select rental_id, customer_id, rental_date\nfrom rental\nwhere return_date is null\norder by rental_date');
  await visitor.page.keyboard.press('ControlOrMeta+s');
  return true;
}

/** @type {Screen[]} */
const screens = [
  { name: 'tables', visit: async (visitor) => { await open(visitor, 'tables'); await rows(visitor); } },
  { name: 'table', visit: async (visitor) => { await open(visitor, 'tables/public/film'); await rows(visitor); } },
  { name: 'table-sorted-selected', visit: async (visitor) => {
    await open(visitor, 'tables/public/rental?sort=-rental_date');
    await rows(visitor);
    if (await visitor.cell(3, 1).count() === 0) return;
    await visitor.cell(3, 1).click();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await visitor.page.keyboard.press(`Shift+${key}`);
  } },
  { name: 'structure', visit: async (visitor) => { await open(visitor, 'tables/public/film?view=structure'); await visitor.page.getByRole('rowheader').first().waitFor(); } },
  { name: 'record-card', visit: async (visitor) => {
    await open(visitor, 'tables/public/film');
    await rows(visitor);
    if (await visitor.cell(1, 1).count() === 0) return;
    await visitor.cell(1, 1).click();
    await visitor.page.keyboard.press('Space');
    await visitor.page.getByRole('heading', { name: 'Row 2' }).waitFor();
  } },
  { name: 'grid-menu', visit: async (visitor) => {
    if (await visitor.cell(3, 1).count() === 0) return;
    await visitor.cell(3, 1).click({ button: 'right' });
    await visitor.page.getByRole('menu').waitFor();
  } },
  { name: 'no-such-table', visit: async (visitor) => { await open(visitor, 'tables/public/gone'); await visitor.page.getByText('There is no relation').waitFor(); } },
  { name: 'empty-table', visit: async (visitor) => { await open(visitor, 'tables/public/shots_empty'); await visitor.page.getByText('No rows').waitFor(); } },
  { name: 'sql-new', visit: async (visitor) => { await open(visitor, 'sql'); await visitor.page.locator('.cm-content').waitFor(); } },
  { name: 'sql-rows', visit: (visitor) => visitor.run(
    "select film_id, title, rental_rate, special_features, last_update, null as nothing, '' as empty, jsonb_build_object('rating', rating, 'length', length) as details, '\\x0102ff'::bytea as raw\nfrom film\norder by film_id;\n\nselect count(*) from rental;") },
  { name: 'sql-million', visit: (visitor) => visitor.run('select n, md5(n::text) from generate_series(1, 1000000) n') },
  { name: 'sql-wide', visit: (visitor) => visitor.run(`select ${Array.from({ length: 300 }, (_, index) => `${index} as column_${index}`).join(', ')} from generate_series(1, 100)`) },
  { name: 'sql-cell-50-mb', visit: (visitor) => visitor.run("select repeat('long ', 10000000) as text, 1 as one") },
  { name: 'sql-results-right', visit: async (visitor) => {
    const turn = visitor.page.getByRole('button', { name: 'Results to the right' });
    if (await turn.count() === 0) return;
    await turn.click();
    await visitor.run('select * from film order by film_id');
    await visitor.page.waitForTimeout(200);
  } },
  { name: 'sql-error', visit: async (visitor) => {
    const turn = visitor.page.getByRole('button', { name: 'Results below' });
    if (await turn.count() > 0) await turn.click();
    await visitor.run('select title, lenght\nfrom film\nwhere rating = 1');
  } },
  { name: 'sql-notices', visit: (visitor) => visitor.run("do $$ begin raise notice 'one'; raise warning 'two' using hint = 'look here'; end $$; vacuum analyze actor") },
  { name: 'sql-running', visit: async (visitor) => {
    await visitor.write("select pg_sleep(0.1), n from generate_series(1, 600) n");
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
    await visitor.page.waitForTimeout(1800);
  } },
  { name: 'sql-cancelled', visit: async (visitor) => {
    await visitor.page.getByRole('button', { name: /^Cancel/ }).click();
    await visitor.ended();
  } },
  { name: 'sql-transaction', visit: async (visitor) => {
    const mode = visitor.page.getByLabel('Transaction mode');
    if (await mode.count() > 0) await mode.selectOption('transaction');
    else {
      await visitor.page.getByRole('button', { name: 'How it runs' }).click();
      await visitor.page.getByRole('menuitemradio', { name: 'Transaction' }).click();
    }
    await visitor.run("update film set rental_rate = rental_rate + 1 where film_id = 1 returning film_id, rental_rate");
  } },
  { name: 'palette', visit: async (visitor) => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    await visitor.page.getByRole('dialog').waitFor();
    await visitor.page.keyboard.type('fil');
  } },
  { name: 'menu', visit: async (visitor) => {
    await visitor.page.keyboard.press('Escape');
    await visitor.page.getByRole('button', { name: /^connect/ }).click();
  } },
  { name: 'sql-rolled-back', visit: async (visitor) => {
    await visitor.page.keyboard.press('Escape');
    await visitor.page.getByRole('button', { name: 'Roll back' }).click();
    await visitor.page.getByRole('button', { name: 'Roll back' }).waitFor({ state: 'detached' });
  } },
  { name: 'history', visit: async (visitor) => {
    await open(visitor, 'history');
    await visitor.page.getByText('lenght').first().waitFor();
  } },
  { name: 'history-open', visit: async (visitor) => { await visitor.page.getByText('lenght').first().click(); } },
  { name: 'history-nothing', visit: async (visitor) => { await open(visitor, 'history?search=nowhere'); await visitor.page.getByText('No query fits').waitFor(); } },
  { name: 'saved', visit: async (visitor) => {
    if (await saveOne(visitor)) await visitor.page.getByText('is saved').waitFor();
    await open(visitor, 'saved');
    await visitor.page.getByRole('treeitem', { name: /Overdue/ }).click();
    await visitor.page.getByText('return_date').first().waitFor();
  } },
  { name: 'saved-versions', visit: async (visitor) => { await visitor.page.getByRole('tab', { name: /^Versions/ }).click(); } },
  { name: 'audit', visit: async (visitor) => { await open(visitor, 'audit'); await visitor.page.getByText('Connection made').locator('visible=true').first().waitFor(); } },
  { name: 'connections', visit: async (visitor) => {
    await visitor.page.goto(`${visitor.origin}/connections`);
    await visitor.page.getByRole('img', { name: 'reachable' }).first().waitFor();
  } },
  { name: 'connection-change', visit: async (visitor) => { await visitor.page.getByRole('button', { name: /^Change/ }).first().click(); await visitor.page.getByRole('button', { name: 'Save' }).waitFor(); } },
  { name: 'connection-remote', visit: async (visitor) => {
    await visitor.page.goto(`${visitor.origin}/connections/new`);
    await visitor.page.getByRole('radio', { name: 'Another server' }).check({ force: true });
    const paste = visitor.page.getByLabel('Paste a connection string');
    await paste.fill('postgresql://app_rw:secret@db.example.com:6432/shop?sslmode=require&sslcert=/x');
    await paste.press('Enter');
  } },
  { name: 'production', visit: async (visitor) => {
    await visitor.page.goto(`${visitor.origin}/connections`);
    const production = visitor.page.getByRole('link', { name: 'shop-prod' });
    await visitor.page.getByRole('img', { name: 'reachable' }).first().waitFor();
    if (await production.count() === 0) {
      await visitor.page.goto(`${visitor.origin}/connections/new`);
      await visitor.page.getByRole('textbox', { name: 'Name' }).fill('shop-prod');
      await visitor.page.getByLabel('Environment').selectOption('production');
      await visitor.page.getByRole('button', { name: 'Connect', exact: true }).click();
    } else await production.click();
    await rows(visitor);
    await visitor.page.getByText('film', { exact: true }).first().click();
    await rows(visitor);
  } },
  { name: 'switcher', visit: async (visitor) => { await visitor.page.keyboard.press('Alt+c'); await visitor.page.getByRole('dialog', { name: 'Connections' }).waitFor(); } },
  { name: 'no-such-page', visit: async (visitor) => { await visitor.page.goto(`${visitor.origin}/nowhere`); await visitor.page.getByText('There is nothing').waitFor(); } },
];

const cluster = process.env['STUDIO_URL'] === undefined ? await startCluster() : null;
if (cluster) {
  process.env['STUDIO_E2E_CLUSTER'] = JSON.stringify(cluster.info);
  await psql(cluster.info, 'create table shots_empty (id int primary key)');
}
const wanted = process.argv.slice(2);
try {
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    for (const [width, height] of /** @type {const} */ ([[1440, 900], [390, 844]])) await tour(scheme, width, height);
  }
} finally {
  await cluster?.stop();
}

/** @param {'light' | 'dark'} scheme @param {number} width @param {number} height */
async function tour(scheme, width, height) {
  const visitor = await Visitor.come({ viewport: { width, height }, colorScheme: scheme });
  /** @param {string} name */
  const shoot = async (name) => {
    await visitor.page.waitForTimeout(250);
    await visitor.page.screenshot({ path: `${folder}${name}-${scheme}-${width}.png` });
  };
  await visitor.page.goto(`${visitor.origin}/sign-in`);
  await visitor.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await shoot('sign-in');
  await visitor.page.goto('about:blank');
  await visitor.signIn();
  await visitor.page.goto(`${visitor.origin}/connections/new`);
  await visitor.page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await shoot('connection-new');
  await open(visitor, 'tables');
  for (const { name, visit } of [...screens, ...workbench_screens, ...(cluster ? [guardScreen(cluster.info)] : [])]) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    await visit(visitor).catch((/** @type {Error} */ error) => console.log(`${name} ${scheme} ${width}: ${error.message.split('\n')[0]}`));
    await shoot(name);
  }
  if (cluster && (wanted.length === 0 || wanted.includes('people'))) {
    await shootPeople(visitor, cluster.info, shoot).catch((/** @type {Error} */ error) => console.log(`people ${scheme} ${width}: ${error.message.split('\n')[0]}`));
  }
  for (const fault of visitor.faults) console.log(`${scheme} ${width}: ${fault}`);
  await visitor.leave();
}
