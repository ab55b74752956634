// Checks the budgets of what a first visit loads, in gzip bytes: everything that index.html names, the modules that
// those import at once, and the chunks that are loaded when first shown. Fails when one is over.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const read = (path) => readFileSync(new URL(`.${path}`, dist), 'utf8');
const gzip = (path) => gzipSync(read(path), { level: 9 }).length;

/** A module and all that it imports statically. */
function closure(paths) {
  const found = new Set();
  const open = [...paths];
  while (open.length > 0) {
    const path = open.pop();
    if (found.has(path)) continue;
    found.add(path);
    for (const match of read(path).matchAll(/(?:import|from)\s*"(\.\/[^"]+\.js)"/g)) open.push(`/assets/${match[1].slice(2)}`);
  }
  return found;
}

const html = read('/index.html');
const first = closure([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]));
const styles = [...html.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map((match) => match[1]);
const assets = JSON.parse(read('/assets.json')).map((asset) => asset.path);
const sum = (paths) => [...paths].reduce((total, path) => total + gzip(path), 0);

/** What a chunk adds to what is there already. */
function later(name, there = first) {
  const entry = assets.filter((path) => path.startsWith(`/assets/${name}-`) && path.endsWith('.js'));
  if (entry.length === 0) throw new Error(`no chunk is named ${name}`);
  return [...closure(entry)].filter((path) => !there.has(path));
}

const page = later('query-panes');
/** Within the query page nothing of it is loaded once more. */
const on_page = new Set([...first, ...page]);

const budgets = [
  ['first load, JavaScript', sum(first), 230_000],
  ['first load, CSS', sum(styles), 20_000],
  ['query page', sum(page), 60_000],
  ['editor', sum(later('query-editor', on_page)), 150_000],
  ['charts', sum(later('chart-canvas', on_page)), 260_000],
  ['plans', sum(later('plan-view', on_page)), 30_000],
  ['palette', sum(later('palette')), 20_000],
  ['workbooks, in a worker', sum(later('worker', new Set())), 20_000],
];
let is_over = false;
for (const [name, bytes, limit] of budgets) {
  const verdict = bytes > limit ? 'OVER' : 'ok';
  is_over ||= bytes > limit;
  console.log(`${verdict.padEnd(5)} ${name.padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(7)} kB of ${limit / 1000} kB`);
}
if (/https?:\/\/(?!www\.w3\.org|react\.dev)/.test(html)) {
  console.log('OVER  index.html names another host');
  is_over = true;
}
process.exitCode = is_over ? 1 : 0;
