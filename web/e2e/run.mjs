// Runs the browser journeys against throw-away clusters with pagila in them, or against the server whose one-time sign-in link
// stands in STUDIO_URL. All of them are run in two halves at a time, each one file after the other on a cluster of its own; those
// that ask for something within a second come alone behind them. Files that are named (by parts of their names) are run one after
// the other. STUDIO_E2E_ONLY takes the tests alone whose names match it, STUDIO_E2E_SLOWER=6 makes the pages' processor six times
// slower: what fails there would fail one day elsewhere. Exits with 1 where one failed.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './server.mjs';

const folder = new URL('journeys/', import.meta.url).pathname;
const wanted = process.argv.slice(2);
const only = process.env['STUDIO_E2E_ONLY'];
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort().map((name) => join(folder, name));
/** Which measure how long something takes, or how many frames are drawn. */
const measuring = ['11-intelligence', '15-scroll'];
const in_turn = wanted.length > 0 || process.env['STUDIO_URL'] !== undefined;
const alone = files.filter((file) => in_turn || measuring.some((name) => file.includes(`/${name}.`)));
const others = files.filter((file) => !alone.includes(file));

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
const stop = () => { for (const child of children) child.kill('SIGINT'); };
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

/** Gives the exit code. What a half prints is shown when it is over. @param {string[]} some @param {boolean} is_alone */
async function run(some, is_alone) {
  if (some.length === 0) return 0;
  const scratch = mkdtempSync(join(tmpdir(), 'studio-e2e-'));
  const cluster = process.env['STUDIO_URL'] === undefined ? await startCluster() : null;
  const env = {
    ...process.env,
    STUDIO_E2E_STATE: join(scratch, 'state.json'),
    ...(cluster ? { STUDIO_E2E_CLUSTER: JSON.stringify(cluster.info) } : {}),
  };
  const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', '--test-force-exit',
    ...(only === undefined ? [] : [`--test-name-pattern=${only}`]), ...some],
    { env, stdio: is_alone ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  /** @type {Buffer[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ data) => printed.push(data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  process.stdout.write(Buffer.concat(printed));
  await cluster?.stop();
  rmSync(scratch, { recursive: true, force: true });
  return code;
}

const halves = [0, 1].map((half) => run(others.filter((_, index) => index % 2 === half), false));
const codes = [...await Promise.all(halves), await run(alone, true)];
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
