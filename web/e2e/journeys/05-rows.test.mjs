// Rows in full: the record card, values that the server cut, copying in the formats of other programs, what a cell says
// when the pointer rests on it, and results beside the editor.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';

describe('rows', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ timezoneId: 'America/New_York' });
    await visitor.signIn();
    await visitor.run(`drop table if exists "rows <b>";
      create table "rows <b>" (id int primary key, body text, details jsonb, rating mpaa_rating, at timestamptz, twice int generated always as (id * 2) stored);
      insert into "rows <b>" select n, repeat('body ' || n || ' ', 20000), '{"big":9007199254740993,"list":[1,{}]}', 'PG-13', '2024-07-01 12:00:00.123456+00' from generate_series(1, 30) n;
      update "rows <b>" set body = null where id = 3; update "rows <b>" set body = '' where id = 4`);
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${encodeURIComponent('rows <b>')}`);
    await visitor.cell(0, 0).waitFor();
  });
  after(async () => {
    await visitor.run('drop table "rows <b>"');
    await visitor.leave();
  });

  const card = () => visitor.page.getByRole('region', { name: /^Row \d/ });

  it('opens the record card by Space, follows the row, and closes it by Space', async () => {
    const { page } = visitor;
    await visitor.cell(1, 2).click();
    await page.keyboard.press('Space');
    await card().getByRole('heading', { name: 'Row 2' }).waitFor();
    assert.match(await card().innerText(), /"big": 9007199254740993,\n {2}"list": \[\n {4}1,\n {4}\{\}\n/);
    await page.keyboard.press('ArrowDown');
    await card().getByRole('heading', { name: 'Row 3' }).waitFor();
    assert.equal(await card().locator('.sg-null').innerText(), 'NULL');
    await page.keyboard.press('ArrowDown');
    await card().getByRole('heading', { name: 'Row 4' }).waitFor();
    assert.equal(await card().locator('.sg-empty').innerText(), "''");
    await page.keyboard.press('Space');
    await card().waitFor({ state: 'detached' });
    assert.equal(await visitor.cell(3, 2).evaluate((cell) => cell === document.activeElement), true, 'the focus stays in the grid');
  });

  it('gives the focus back when the card is closed by Esc from within', async () => {
    const { page } = visitor;
    await page.keyboard.press('Space');
    await card().getByRole('button', { name: 'Close the record card' }).focus();
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    assert.equal(await visitor.cell(3, 2).evaluate((cell) => cell === document.activeElement), true);
  });

  it('fetches the whole of a value that the server cut', async () => {
    const { page } = visitor;
    await visitor.cell(4, 1).click();
    await page.keyboard.press('Space');
    await card().getByRole('button', { name: /^Load the whole value/ }).click();
    await card().getByLabel('Whole value of body').waitFor();
    assert.equal(await visitor.copied(() => card().getByRole('button', { name: 'Copy', exact: true }).click()), 'body 5 '.repeat(20_000));
    const [download] = await Promise.all([
      page.waitForEvent('download'), card().getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'body.txt');
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
  });

  for (const [name, text] of /** @type {const} */ ([
    ['Copy', '1\t"{""big"": 9007199254740993, ""list"": [1, {}]}"'],
    ['Copy as CSV', 'id,details\n1,"{""big"": 9007199254740993, ""list"": [1, {}]}"'],
    ['Copy as JSON', '[\n  {"id": 1, "details": {"big": 9007199254740993, "list": [1, {}]}}\n]'],
    ['Copy as Markdown', '| id | details |\n| ---: | --- |\n| 1 | {"big": 9007199254740993, "list": [1, {}]} |'],
  ])) {
    it(`serves the menu by the keyboard alone: ${name}`, async () => {
      const { page } = visitor;
      await visitor.run('select id, details from "rows <b>" order by id');
      await visitor.cell(0, 0).click();
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('ControlOrMeta+Shift+c');
      const choice = page.getByRole('menuitem', { name, exact: name !== 'Copy' }).first();
      await choice.waitFor();
      for (let steps = 0; steps < 9 && !await choice.evaluate((item) => item === document.activeElement); steps += 1) {
        await page.keyboard.press('ArrowDown');
      }
      assert.equal(await visitor.copied(() => page.keyboard.press('Enter')), text);
      await page.getByRole('contentinfo', { name: 'Status' }).getByText('Copied 1 row.').waitFor();
      assert.equal(await visitor.cell(0, 1).evaluate((cell) => cell === document.activeElement), true);
    });
  }

  it('copies an INSERT that runs, without the generated column', async () => {
    const { page } = visitor;
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${encodeURIComponent('rows <b>')}`);
    await visitor.cell(2, 0).click();
    await page.keyboard.press('Shift+End');
    await visitor.cell(2, 0).click({ button: 'right' });
    const sql = await visitor.copied(() => page.getByRole('menuitem', { name: 'Copy as INSERT' }).click());
    assert.match(sql, /^INSERT INTO "public"."rows <b>" \("id", "body", "details", "rating", "at"\) VALUES\n {2}\(3, NULL, /);
    await visitor.run(`begin; delete from "rows <b>" where id = 3; ${sql} rollback;`);
    await page.getByRole('tab', { name: /Messages/ }).click();
    await page.getByText('INSERT 0 1').waitFor();
  });

  it('says of cells that were cut that the copy holds only a part', async () => {
    const { page } = visitor;
    await page.goBack();
    await visitor.cell(6, 1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    await page.getByText('Copied 1 row; 1 value only in part.').waitFor();
  });

  it('draws enums as tags and says times exactly, in the zone of the session, in UTC and here', async () => {
    await visitor.page.evaluate(() => document.querySelector('[role=grid]')?.scrollTo({ left: 2000 }));
    assert.equal(await visitor.cell(0, 3).locator('.sg-enum').innerText(), 'PG-13');
    await visitor.cell(0, 4).hover();
    const said = await visitor.cell(0, 4).getAttribute('title');
    assert.match(said ?? '', /^2024-07-01 12:00:00.123456\+00 \(TimeZone .+\)\n2024-07-01 12:00:00 UTC\n2024-07-01 08:00:00 America\/New_York$/);
  });

  it('does not fetch a value that it cannot tell apart, and says why', async () => {
    const { page } = visitor;
    await visitor.run('select body from "rows <b>" order by id');
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Space');
    await card().getByRole('button', { name: /^Load the whole value/ }).click();
    await card().getByText('Add the columns of the primary key to the query.').waitFor();
    await page.keyboard.press('Space');
  });

  it('puts the results beside the editor, remembers it, and puts them back', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Results to the right' }).click();
    const editor = await page.locator('.sg-editor').boundingBox();
    const grid = await page.getByRole('grid', { name: 'Result' }).boundingBox();
    assert.ok(editor && grid && grid.x >= editor.x + editor.width - 1);
    await page.reload();
    await page.locator('.cm-content').waitFor();
    await page.keyboard.press('Alt+r');
    await page.getByRole('button', { name: 'Results to the right' }).waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
