// Runs the browser journeys, one file after the other, against a throw-away cluster with pagila in it, or against the
// server whose one-time sign-in link stands in STUDIO_URL.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './server.mjs';

const folder = new URL('journeys/', import.meta.url).pathname;
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort().map((name) => join(folder, name));

const scratch = mkdtempSync(join(tmpdir(), 'studio-e2e-'));
const cluster = process.env['STUDIO_URL'] === undefined ? await startCluster() : null;
const env = {
  ...process.env,
  STUDIO_E2E_STATE: join(scratch, 'state.json'),
  ...(cluster ? { STUDIO_E2E_CLUSTER: JSON.stringify(cluster.info) } : {}),
};
const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', '--test-force-exit', ...files], { env, stdio: 'inherit' });
const stop = () => child.kill('SIGINT');
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
const code = await new Promise((resolve) => child.on('exit', resolve));
await cluster?.stop();
rmSync(scratch, { recursive: true, force: true });
process.exitCode = typeof code === 'number' ? code : 1;
