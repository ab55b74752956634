// Measures the editor on large schemas, in headless Chromium against a throw-away cluster, and prints a table: a key to the shown
// list of completions, the end of the pause to the shown marks, the way to an editor that can be used. Beside them the floor of the
// same run: a key in a bare text field to its frame. Asserts nothing. `npm run bench:editor [places] [relations …]`

import { loadavg } from 'node:os';
import { Visitor } from '../browser.mjs';
import { startCluster } from '../server.mjs';
import { completionPlace, lintPlace } from './places.mjs';
import { expectEffect, floor, line, percentile } from './probe.mjs';
import { makeSchema } from './schema.mjs';

const [places = 200, ...given] = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [2000, 25_000];
/** The editor waits so long before it asks the server (react/src/query-editor/analysis.ts). */
const pause_ms = 250;
const opens = 5;

/** Puts a text into the empty editor; a zero character stands for the cursor. @param {Visitor} visitor @param {string} text */
async function put(visitor, text) {
  const { keyboard } = visitor.page;
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+a');
  const [head = '', tail = ''] = text.split('\u0000');
  await keyboard.insertText(head + tail || ' ');
  for (let step = 0; step < tail.length; step += 1) await keyboard.press('ArrowLeft');
}

/** @param {Visitor} visitor @param {number} relations */
async function completion(visitor, relations) {
  const took = [];
  /** @type {string[]} */
  const silent = [];
  for (let number = 0; number < places; number += 1) {
    const { text, key } = completionPlace(number, relations);
    await put(visitor, text);
    // What was asked for this text has come; the list that stands now is not the one that is measured.
    await visitor.page.waitForTimeout(150);
    const effect = await expectEffect(visitor.page, 'list');
    await visitor.page.keyboard.press(key);
    const value = await effect.result(2000);
    if (value === null) silent.push(`${text.slice(-80)}${key}`);
    else took.push(value);
  }
  if (silent.length > 0) console.log(`no list at ${silent.length} of ${places} places, as ${JSON.stringify(silent[0])}`);
  return took;
}

/** @param {Visitor} visitor @param {number} relations */
async function lint(visitor, relations) {
  const took = [];
  /** @type {string[]} */
  const silent = [];
  for (let number = 0; number < places; number += 1) {
    const { text, key } = lintPlace(number, relations);
    await put(visitor, text);
    await visitor.page.locator('.cm-lintRange').first().waitFor({ state: 'detached' });
    await visitor.page.waitForTimeout(pause_ms + 100);
    const effect = await expectEffect(visitor.page, 'marks');
    await visitor.page.keyboard.press(key);
    const value = await effect.result();
    if (value === null) silent.push(`${text.slice(-80)}${key}`);
    else took.push(value - pause_ms);
  }
  if (silent.length > 0) console.log(`no mark at ${silent.length} of ${places} places, as ${JSON.stringify(silent[0])}`);
  return took;
}

/** From the address to an editor with the focus, and from its first key to the list, the catalog read meanwhile. @param {Visitor} visitor @param {string} connection */
async function firstOpen(visitor, connection) {
  const usable = [];
  const listed = [];
  for (let round = 0; round < opens; round += 1) {
    await visitor.page.goto('about:blank');
    const began = Date.now();
    await visitor.page.goto(`${visitor.origin}/c/${connection}/sql`, { waitUntil: 'commit' });
    const content = visitor.page.locator('.cm-content');
    await content.waitFor();
    await content.focus();
    usable.push(Date.now() - began);
    await visitor.page.keyboard.press('ControlOrMeta+a');
    await visitor.page.keyboard.insertText('select * from');
    await visitor.page.keyboard.press(' ');
    await visitor.page.locator('.cm-tooltip-autocomplete li').first().waitFor({ timeout: 30_000 });
    listed.push(Date.now() - began);
  }
  return { usable, listed };
}

/** Until nothing more of the catalog is asked for: what comes late must not disturb the keys that are measured. @param {Visitor} visitor */
async function settled(visitor) {
  await visitor.page.waitForLoadState('networkidle', { timeout: 60_000 });
  await visitor.page.waitForTimeout(2000);
}

const cluster = await startCluster();
process.env['STUDIO_E2E_CLUSTER'] = JSON.stringify(cluster.info);
const lines = [];
try {
  for (const relations of sizes) {
    const database = `relations_${relations}`;
    await makeSchema(cluster.info, database, relations);
    const visitor = await Visitor.come();
    try {
      await visitor.signIn();
      const connection = await visitor.connectTo(database);
      const { usable, listed } = await firstOpen(visitor, connection);
      const name = `${relations.toLocaleString('en-US')} relations: `;
      lines.push(line(`${name}address to an editor with the focus`, usable, '≤ 1 s'), line(`${name}address to the first list, keys included`, listed, '≤ 1 s'));
      await settled(visitor);
      const bare = await floor(visitor, Math.max(50, places));
      lines.push(line(`${name}floor, a key in a bare text field to its frame`, bare));
      const keys = await completion(visitor, relations);
      lines.push(line(`${name}a key to the shown list`, keys, '≤ 50 ms'));
      lines.push(line(`${name}the end of the pause to the shown marks`, await lint(visitor, relations), '≤ 150 ms'));
      console.log(`${name}completion at p95 is ${(percentile(keys, 0.95) / percentile(bare, 0.95)).toFixed(1)} × the floor`);
      for (const fault of visitor.faults) console.log(fault);
    } finally {
      await visitor.leave();
    }
  }
} finally {
  await cluster.stop();
}
console.log(`\nload of the machine: ${loadavg().map((each) => each.toFixed(1)).join(' ')}\n\n| work | keys | p50 | p95 | max | must, p95 |\n| --- | --- | --- | --- | --- | --- |\n${lines.join('\n')}`);
