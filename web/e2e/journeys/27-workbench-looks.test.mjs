// Every screen of the SQL workbench: no violation that axe knows, in light and dark, and on a telephone, and nothing that jumps.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster } from '../server.mjs';
import { guardScreen, workbench_screens } from '../workbench-screens.mjs';

const cluster = givenCluster();
const screens = [...workbench_screens, ...(cluster ? [guardScreen(cluster)] : [])];
/** Up to this a shift is the rounding of a pixel. */
const most_shift = 0.001;

for (const [width, height] of /** @type {const} */ ([[1440, 900], [390, 844]])) {
  describe(`the screens of the workbench, ${width} pixels wide`, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => {
      visitor = await Visitor.come({ bypassCSP: true, viewport: { width: 1440, height: 900 } });
      await visitor.signIn();
      await visitor.page.setViewportSize({ width, height });
    });
    after(() => visitor.leave());

    for (const { name, visit } of screens) {
      it(name, async () => {
        const { page } = visitor;
        await visit(visitor);
        await assertAccessibleInBoth(page, `${name}-${width}`);
        assert.ok(await visitor.layoutShift() <= most_shift, await visitor.shifted());
      });
    }

    it('made no fault', () => visitor.assertFaultless());
  });
}
