// A Chromium for journeys: signed in, with everything written down that must not happen: console errors, refused
// policies, requests to other hosts, layout shifts.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { tellOnFailure } from './on-failure.mjs';
import { freshLink, givenCluster, psql } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--enable-precise-memory-info'];

export async function launch() {
  return await chromium.launch({ executablePath: process.env['STUDIO_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
}

/** The address that journeys begin with: a fresh link, or the one link of STUDIO_URL the first time it is asked for. */
export async function startAddress() {
  const cluster = givenCluster();
  if (cluster) return await freshLink(cluster);
  const link = process.env['STUDIO_URL'];
  assert.ok(link, 'STUDIO_URL holds a one-time sign-in link');
  return existsSync(stateFile()) ? new URL('/', link).href : link;
}

function stateFile() {
  return process.env['STUDIO_E2E_STATE'] ?? '/nonexistent';
}

export class Visitor {
  /** @type {string[]} */
  faults = [];
  connection = '';
  /** @type {string[]} connections that are deleted in the end */
  #made = [];

  /** @param {import('playwright-core').Browser} browser @param {import('playwright-core').BrowserContext} context @param {Page} page @param {string} address */
  constructor(browser, context, page, address) {
    this.browser = browser;
    this.context = context;
    this.page = page;
    this.address = address;
    this.origin = new URL(address).origin;
  }

  /** @param {ContextOptions} options */
  static async come(options = {}) {
    const browser = await launch();
    const storageState = !givenCluster() && existsSync(stateFile()) ? { storageState: stateFile() } : {};
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...storageState, ...options,
    });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(browser, context, await context.newPage(), await startAddress());
    await visitor.#watch(visitor.page);
    tellOnFailure(context);
    return visitor;
  }

  /** Signs in and opens the tables; makes the first connection where there is none. */
  async signIn() {
    await this.page.goto(this.address);
    const connect = this.page.getByRole('button', { name: 'Connect', exact: true });
    const tables = this.page.getByRole('grid', { name: /^Tables of/ });
    await connect.or(tables).first().waitFor();
    if (await connect.isVisible()) await connect.click();
    await tables.waitFor();
    this.connection = /\/c\/([^/]+)/.exec(this.page.url())?.[1] ?? '';
  }

  /** Makes a connection to another database of the server and opens its tables; gives its id. @param {string} database */
  async connectTo(database) {
    await this.page.goto(`${this.origin}/connections/new`);
    await this.page.getByRole('textbox', { name: 'Name' }).fill(database);
    await this.page.getByLabel('Database').selectOption(database);
    await this.page.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
    await this.page.getByRole('grid', { name: /^Tables of/ }).waitFor({ timeout: 60_000 });
    return this.#arrived();
  }

  /** Makes a connection to a server of startRemote and opens its tables; gives its id. @param {number} port @param {string} database */
  async connectFar(port, database) {
    const { page } = this;
    await page.goto(`${this.origin}/connections/new`);
    await page.getByRole('radio', { name: 'Another server' }).check({ force: true });
    const paste = page.getByLabel('Paste a connection string');
    await paste.fill(`host=127.0.0.1 port=${port} dbname=${database} user=ada sslmode=disable`);
    await paste.press('Enter');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`far ${database}`);
    await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    return this.#arrived();
  }

  #arrived() {
    const id = /\/c\/([^/]+)/.exec(this.page.url())?.[1] ?? '';
    this.#made.push(id);
    return id;
  }

  /** Opens a new query tab with a text in it. @param {string} sql */
  async write(sql) {
    if (!/\/sql\//.test(this.page.url())) {
      await this.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'SQL' }).click();
    }
    const editor = this.page.locator('.cm-content');
    await editor.waitFor();
    await editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(sql);
  }

  /** Writes a text and runs it to its end. @param {string} sql */
  async run(sql) {
    await this.write(sql);
    await this.page.keyboard.press('ControlOrMeta+Enter');
    await this.ended();
  }

  /** Waits until the run is over: Cancel has become Run again. */
  async ended() {
    await this.page.getByRole('button', { name: /^Run(?! again)/ }).waitFor({ timeout: 60_000 });
  }

  /**
   * What something copies: the page writes to the clipboard after it has said so or before, and what was copied last may say the
   * same. @param {() => Promise<unknown>} act
   */
  async copied(act) {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await act();
    const deadline = Date.now() + 15_000;
    for (;;) {
      const text = await this.page.evaluate(() => navigator.clipboard.readText());
      if (text !== '') return text;
      assert.ok(Date.now() < deadline, 'nothing was copied');
    }
  }

  /**
   * Gives files where something asks for them. @param {() => Promise<unknown>} act
   * @param {{name: string, mimeType: string, buffer: Buffer}} file
   */
  async chosen(act, file) {
    const chooser = this.page.waitForEvent('filechooser');
    // The page is told to hand its choosers over; a key could overtake that word, an answer of the page cannot.
    await this.page.evaluate(() => document.readyState);
    await act();
    await (await chooser).setFiles(file);
  }

  /** A cell of the grid on the screen, by row and column from 0. @param {number} row @param {number} column */
  cell(row, column) {
    return this.page.locator(`[role=gridcell][data-row="${row}"][data-column="${column}"]`);
  }

  /** What must not have happened did not. */
  assertFaultless() {
    assert.deepEqual(this.faults, []);
  }

  /** The sum of the layout shifts since the page was loaded. */
  async layoutShift() {
    return await this.page.evaluate(() => /** @type {{studio_shift?: number}} */ (window).studio_shift ?? 0);
  }

  /** What shifted, and from where to where: for the message of a failed journey. */
  async shifted() {
    return await this.page.evaluate(() => (/** @type {{studio_shifted?: string[]}} */ (window).studio_shifted ?? []).join('; '));
  }

  async leave() {
    const cluster = givenCluster();
    // Who comes next with a fresh profile lands on the first connection.
    for (const id of cluster ? this.#made : []) await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), `select studio.operation('delete_connection', '{"id": "${id}"}')`, 'postgres');
    if (!givenCluster()) await this.context.storageState({ path: stateFile() });
    await this.browser.close();
  }

  /** @param {Page} page */
  async #watch(page) {
    const slower = Number(process.env['STUDIO_E2E_SLOWER'] ?? 1);
    if (slower > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(() => {
      const target = /** @type {{studio_shift?: number, studio_shifted?: string[]}} */ (window);
      target.studio_shift = 0;
      target.studio_shifted = [];
      /** @param {DOMRectReadOnly} rect */
      const place = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const shift = /** @type {PerformanceEntry & {value: number, hadRecentInput: boolean, sources: {node: Node | null, previousRect: DOMRectReadOnly, currentRect: DOMRectReadOnly}[]}} */ (entry);
          if (shift.hadRecentInput) continue;
          target.studio_shift = (target.studio_shift ?? 0) + shift.value;
          for (const { node, previousRect, currentRect } of shift.sources) {
            const name = node instanceof Element ? `<${node.localName} class="${node.className}">` : String(node?.nodeName);
            target.studio_shifted?.push(`${name} ${place(previousRect)} to ${place(currentRect)}`);
          }
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    page.on('console', (message) => {
      // The browser itself reports refused requests; journeys that provoke one look at what the page says.
      if (message.type() === 'error' && !/status of 4\d\d|ERR_CONNECTION_REFUSED|WebSocket connection/.test(message.text())) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== this.origin && !['data:', 'blob:'].includes(url.protocol)) this.faults.push(`other host: ${url.href}`);
    });
  }
}
