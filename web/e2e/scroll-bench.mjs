// What scrolling a result of 1,000,000 rows and 10 columns costs, beside a floor of the same run: an empty page that scrolls
// a plain element of the same height by the same steps. Frames a second are only as good as the machine is free; the ratio,
// the page's own processor time of a frame and its memory say more.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Visitor } from './browser.mjs';

const rows = 1_000_000;
const ways = /** @type {const} */ ([['by the wheel, 40 px', 40], ['by pages, 600 px', 600], ['by the bar, 9,000 px', 9000]]);
const rounds = 3;
const scroll_ms = 4000;

/**
 * Scrolls by `step` in each frame; frames a second, the longest frame.
 * @param {import('playwright-core').Page} page @param {string} selector @param {number} step
 */
export async function scroll(page, selector, step, duration_ms = scroll_ms) {
  return await page.evaluate(async ({ selector: wanted, by, duration }) => {
    const element = document.querySelector(wanted);
    if (!element) throw new Error('there is nothing to scroll');
    element.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
    /** @type {number[]} */
    const frames = [];
    await new Promise((resolve) => {
      const began = performance.now();
      let last = began;
      /** @param {number} now */
      const frame = (now) => {
        if (now > last) frames.push(now - last);
        last = now;
        element.scrollTop += by;
        if (now - began < duration) requestAnimationFrame(frame);
        else resolve(undefined);
      };
      requestAnimationFrame(frame);
    });
    const total = frames.reduce((sum, each) => sum + each, 0);
    return { count: frames.length, per_second: frames.length / total * 1000, longest_ms: Math.max(...frames) };
  }, { selector, by: step, duration: duration_ms });
}

/** Processor time of the page's own thread so far, in ms. @param {import('playwright-core').CDPSession} devtools */
async function busy(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** Private memory of the browser's process that holds most of it, in MB: that of the page. @param {number} parent */
export function largestProcess(parent) {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  let largest = 0;
  for (const pid of children) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      if (!isUnder(Number(pid), parent)) continue;
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const kb = [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
      largest = Math.max(largest, kb / 1024);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return Math.round(largest);
}

/** @param {number} pid @param {number} parent */
function isUnder(pid, parent) {
  for (let at = pid; at > 1;) {
    if (at === parent) return true;
    at = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? 0);
  }
  return false;
}

/** Prints the table. @param {{profiles: boolean}} options */
export async function measureScrolling({ profiles }) {
  const visitor = await Visitor.come();
  await visitor.signIn();
  const devtools = await visitor.context.newCDPSession(visitor.page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await visitor.run(`select n, n * 2 as twice, 'name ' || n as name, n / 7.0 as exact, n % 2 = 0 as even, date '2000-01-01' + n % 9000 as day,
    md5(n::text) as digest, case when n % 3 > 0 then 'word' end as word, n::float8 / 3 as third, repeat('x', n % 30) as run
    from generate_series(1, ${rows}) n`);
  await visitor.cell(0, 0).waitFor();
  const floor = await visitor.context.newPage();
  await floor.setContent(`<div id="floor" style="height: 100vh; overflow: auto"><div style="height: 12000000px; background:
    repeating-linear-gradient(white, white 27px, #ddd 28px)"></div></div>`);
  if (profiles) await devtools.send('Profiler.enable');
  for (const [name, step] of ways) {
    /** @type {{ours: number, floor: number, busy: number, longest: number}[]} */
    const seen = [];
    for (let round = 0; round < rounds; round += 1) {
      await floor.bringToFront();
      const empty = await scroll(floor, '#floor', step);
      await visitor.page.bringToFront();
      if (profiles && round === 0) await devtools.send('Profiler.start');
      const before = await busy(devtools);
      const ours = await scroll(visitor.page, '[role=grid][aria-label=Result]', step);
      seen.push({ ours: ours.per_second, floor: empty.per_second, busy: (await busy(devtools) - before) / ours.count, longest: ours.longest_ms });
      if (profiles && round === 0) {
        const { profile } = await devtools.send('Profiler.stop');
        writeFileSync(`scroll-${step}.cpuprofile`, JSON.stringify(profile));
      }
    }
    const middle = (/** @type {'ours' | 'floor' | 'busy' | 'longest'} */ key) => seen.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    console.log(`${name}: ${middle('ours').toFixed(1)} frames a second, floor ${middle('floor').toFixed(1)}, ratio ${(middle('ours') / middle('floor')).toFixed(2)}, ${
      middle('busy').toFixed(1)} ms of processor time a frame, longest ${middle('longest').toFixed(0)} ms`);
  }
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = /** @type {{usedSize: number, backingStorageSize?: number}} */ (await devtools.send('Runtime.getHeapUsage'));
  console.log(`JavaScript heap ${Math.round((usedSize + backingStorageSize) / 2 ** 20)} MB, the page's process ${largestProcess(process.pid)} MB`);
  for (const column of ['twice', 'name', 'exact']) {
    const began = performance.now();
    await visitor.page.getByRole('columnheader', { name: new RegExp(`^${column} `) }).getByRole('button').click();
    await visitor.page.getByText(/^sorted in the browser: 1,000,000 of 1,000,000/).waitFor({ timeout: 60_000 });
    console.log(`sorted by ${column} in ${Math.round(performance.now() - began)} ms`);
    await visitor.page.getByRole('button', { name: `Do not sort by ${column}` }).click();
    await visitor.page.getByText('sorted in the browser').waitFor({ state: 'detached' });
  }
  await visitor.leave();
}
