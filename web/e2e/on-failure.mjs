// When a journey fails: what its pages showed. A failure that comes once in a hundred runs has to tell enough the first time.

import { afterEach } from 'node:test';

const most_characters = 900;

/** @type {Set<import('playwright-core').BrowserContext>} */
const open = new Set();

/** @param {import('playwright-core').BrowserContext} context */
export function tellOnFailure(context) {
  open.add(context);
  context.once('close', () => open.delete(context));
}

/** Where the page is, what has the focus, the texts of its editors, then its own text without the list of tables. @param {import('playwright-core').Page} page */
async function shown(page) {
  const editors = await page.locator('.cm-content').allInnerTexts();
  const { focus, text } = await page.evaluate(() => {
    const at = document.activeElement;
    const parts = [...document.querySelectorAll('dialog[open], [role=dialog], [role=alert], main')].map((it) => it.textContent ?? '');
    return {
      focus: at === null ? 'nothing' : `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? ''}`,
      text: parts.length > 0 ? parts.join(' | ') : document.body.innerText,
    };
  });
  return [new URL(page.url()).pathname, `focus: ${focus}`, ...editors.map((it) => `editor: ${it.slice(0, 160)}`), text]
    .join(' | ').replaceAll(/\s+/g, ' ').slice(0, most_characters);
}

afterEach(async (test) => {
  if (!('passed' in test) || test.passed) return;
  for (const page of [...open].flatMap((context) => context.pages())) {
    const limit = new Promise((resolve) => setTimeout(resolve, 5_000, 'the page does not answer').unref());
    console.log(`shown: ${await Promise.race([shown(page), limit]).catch(String)}`);
  }
});
