// The screens of the SQL workbench, one after the other: for the pictures (shots.mjs) and for the checks of journey 27. Each is
// reached by the keyboard or the words on it, at every width.

import { psql } from './server.mjs';

/** @typedef {import('./browser.mjs').Visitor} Visitor */
/** @typedef {{name: string, visit: (visitor: Visitor) => Promise<void>}} Screen */

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const values = `select '{"big": 9007199254740993, "list": [1, {"deep": true}]}'::jsonb as doc, '<a><b>text</b><c/></a>'::xml as tree,
  decode('${png}', 'base64') as picture, '{{1,NULL},{"a,b",""}}'::text[] as items, polygon '((0,0),(1,1),(2,0))' as place, repeat('word ', 50) as prose`;
const plan = 'select c.name, count(*), sum(p.amount) from payment p join rental r using (rental_id) join inventory i using (inventory_id) join film_category fc using (film_id) join category c using (category_id) group by 1 order by 2 desc';

/** @param {Visitor} visitor @param {string} keys */
const press = (visitor, keys) => visitor.page.keyboard.press(keys);
/** Types a text into an empty editor, so that what opens by itself opens. @param {Visitor} visitor @param {string} sql */
async function type(visitor, sql) {
  await visitor.write('');
  await visitor.page.keyboard.type(sql);
}
/** Does it again until that is shown: completion and hover come after the editor, and their catalog after them. @param {() => Promise<void>} act @param {import('playwright-core').Locator} shown */
async function until(act, shown) {
  for (let tries = 0; tries < 6; tries += 1) {
    await act();
    if (await shown.waitFor({ timeout: 3000 }).then(() => true, () => false)) return;
  }
  await shown.waitFor();
}
/** @param {Visitor} visitor @param {number} column @param {string | RegExp} words what the viewer shows then */
async function view(visitor, column, words) {
  const viewer = visitor.page.getByRole('region', { name: /^Value of / });
  await visitor.cell(0, 0).click();
  // By the keys: on a telephone the cell stands beyond the edge.
  for (let step = 0; step < column; step += 1) await press(visitor, 'ArrowRight');
  if (await viewer.count() === 0) await press(visitor, 'Shift+Space');
  await viewer.getByText(words).first().waitFor();
}
/** @param {Visitor} visitor @param {string | RegExp} name */
async function ways(visitor, name) {
  await visitor.page.getByRole('button', { name: 'Ways to explain' }).click();
  await visitor.page.getByRole('menuitem', { name }).click();
}
/** @param {Visitor} visitor @param {string} name */
const planView = (visitor, name) => visitor.page.getByRole('tab', { name }).or(visitor.page.getByRole('radio', { name })).or(visitor.page.getByRole('button', { name, exact: true })).first().click();
/** @param {Visitor} visitor @param {string} name */
async function command(visitor, name) {
  await press(visitor, 'ControlOrMeta+k');
  await visitor.page.getByRole('dialog', { name: 'Commands' }).waitFor();
  await visitor.page.keyboard.type(name);
  await visitor.page.getByRole('option', { name }).first().waitFor();
  await press(visitor, 'Enter');
}
/** @param {Visitor} visitor */
async function transactionMode({ page }) {
  const menu = page.getByRole('button', { name: 'How it runs' });
  if (!await menu.isVisible()) {
    // By a key, as somebody would: what moves then was asked for.
    await page.getByLabel('Transaction mode').focus();
    await page.keyboard.press('t');
    return;
  }
  await menu.click();
  await page.getByRole('menuitemradio', { name: 'Transaction', exact: true }).click();
  await page.keyboard.press('Escape');
}
/** Closes what the screen before has opened, and begins in a new tab. @param {Visitor} visitor */
async function begin(visitor) {
  for (let step = 0; step < 3; step += 1) await press(visitor, 'Escape');
  await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/sql`);
  const content = visitor.page.locator('.cm-content');
  await content.first().waitFor();
  const before = visitor.page.url();
  await press(visitor, 'Alt+n');
  await visitor.page.waitForFunction((url) => location.href !== url, before);
  await content.first().waitFor();
  // Completion and hover come after the editor.
  await visitor.page.waitForLoadState('networkidle');
}

/** @type {Screen[]} */
const in_editor = [
  { name: 'completion', visit: async (visitor) => {
    await until(() => type(visitor, 'select date_tr'), visitor.page.locator('.cm-tooltip-autocomplete li').first());
    await visitor.page.locator('.cm-completionInfo').waitFor();
  } },
  { name: 'completion-join', visit: async (visitor) => {
    await until(() => type(visitor, 'select *\nfrom film f\njoin '), visitor.page.locator('.cm-tooltip-autocomplete li').nth(4));
  } },
  { name: 'hover', visit: async (visitor) => {
    await visitor.write('select f.rating, f.title from film f');
    await until(() => press(visitor, 'F1'), visitor.page.locator('.cm-description').getByText('mpaa_rating'));
  } },
  { name: 'marks', visit: async (visitor) => {
    await visitor.write('select titel, film_id\nfrom film f, inventory i;\n\nupdate film set length = 1;\n\nselect * from language where name = null;');
    await visitor.page.locator('.cm-lintRange-warning').first().waitFor();
    await press(visitor, 'ControlOrMeta+Shift+M');
    await visitor.page.getByRole('region', { name: 'Marks in the text' }).getByRole('button', { name: /^Error/ }).first().waitFor();
  } },
  { name: 'quick-fix', visit: async (visitor) => {
    await visitor.write('select titel from film');
    await visitor.page.locator('.cm-lintRange-error').waitFor();
    await press(visitor, 'ControlOrMeta+Home');
    await press(visitor, 'Alt+Enter');
    await visitor.page.getByRole('menu', { name: 'Quick fixes' }).waitFor();
  } },
  { name: 'find', visit: async (visitor) => {
    await visitor.write('select title\nfrom film\nwhere title like $1');
    await press(visitor, 'ControlOrMeta+f');
    await visitor.page.getByRole('textbox', { name: 'Find' }).fill('title');
  } },
  { name: 'vim', visit: async (visitor) => {
    await visitor.write('select 1 as with_vim');
    await command(visitor, 'Editor keys: Vim');
    await visitor.page.locator('.cm-fat-cursor, .cm-vim-panel').first().waitFor();
    await visitor.page.locator('.cm-content').focus();
    await visitor.page.keyboard.type(':se');
    await visitor.page.locator('.cm-vim-panel').waitFor();
  } },
  { name: 'vim-left', visit: async (visitor) => {
    await command(visitor, 'Editor keys: default');
    await visitor.page.locator('.cm-vim-panel').waitFor({ state: 'detached' });
  } },
  { name: 'format-options', visit: async (visitor) => {
    await visitor.page.getByRole('button', { name: 'More for this query' }).click();
    await visitor.page.getByRole('menuitem', { name: /^Choose the style/ }).click();
    await visitor.page.getByRole('dialog').waitFor();
  } },
  { name: 'editor-menu', visit: async (visitor) => {
    await visitor.page.getByRole('button', { name: 'More for this query' }).click();
    await visitor.page.getByRole('menu').waitFor();
  } },
  { name: 'snippets', visit: async (visitor) => {
    await press(visitor, 'Alt+s');
    await visitor.page.getByRole('dialog', { name: 'Snippets and macros' }).getByText('upsert').waitFor();
  } },
  { name: 'shortcuts', visit: async (visitor) => {
    await press(visitor, 'ControlOrMeta+?');
    await visitor.page.getByRole('dialog').getByText('Quick fixes').waitFor();
  } },
  { name: 'aside-runs', visit: async (visitor) => {
    await visitor.run('select title, length from film order by 2 desc limit 5');
    await visitor.run('select no_such_column from film');
    await press(visitor, 'Alt+Shift+b');
    await visitor.page.getByRole('list', { name: 'Runs of this tab' }).getByRole('listitem').nth(1).waitFor();
  } },
  { name: 'aside-history', visit: async (visitor) => {
    await press(visitor, 'Alt+b');
    await visitor.page.getByText('History', { exact: true }).last().click();
    await visitor.page.getByRole('list', { name: 'What was run' }).getByRole('listitem').first().waitFor();
  } },
];

/** @type {Screen[]} */
const in_results = [
  { name: 'result-tabs', visit: async (visitor) => {
    await visitor.run("select title, length, rating from film order by film_id limit 40;\nselect count(*) from rental;\ncreate temporary table shown_once (a int);\nselect name from category;");
    await visitor.page.getByRole('tab', { name: /^Result 3/ }).waitFor();
  } },
  { name: 'filter', visit: async (visitor) => {
    await visitor.run("select n, 'row ' || n as word from generate_series(1, 200) n");
    await visitor.cell(0, 0).click();
    await press(visitor, 'Alt+f');
    await visitor.page.getByLabel('Value of the filter').fill('12');
  } },
  { name: 'viewer-json', visit: async (visitor) => { await visitor.run(values); await view(visitor, 0, '9007199254740993'); } },
  { name: 'viewer-xml', visit: async (visitor) => { await visitor.run(values); await view(visitor, 1, '<b>text</b>'); } },
  { name: 'viewer-hex', visit: async (visitor) => { await visitor.run(values); await view(visitor, 2, /00000000\s+89 50/); } },
  { name: 'viewer-picture', visit: async (visitor) => {
    await visitor.run(values);
    await view(visitor, 2, /00000000\s+89 50/);
    await visitor.page.getByRole('region', { name: /^Value of / }).getByRole('radio', { name: 'Picture' }).click();
    await visitor.page.waitForFunction(() => /** @type {HTMLImageElement | null} */ (document.querySelector('.sg-viewer-picture img'))?.naturalWidth === 1);
  } },
  { name: 'comparison', visit: async (visitor) => {
    await visitor.run("select film_id, title, length from film where film_id <= 4 order by 1; select film_id, case film_id when 2 then 'renamed' else title end as title, length from film where film_id between 2 and 5 order by 1 desc");
    await visitor.page.getByRole('tab', { name: /^Result 2/ }).click();
    await visitor.page.getByRole('button', { name: 'Menu of the result' }).click();
    await visitor.page.getByRole('menuitem', { name: 'Compare with Result 1' }).click();
    await visitor.page.getByText('1 added · 1 removed · 1 changed · 2 the same').waitFor();
  } },
  { name: 'viewer-geometry', visit: async (visitor) => { await visitor.run(values); await view(visitor, 4, '(1,1)'); } },
  { name: 'chart', visit: async (visitor) => {
    await visitor.run('select payment_date::date as day, sum(amount) as amount from payment group by 1 order by 1');
    await visitor.page.getByRole('button', { name: 'Chart', exact: true }).first().click();
    await visitor.page.getByRole('img').locator('canvas').first().waitFor();
  } },
  { name: 'export', visit: async (visitor) => {
    await visitor.write('select film_id, title from film');
    await press(visitor, 'ControlOrMeta+Shift+e');
    await visitor.page.getByRole('dialog', { name: "Export the query's result" }).getByRole('button', { name: 'Preview the first lines' }).click();
    await visitor.page.getByLabel('First lines of the file').getByText('ACADEMY').waitFor();
  } },
  { name: 'export-list', visit: async (visitor) => {
    await visitor.write('select film_id, title from film');
    await press(visitor, 'ControlOrMeta+Shift+e');
    await visitor.page.getByRole('dialog', { name: "Export the query's result" }).getByRole('button', { name: 'Export', exact: true }).click();
    await visitor.page.getByRole('list', { name: 'Exports' }).getByText('exported, 1,000 rows').waitFor();
  } },
  { name: 'parameters', visit: async (visitor) => {
    await visitor.write('select title from film where rating = :rating and length > :minutes and title ilike :title');
    await press(visitor, 'ControlOrMeta+Enter');
    await visitor.page.getByRole('form', { name: 'Parameters' }).waitFor();
  } },
  { name: 'parameter-chips', visit: async (visitor) => {
    await visitor.write('select title from film where length > :minutes');
    await press(visitor, 'ControlOrMeta+Enter');
    await visitor.page.getByRole('form', { name: 'Parameters' }).getByLabel(/^:minutes/).fill('180');
    await press(visitor, 'Enter');
    await visitor.page.getByRole('button', { name: 'Change parameters' }).waitFor();
    await visitor.ended();
  } },
  { name: 'many', visit: async (visitor) => {
    await visitor.write('select count(*) from pg_class');
    await press(visitor, 'Alt+Shift+Enter');
    await visitor.page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  } },
  { name: 'many-results', visit: async (visitor) => {
    await visitor.write('select name from language order by 1');
    await press(visitor, 'Alt+Shift+Enter');
    const many = visitor.page.getByRole('dialog', { name: 'Run on many connections' });
    await many.getByRole('button', { name: /^Run on 1 connection/ }).click();
    await many.getByText(/1 connection · 6 rows/).waitFor();
    await many.getByRole('tab', { name: 'Result' }).click();
    await visitor.page.getByText('English').first().waitFor();
  } },
  { name: 'session', visit: async (visitor) => {
    await transactionMode(visitor);
    await visitor.run('select count(*) from language; savepoint first_one');
    const session = visitor.page.getByRole('region', { name: 'Session' });
    await session.getByText('savepoints: first_one').waitFor();
    await session.getByRole('button', { name: 'Locks' }).click();
    await session.getByText(/public\.language/).first().waitFor();
  } },
  { name: 'progress', visit: async (visitor) => {
    await visitor.write('select pg_sleep(30)');
    await press(visitor, 'ControlOrMeta+Enter');
    await visitor.page.getByRole('region', { name: 'Progress' }).getByText(/PgSleep/).waitFor();
  } },
  { name: 'close-question', visit: async (visitor) => {
    await visitor.write('select pg_sleep(30)');
    await press(visitor, 'ControlOrMeta+Enter');
    await visitor.page.getByRole('button', { name: /^Cancel \d/ }).waitFor();
    await press(visitor, 'Alt+w');
    await visitor.page.getByRole('dialog', { name: /is running$/ }).waitFor();
  } },
  { name: 'running', visit: async (visitor) => {
    await visitor.write("select pg_sleep(1), 'kept' as words");
    await press(visitor, 'ControlOrMeta+Alt+Enter');
    await press(visitor, 'Alt+5');
    await visitor.page.getByRole('listitem').filter({ hasText: 'kept' }).first().waitFor();
  } },
];

/** @type {Screen[]} */
const in_plan = [
  { name: 'plan-tree', visit: async (visitor) => {
    await visitor.write(plan);
    await ways(visitor, 'Explain analyze');
    await visitor.page.getByText(/execution [\d.]+ m?s/).waitFor();
    await planView(visitor, 'Tree');
    await visitor.page.getByRole('treeitem').nth(5).waitFor();
  } },
  ...['Timing', 'Table', 'Compare'].map((name) => ({ name: `plan-${name.toLowerCase()}`, visit: async (/** @type {Visitor} */ visitor) => {
    await visitor.write(plan);
    await ways(visitor, 'Explain analyze');
    await visitor.page.getByText(/execution [\d.]+ m?s/).waitFor();
    await planView(visitor, name);
  } })),
  { name: 'plan-insights', visit: async (visitor) => {
    await visitor.write('select * from payment p join generate_series(1, 30) n on true where p.amount = 7.77 and n < 0 or p.payment_id = -1');
    await ways(visitor, 'Explain analyze');
    await visitor.page.getByText(/execution [\d.]+ m?s/).waitFor();
    await planView(visitor, 'Tree');
    await visitor.page.getByRole('region', { name: 'Insights' }).waitFor();
  } },
];

/** What only a production connection shows; it is one again as it was when the visit is over. @param {import('./server.mjs').ClusterInfo} cluster @returns {Screen} */
export function guardScreen(cluster) {
  return { name: 'guard', visit: async (visitor) => {
    await psql(cluster, "update studio.connection set environment = 'production' where name = 'pagila'", 'postgres');
    await begin(visitor);
    await visitor.write('delete from film_actor');
    await press(visitor, 'ControlOrMeta+Enter');
    await visitor.page.getByRole('dialog', { name: 'Run this on production?' }).getByText(/DELETE · about/).waitFor();
    await psql(cluster, "update studio.connection set environment = null where name = 'pagila'", 'postgres');
  } };
}

/** Each begins in a new tab. @type {readonly Screen[]} */
export const workbench_screens = [...in_editor, ...in_results, ...in_plan].map(({ name, visit }) => ({ name, visit: async (visitor) => {
  await begin(visitor);
  await visit(visitor);
} }));
