// The explorer over 25,000 relations, in headless Chromium against a throw-away cluster: from the address to a list that can be used,
// with an empty cache and with a filled one, and from a key in its filter to the list that it leaves. Beside them the floor of the
// same run: a key in a bare text field to its frame. Asserts nothing. `npm run bench:explorer [relations]`

import { loadavg } from 'node:os';
import { Visitor } from '../browser.mjs';
import { startCluster } from '../server.mjs';
import { expectEffect, floor, line, percentile } from './probe.mjs';
import { makeSchema, relationName } from './schema.mjs';

const relations = Number(process.argv[2] ?? 25_000);
const opens = 20;
const words = 12;

/** @param {Visitor} visitor @param {string} connection @param {boolean} is_first */
async function open(visitor, connection, is_first) {
  const { page } = visitor;
  await page.goto('about:blank');
  if (is_first) {
    const devtools = await visitor.context.newCDPSession(page);
    await devtools.send('Network.clearBrowserCache');
    await devtools.detach();
  }
  const began = Date.now();
  await page.goto(`${visitor.origin}/c/${connection}/tables`, { waitUntil: 'commit' });
  await page.getByRole('tree', { name: 'Tables' }).getByRole('treeitem', { name: /^table / }).first().waitFor();
  // The page itself says when: who asks from outside asks again only after up to half a second.
  return await page.evaluate(() => performance.timeOrigin + (/** @type {{studio_listed?: number}} */ (window).studio_listed ?? NaN)) - began;
}

/** Notes the frame in which there is a list. @param {Visitor} visitor */
async function watchList(visitor) {
  await visitor.page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[role=tree][aria-label=Tables] [role=treeitem][aria-level="2"]')) /** @type {{studio_listed?: number}} */ (window).studio_listed = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** A word is typed and deleted again, key by key. @param {Visitor} visitor */
async function filter(visitor) {
  const { page } = visitor;
  const took = [];
  await page.getByRole('searchbox', { name: 'Filter tables' }).focus();
  for (let number = 0; number < words; number += 1) {
    const word = relationName(1 + number * 1999 % relations);
    for (const key of [...word, ...[...word].map(() => 'Backspace')]) {
      const effect = await expectEffect(page, 'explorer');
      await page.keyboard.press(key);
      // A key may leave the lines of the screen as they were.
      const value = await effect.result(400);
      if (value !== null) took.push(value);
    }
  }
  return took;
}

const cluster = await startCluster();
process.env['STUDIO_E2E_CLUSTER'] = JSON.stringify(cluster.info);
const lines = [];
try {
  const database = `relations_${relations}`;
  await makeSchema(cluster.info, database, relations);
  const visitor = await Visitor.come();
  try {
    await visitor.signIn();
    const connection = await visitor.connectTo(database);
    await watchList(visitor);
    const first = [];
    const again = [];
    for (let round = 0; round < opens; round += 1) first.push(await open(visitor, connection, true));
    for (let round = 0; round < opens; round += 1) again.push(await open(visitor, connection, false));
    lines.push(line('address to the list, empty cache', first, '≤ 1 s'), line('address to the list', again, '≤ 1 s'));
    const bare = await floor(visitor, 60);
    lines.push(line('floor, a key in a bare text field to its frame', bare));
    const keys = await filter(visitor);
    lines.push(line('a key of the filter to its list', keys, '≤ 50 ms'));
    console.log(`the filter at p95 is ${(percentile(keys, 0.95) / percentile(bare, 0.95)).toFixed(1)} × the floor`);
    for (const fault of visitor.faults) console.log(fault);
  } finally {
    await visitor.leave();
  }
} finally {
  await cluster.stop();
}
console.log(`\n${relations.toLocaleString('en-US')} relations; load of the machine: ${loadavg().map((each) => each.toFixed(1)).join(' ')}\n\n| work | times | p50 | p95 | max | must |\n| --- | --- | --- | --- | --- | --- |\n${lines.join('\n')}`);
