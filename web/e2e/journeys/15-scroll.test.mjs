// Scrolling a result of 1,000,000 rows and 10 columns: all rows can be reached, the heap stays under 400 MB; frames a
// second are printed, not asserted, for a machine may be busy.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';

const rows = 1_000_000;
const heap_limit = 400 * 1024 * 1024;

describe('a result of 1,000,000 rows and 10 columns', () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {import('playwright-core').CDPSession} */
  let devtools;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
    devtools = await visitor.context.newCDPSession(visitor.page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await visitor.run(`select n, n * 2 as twice, 'name ' || n as name, n / 7.0 as exact, n % 2 = 0 as even, date '2000-01-01' + n % 9000 as day,
      md5(n::text) as digest, case when n % 3 > 0 then 'word' end as word, n::float8 / 3 as third, repeat('x', n % 30) as run
      from generate_series(1, ${rows}) n`);
    await visitor.cell(0, 0).waitFor();
  });
  after(() => visitor.leave());

  async function heap() {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = /** @type {{usedSize: number, backingStorageSize?: number}} */ (await devtools.send('Runtime.getHeapUsage'));
    return usedSize + backingStorageSize;
  }

  /** Processor time of the page's own thread so far, in seconds: what a frame costs also where the machine is busy. */
  async function busy() {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0;
  }

  /** Scrolls by `step` pixels in each frame for some seconds; gives frames a second and the longest frame. @param {number} step */
  async function scroll(step) {
    const before = await busy();
    const seen = await visitor.page.evaluate(async (by) => {
      const grid = document.querySelector('[role=grid][aria-label=Result]');
      if (!grid) throw new Error('there is no grid');
      grid.scrollTop = 0;
      /** @type {number[]} */
      const frames = [];
      await new Promise((resolve) => {
        const began = performance.now();
        let last = began;
        /** @param {number} now */
        const frame = (now) => {
          frames.push(now - last);
          last = now;
          grid.scrollTop += by;
          if (now - began < 4000) requestAnimationFrame(frame);
          else resolve(undefined);
        };
        requestAnimationFrame(frame);
      });
      const total = frames.reduce((sum, each) => sum + each, 0);
      return { count: frames.length, per_second: Math.round(frames.length / total * 1000), longest_ms: Math.round(Math.max(...frames)) };
    }, step);
    return { ...seen, busy_ms: ((await busy() - before) / seen.count * 1000).toFixed(1) };
  }

  it('takes less than 400 MB of heap, also after it was scrolled and sorted', async (test) => {
    const loaded = await heap();
    test.diagnostic(`heap with all rows: ${Math.round(loaded / 2 ** 20)} MB`);
    for (const [name, step] of /** @type {const} */ ([['slowly', 40], ['by a page', 600], ['by the bar', 9000]])) {
      const { per_second, longest_ms, busy_ms } = await scroll(step);
      test.diagnostic(`scrolled ${name}: ${per_second} frames a second, the longest ${longest_ms} ms, ${busy_ms} ms of processor time each`);
    }
    const began = performance.now();
    await visitor.page.getByRole('columnheader', { name: /^twice/ }).getByRole('button').click();
    await visitor.page.getByText(/^sorted in the browser: 1,000,000 of 1,000,000/).waitFor({ timeout: 60_000 });
    test.diagnostic(`sorted by a column of numbers in ${Math.round(performance.now() - began)} ms`);
    const used = await heap();
    test.diagnostic(`heap at the end: ${Math.round(used / 2 ** 20)} MB`);
    assert.ok(loaded < heap_limit && used < heap_limit);
    await visitor.page.getByRole('button', { name: 'Do not sort by twice' }).click();
    await visitor.page.getByText('sorted in the browser').waitFor({ state: 'detached' });
  });

  it('reaches every part of it: by the keyboard, by the bar, and back', async () => {
    const { page } = visitor;
    await visitor.cell(0, 0).click();
    await page.keyboard.press('ControlOrMeta+ArrowDown');
    await visitor.cell(rows - 1, 0).waitFor();
    assert.equal(await visitor.cell(rows - 1, 0).innerText(), String(rows));
    await page.keyboard.press('ControlOrMeta+ArrowUp');
    await visitor.cell(0, 0).waitFor();
    const grid = page.getByRole('grid', { name: 'Result' });
    let reached = 0;
    // Screen by screen from several places the rows follow each other without a gap.
    for (const part of [0, 0.1, 0.33, 0.5, 0.77, 0.999]) {
      const [first, next] = await grid.evaluate(async (element, at) => {
        const seen = () => [...element.querySelectorAll('[role=rowheader]')].map((each) => Number(each.textContent)).slice(1).sort((a, b) => a - b);
        const settled = () => new Promise((resolve) => setTimeout(resolve, 400));
        element.scrollTop = (element.scrollHeight - element.clientHeight) * at;
        await settled();
        const before = seen();
        element.scrollTop += element.clientHeight / 2;
        await settled();
        return [before, seen()];
      }, part);
      for (const list of [first, next]) {
        assert.deepEqual(list?.slice(1), list?.slice(1).map((_, index) => (list[1] ?? 0) + index), `no gap at ${part}`);
      }
      assert.ok((next?.[1] ?? 0) <= (first?.at(-1) ?? 0), 'what follows joins what was seen');
      reached = Math.max(reached, next?.at(-1) ?? 0);
    }
    assert.ok(reached > rows * 0.99);
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
