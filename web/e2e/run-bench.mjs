// Runs the measure of scrolling against a throw-away cluster. With --profile it writes what the page's thread was busy
// with, as scroll.cpuprofile, which the browser's own tools read.

import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './server.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const cluster = await startCluster();
process.env['STUDIO_E2E_STATE'] = join(scratch, 'state.json');
process.env['STUDIO_E2E_CLUSTER'] = JSON.stringify(cluster.info);
try {
  const { measureScrolling } = await import('./scroll-bench.mjs');
  await measureScrolling({ profiles: process.argv.includes('--profile') });
} finally {
  await cluster.stop();
  rmSync(scratch, { recursive: true, force: true });
}
