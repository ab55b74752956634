// The scroll bar over a whole table: the last row, the middle, back to the first, by the bar, the wheel and the keyboard; how many
// rows there are, and how that is known.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const count = 200_000;

const cluster = givenCluster();

describe('a whole table', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const make = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  before(async () => {
    await make(`drop table if exists whole cascade; create table whole (id int primary key, body text);
      insert into whole select n * 3, 'row ' || n from generate_series(1, ${count}) n; analyze whole; create view whole_seen as select * from whole`);
    visitor = await Visitor.come();
    await visitor.signIn();
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/whole`);
    await visitor.cell(0, 1).waitFor();
  });
  after(async () => {
    await visitor.leave();
    await make('drop table whole cascade');
  });
  const grid = () => visitor.page.getByRole('grid', { name: /^Rows of/ });
  const status = () => visitor.page.getByRole('contentinfo', { name: 'Status' });

  /** Waits until all rows on the screen are there, and gives their numbers in the table, from the top. */
  const seen = async () => {
    // The row with the focus is drawn wherever it is.
    const wait = visitor.page.waitForFunction(() => {
      const frame = document.querySelector('[role=grid]')?.getBoundingClientRect();
      const cells = [...document.querySelectorAll('[role=gridcell][data-column="1"]')].map((cell) => ({ top: cell.getBoundingClientRect().top, text: cell.textContent ?? '' }))
        .filter(({ top }) => frame && top > frame.top + 32 && top < frame.bottom - 28).sort((a, b) => a.top - b.top);
      const rows = cells.map(({ text }) => Number(/^row (\d+)$/.exec(text)?.[1] ?? 0));
      return rows.length > 10 && rows.every((row) => row > 0) ? rows : null;
    });
    return /** @type {number[]} */ (await (await wait).jsonValue());
  };
  /** Every row comes behind the one above it. @param {number[]} rows */
  const assertNoHole = (rows) => assert.deepEqual(rows, rows.map((_, at) => (rows[0] ?? 0) + at));

  it('tells at once about how many rows there are, and exactly when it is asked', async () => {
    await status().getByText('about 200,000 rows (estimated)').waitFor();
    await status().getByRole('button', { name: 'Count' }).click();
    await status().getByText('200,000 rows', { exact: true }).waitFor();
  });

  it('goes to the last row and to the first by the keyboard', async () => {
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('ControlOrMeta+End');
    await visitor.page.waitForFunction((last) => document.activeElement?.textContent === String(last), count * 3);
    const rows = await seen();
    assertNoHole(rows);
    // The last one may stand half behind the edge.
    assert.ok((rows.at(-1) ?? 0) >= count - 1);
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await visitor.page.waitForFunction(() => document.activeElement?.textContent === '3');
  });

  it('shows the middle when the bar is dragged there, and says about which row it is', async () => {
    await grid().evaluate((element) => { element.scrollTop = element.scrollHeight / 2; });
    const rows = await seen();
    assertNoHole(rows);
    assert.ok(Math.abs((rows[0] ?? 0) / count - 0.5) < 0.02, `row ${rows[0]}`);
    await status().getByText(/^about row [\d,]+ of 200,000$/).waitFor();
  });

  it('reads on both ways without a hole', async () => {
    for (const by of [600, 600, 600, -600, -600, -600, -600, -600]) {
      const before_rows = await seen();
      await grid().evaluate((element, step) => { element.scrollTop += step; }, by);
      const rows = await seen();
      assertNoHole(rows);
      assert.ok(Math.abs((rows[0] ?? 0) - (before_rows[0] ?? 0)) <= Math.abs(by) / 28 + 2, `${before_rows[0]} to ${rows[0]}`);
    }
  });

  it('goes with the order to the other end', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/whole?sort=-id`);
    await visitor.page.waitForFunction((first) => document.querySelector('[data-row="0"][data-column="0"]')?.textContent === String(first), count * 3);
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('ControlOrMeta+End');
    await visitor.page.waitForFunction(() => document.activeElement?.textContent === '3');
  });

  it('counts what a filter leaves in the background, and shows its last row', async () => {
    const filter = encodeURIComponent('[{"column":"body","is":"ends_with","value":"7"}]');
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/whole?filter=${filter}`);
    await status().getByText('20,000 rows', { exact: true }).waitFor();
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('ControlOrMeta+End');
    await visitor.page.waitForFunction((last) => document.activeElement?.textContent === String(last), (count - 3) * 3);
  });

  it('reads a view on from its first row, for it has no key', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/whole_seen`);
    await visitor.cell(0, 0).waitFor();
    await grid().evaluate((element) => { element.scrollTop = element.scrollHeight; });
    assertNoHole(await seen());
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
