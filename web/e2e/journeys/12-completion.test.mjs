// Completion and hover in the editor: what opens by itself, what is put into the text, what is said of a name.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';

describe('completion in the SQL editor', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const list = () => visitor.page.locator('.cm-tooltip-autocomplete');
  const first = () => visitor.page.locator('.cm-tooltip-autocomplete li[aria-selected]');
  const text = () => visitor.page.locator('.cm-content').innerText();
  /** Types into an empty editor. */
  const type = async (/** @type {string} */ sql) => {
    await visitor.write('');
    await visitor.page.keyboard.type(sql);
  };

  it('opens by itself after a letter, and Tab takes the first', async () => {
    await type('sel');
    await first().getByText('select').waitFor();
    await visitor.page.waitForTimeout(100);
    await visitor.page.keyboard.press('Tab');
    assert.equal(await text(), 'select');
  });

  for (const [what, held_path] of /** @type {const} */ ([['completion', /\/intelligence-[^/]*\.js$/], ['the catalog', /\/catalog\/keywords/]])) {
    it(`opens for what was typed before ${what} had come`, async () => {
      let letCome = () => {};
      const held = new Promise((resolve) => { letCome = () => resolve(undefined); });
      const asked = visitor.page.waitForRequest(held_path);
      await visitor.page.route(held_path, async (route) => {
        await held;
        await route.continue();
      });
      await visitor.page.reload();
      await visitor.page.locator('.cm-content').focus();
      await visitor.page.keyboard.press('ControlOrMeta+a');
      await visitor.page.keyboard.type('sel');
      await asked;
      // At once, as a paste is, and a key behind it.
      await visitor.page.keyboard.press('ControlOrMeta+a');
      await visitor.page.keyboard.insertText('select * from');
      await visitor.page.keyboard.press(' ');
      assert.equal(await list().getByText('film', { exact: true }).count(), 0);
      letCome();
      await list().getByText('film', { exact: true }).waitFor();
      await visitor.page.unrouteAll();
      await visitor.page.keyboard.press('Escape');
    });
  }

  it('opens behind FROM, JOIN, ON and a dot, and writes whole conditions', async () => {
    await type('select * from ');
    await list().getByText('film', { exact: true }).waitFor();
    await visitor.page.keyboard.type('film f join ');
    await list().getByText('film_actor fa on fa.film_id = f.film_id').first().waitFor();
    await visitor.page.keyboard.type('film_actor fa on ');
    await first().getByText('fa.film_id = f.film_id').waitFor();
    await visitor.page.waitForTimeout(100);
    await visitor.page.keyboard.press('Enter');
    assert.equal(await text(), 'select * from film f join film_actor fa on fa.film_id = f.film_id');
    await visitor.page.keyboard.type(' where f.');
    await first().getByText('film_id').waitFor();
  });

  it('offers the labels of an enum where they are compared, and nothing in a comment', async () => {
    await type('select * from film where rating = ');
    await first().getByText("'G'").waitFor();
    await type('-- fil');
    await visitor.page.waitForTimeout(300);
    assert.equal(await list().count(), 0);
  });

  it('stays closed for the word where Esc closed it', async () => {
    await type('select fi');
    await list().waitFor();
    await visitor.page.keyboard.press('Escape');
    await list().waitFor({ state: 'detached' });
    await visitor.page.keyboard.type('lm');
    await visitor.page.waitForTimeout(300);
    assert.equal(await list().count(), 0);
    await visitor.page.keyboard.type(' fr');
    await list().waitFor();
  });

  it('describes a table, a column and a function, by pointer and by keyboard', async () => {
    await visitor.write('select f.rating, get_customer_balance(1, now()) from film f');
    const description = visitor.page.locator('.cm-description');
    await visitor.page.keyboard.press('F1');
    await description.getByText('public.film', { exact: true }).waitFor();
    await description.getByText('mpaa_rating').waitFor();
    await description.getByText(/about [\d,]+ rows/).waitFor();
    await visitor.page.keyboard.press('Escape');
    await description.waitFor({ state: 'detached' });
    // The line is one text: the pointer goes where the word stands in it.
    const place = await visitor.page.locator('.cm-line').first().evaluate((line) => {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.nodeValue?.indexOf('rating') ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 6);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      return null;
    });
    assert.ok(place);
    await visitor.page.mouse.move(place.x, place.y, { steps: 3 });
    await description.getByText(/rating/).first().waitFor();
    await visitor.page.mouse.move(2, 2);
  });

  it('shows the signature of the call, with the argument that is being written', async () => {
    await type('select get_customer_balance(1, ');
    const signature = visitor.page.locator('.cm-signature');
    await signature.getByText('p_effective_date timestamp with time zone', { exact: true }).waitFor();
    assert.match(await signature.locator('strong').innerText(), /^p_effective_date/);
    await visitor.page.keyboard.press('Escape');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
