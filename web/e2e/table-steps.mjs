// What somebody does in the table studio, by the keyboard: steps that wait for what they bring about. For journeys that do the same
// with many databases.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { psql } from './server.mjs';

export class TableSteps {
  /** @param {import('./browser.mjs').Visitor} visitor @param {import('./server.mjs').ClusterInfo} cluster @param {string} database */
  constructor(visitor, cluster, database) {
    this.visitor = visitor;
    this.page = visitor.page;
    this.cluster = cluster;
    this.database = database;
    this.connection = '';
  }

  /** What PostgreSQL itself says. @param {string} sql */
  async stored(sql) {
    return await psql(this.cluster, sql, this.database);
  }

  /** Makes a connection to the database, and opens its tables. @param {import('./server.mjs').ClusterInfo} home where studio is */
  async connect(home = this.cluster) {
    this.connection = home === this.cluster ? await this.visitor.connectTo(this.database) : await this.visitor.connectFar(this.cluster.pg_port, this.database);
  }

  /** @param {string} schema @param {string} name @param {string} search */
  async go(schema, name, search = '') {
    await this.page.goto(`${this.visitor.origin}/c/${this.connection}/tables/${encodeURIComponent(schema)}/${encodeURIComponent(name)}${search}`);
  }

  /** Runs a command of the palette, or opens what is found there: an option of another name than what is typed. @param {string} label @param {string | RegExp} option */
  async command(label, option = label) {
    await this.page.keyboard.press('ControlOrMeta+k');
    const palette = this.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(label);
    await palette.getByRole('option', { name: option, selected: true }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  }

  /** The cell with the focus says so. @param {string} text */
  async focused(text) {
    await this.page.waitForFunction((wanted) => document.activeElement?.getAttribute('role') === 'gridcell' && document.activeElement.querySelector('.sg-value')?.textContent === wanted, text);
  }

  /** Puts the focus into a cell of the grid, by keys from its first one. @param {number} row @param {number} column */
  async walkTo(row, column) {
    const first = this.visitor.cell(0, 0).first();
    if (await first.count() === 0) await this.page.locator('[role=grid] [tabindex="0"]').first().focus();
    else await first.focus();
    await this.page.keyboard.press('ControlOrMeta+Home');
    await this.page.keyboard.press('Home');
    for (let step = 0; step < row; step += 1) await this.page.keyboard.press('ArrowDown');
    for (let step = 0; step < column; step += 1) await this.page.keyboard.press('ArrowRight');
    await this.visitor.cell(row, column).and(this.page.locator(':focus')).waitFor();
  }

  bar() {
    return this.page.getByRole('region', { name: 'Staged changes' });
  }

  review() {
    return this.page.getByRole('dialog', { name: 'Review of the staged changes' });
  }

  /** @param {string} words */
  async staged(words) {
    await this.bar().getByText(words, { exact: true }).waitFor();
  }

  /** Gives the cell with the focus another text. @param {string} text */
  async type(text) {
    const field = this.page.locator('.sg-edit');
    await this.page.keyboard.press('F2');
    await field.fill(text);
    await this.page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  }

  /** Saves what is staged, and gives the SQL that stood in the review. */
  async save() {
    await this.bar().getByRole('button', { name: 'Review' }).press('Enter');
    await this.review().getByRole('button', { name: 'Save', exact: true }).waitFor();
    const sql = (await this.review().getByLabel('SQL').allInnerTexts()).join('\n');
    await this.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await this.bar().waitFor({ state: 'detached' });
    return sql;
  }

  /** Rows from the first one on, all columns of them, as they are copied. @param {number} count */
  async copiedRows(count) {
    await this.walkTo(0, 0);
    for (let row = 1; row < count; row += 1) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.press('ControlOrMeta+Shift+c');
    const choice = this.page.getByRole('menuitem', { name: 'Copy as CSV', exact: true });
    await choice.waitFor();
    return await this.visitor.copied(() => choice.press('Enter'));
  }

  /** What a dialog exports. @param {import('playwright-core').Locator} dialog */
  async exported(dialog) {
    const download = this.page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
    const file = await download;
    assert.equal(await file.failure(), null);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }
}
