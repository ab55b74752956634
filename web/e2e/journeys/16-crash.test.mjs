// A browser that is killed loses no text: what was typed a moment before is there when it starts again.

import assert from 'node:assert/strict';
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { chromium } from 'playwright-core';
import { startAddress } from '../browser.mjs';
import { givenCluster } from '../server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'studio-crash-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A browser that keeps its things in the folder, with the studio in it. */
async function come() {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env['STUDIO_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const page = await context.newPage();
  await page.goto(await startAddress());
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await connect.or(page.getByRole('grid', { name: /^Tables of/ })).first().waitFor();
  if (await connect.isVisible()) await connect.click();
  await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'SQL' }).click();
  await page.locator('.cm-content').waitFor();
  return { context, page };
}

it('brings back the tabs and the texts after the browser was killed', { skip: !givenCluster() }, async () => {
  const first = await come();
  const { page } = first;
  await page.locator('.cm-content').focus();
  await page.keyboard.insertText('select 1 as first_tab');
  await page.keyboard.press('Alt+n');
  await page.waitForURL(/\/sql\//);
  await page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link').nth(1).waitFor();
  await page.locator('.cm-content').focus();
  await page.keyboard.insertText('select 2 as typed_just_before');
  await page.waitForTimeout(500);
  // Chromium tells its process in the lock of its folder: `host-pid`.
  const pid = Number(/-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1]);
  assert.ok(pid > 1);
  process.kill(pid, 'SIGKILL');
  await first.context.close().catch(() => undefined);

  const second = await come();
  await second.page.locator('.cm-line').getByText('select 2 as typed_just_before').waitFor();
  const tabs = second.page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link');
  assert.equal(await tabs.count(), 2);
  await tabs.first().click();
  await second.page.locator('.cm-line').getByText('select 1 as first_tab').waitFor();
  await second.context.close();
});
