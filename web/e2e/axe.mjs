// The accessibility check of a page. axe comes into the page as text, which the policy of the page refuses: the visitor
// has to come with `bypassCSP`.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @typedef {{id: string, nodes: {target: unknown, failureSummary?: string}[]}} Violation */

/**
 * Fails where axe finds a violation. A page that was looked at already and has changed its colors only is asked about these alone.
 * @param {import('playwright-core').Page} page @param {string} where @param {{colors_only?: boolean}} options
 */
export async function assertAccessible(page, where, { colors_only = false } = {}) {
  if (!await page.evaluate(() => 'axe' in window)) await page.addScriptTag({ content: axe });
  /** @type {Violation[]} */
  const violations = await page.evaluate(async (colors_only) => {
    // What is still fading in has not yet the contrast that it will be read with. Endless ones (a spinner) are looked at as they are.
    const ending = document.getAnimations().filter((each) => Number.isFinite(Number(each.effect?.getComputedTiming().endTime)));
    await Promise.allSettled(ending.map((each) => each.finished));
    const result = await /** @type {{axe: {run: (options: object) => Promise<{violations: unknown[]}>}}} */ (/** @type {unknown} */ (window)).axe.run({
      ...(colors_only
        ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
        : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
      // The handle between two panes stands between two landmarks, and belongs to neither.
      ...(colors_only ? {} : { rules: { region: { enabled: false } } }),
    });
    const violations = /** @type {{id: string, nodes: {html: string}[]}[]} */ (result.violations).map((each) => ({
      // A list box without the focus is walked through, and scrolled, from the field or the text that it belongs to.
      ...each, nodes: each.nodes.filter((node) => each.id !== 'scrollable-region-focusable' || !node.html.includes('role="listbox"')),
    }));
    return /** @type {any} */ (violations.filter((each) => each.nodes.length > 0));
  }, colors_only);
  const found = violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`).join(' | ')}`);
  assert.deepEqual(found, [], where);
}

/**
 * The same of a page in light and dark; what it looked like at both goes to the folder that STUDIO_E2E_SHOTS names. Leaves it light.
 * @param {import('playwright-core').Page} page @param {string} where
 */
export async function assertAccessibleInBoth(page, where) {
  const folder = process.env['STUDIO_E2E_SHOTS'];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${where.replaceAll(/[^\w-]+/g, '-')}-${colorScheme}.png` });
    await assertAccessible(page, `${where}, ${colorScheme}`, { colors_only: colorScheme === 'dark' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
