// An import with lines that are wrong: told by line and reason, left out where that is allowed, gone on with behind the last part;
// a trial keeps nothing; an import that is stopped leaves nothing.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('import of a file with faults', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: 'Import into public.import_fault' });
  const told = () => dialog().getByRole('status');
  /** @param {string} name */
  const button = (name) => dialog().getByRole('button', { name, exact: true });
  /** @param {string} text */
  const begin = async (text) => {
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/import_fault`);
    await visitor.page.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog().locator('input[type=file]').setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await dialog().getByLabel(/^Column of /).first().waitFor();
  };
  /** Some 6 MB, three parts and more; a wrong line at `wrong`. @param {number} wrong */
  const large = (wrong = -1) => ['id,word,people\n', ...Array.from({ length: 60_000 }, (_, n) =>
    `${n + 1000},${'word '.repeat(19)},${n === wrong ? 0 : 1}\n`)].join('');

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored('drop table if exists import_fault; create table import_fault (id int primary key, word text, people int check (people > 0))');
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored('drop table if exists import_fault');
  });

  it('tells the line that is wrong, leaves it out where that is allowed, and keeps nothing of a trial', async () => {
    await begin('id,word,people\n10,Bergen,5\nx,Wrong,5\n11,None,0\n12,Bodø,5\n');
    await button('Import').click();
    await dialog().getByText(/line 3, column id: "x"/).waitFor();
    await told().getByText('Nothing was kept.').waitFor();
    await dialog().getByLabel('Wrong lines to leave out, at most').fill('5');
    await button('Try without keeping').click();
    await told().getByText('The trial went well: 2 rows would come in. Nothing was kept.').waitFor();
    const lines = dialog().getByRole('group', { name: 'Lines left out' });
    assert.deepEqual(await lines.getByRole('rowheader').allTextContents(), ['3', '4']);
    await lines.getByText('violates check constraint').first().waitFor();
    assert.equal(await stored('select count(*) from import_fault'), '0');
    const saved = visitor.page.waitForEvent('download');
    await button('Save the list').click();
    assert.equal((await saved).suggestedFilename(), 'lines-left-out.csv');
    await button('Import').click();
    await told().getByText('2 rows came in.').waitFor();
    assert.equal(await stored("select string_agg(word, ', ' order by id) from import_fault"), 'Bergen, Bodø');
    await visitor.page.setViewportSize({ width: 390, height: 844 });
    await assertAccessible(visitor.page, 'the outcome, 390 px');
    await visitor.page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(visitor.page, 'the outcome, dark');
    await visitor.page.emulateMedia({ colorScheme: 'light' });
  });

  it('part by part: what is in stays, and it goes on behind it', async () => {
    await stored('truncate import_fault');
    await begin(large(50_000));
    await dialog().getByLabel('Transaction').selectOption('parts');
    await button('Import').click();
    await dialog().getByText(/line 50002/).waitFor();
    await told().getByText(/rows came in and stay\./).waitFor();
    const kept = Number(await stored('select count(*) from import_fault'));
    assert.ok(kept > 0 && kept < 50_000, `${kept}`);
    await dialog().getByLabel('Wrong lines to leave out, at most').fill('1');
    await dialog().getByRole('button', { name: `Go on behind line ${kept + 1}`, exact: true }).click();
    await told().getByText('59,999 rows came in.').waitFor();
    assert.equal(await stored('select count(*), count(distinct id) from import_fault'), '59999|59999');
  });

  it('that is stopped in the middle leaves nothing and holds nothing', async () => {
    // A lock of another keeps the first part from going in, so that there is time to stop.
    await stored('truncate import_fault');
    await begin(large());
    const blocker = stored("begin; lock table import_fault in share mode; select pg_sleep(60) /* import_fault blocker */; commit").catch(() => 'ended');
    const waiting = async () => await stored("select count(*) from pg_locks where relation = 'import_fault'::regclass and not granted") !== '0';
    const locked = async () => await stored("select count(*) from pg_locks where relation = 'import_fault'::regclass and mode = 'ShareLock'") !== '0';
    await until(locked);
    await button('Import').click();
    await until(waiting);
    await button('Stop').click();
    await told().getByText('Stopped. Nothing was kept.').waitFor();
    await until(async () => !await waiting());
    await stored("select pg_cancel_backend(pid) from pg_stat_activity where query like '%import_fault blocker%' and pid <> pg_backend_pid()");
    await blocker;
    assert.equal(await stored('select count(*) from import_fault'), '0');
    visitor.assertFaultless();
  });

  it('says that the rows came in where the answer to the commit was lost, and that nobody knows where PostgreSQL cannot be asked', async () => {
    const { page } = visitor;
    const is_commit = (/** @type {import('playwright-core').Request} */ request) => /\/query$/.test(request.url()) && /"sql":"COMMIT/.test(request.postData() ?? '');
    /** Loses the answer to the nth commit and, if it is told so, all that is asked behind it. @param {number} nth @param {boolean} and_all_behind */
    const lose = async (nth, and_all_behind) => {
      let commits = 0;
      await page.route(/\/api\/v1\//, async (route) => {
        if (is_commit(route.request())) commits += 1;
        const is_it = commits === nth && is_commit(route.request());
        if (is_it) await route.fetch();
        if (is_it || (and_all_behind && commits >= nth)) await route.abort('connectionreset');
        else await route.fallback();
      });
    };
    await stored('truncate import_fault');
    await begin(large());
    await lose(1, false);
    await button('Import').click();
    await told().getByText('60,000 rows came in.').waitFor();
    await page.unroute(/\/api\/v1\//);
    assert.equal(await stored('select count(*), count(distinct id) from import_fault'), '60000|60000');

    await stored('truncate import_fault');
    await begin(large());
    await dialog().getByLabel('Transaction').selectOption('parts');
    await lose(2, true);
    await button('Import').click();
    await told().getByText('The answer was lost: PostgreSQL is asked what became of it …').waitFor();
    await told().getByText(/rows came in and stay\. Those behind them may have come in, or not\./).waitFor({ timeout: 30_000 });
    await dialog().getByText(/Whether lines \d+ to \d+ came in is not known\./).waitFor();
    assert.equal(await dialog().getByRole('button', { name: /^Go on/ }).count(), 0);
    await assertAccessible(page, 'an outcome that is not known');
    await page.unroute(/\/api\/v1\//);
  });
});

/** @param {() => Promise<boolean>} holds */
async function until(holds) {
  for (const began = Date.now(); !await holds();) assert.ok(Date.now() - began < 15_000, 'it has not come true');
}
