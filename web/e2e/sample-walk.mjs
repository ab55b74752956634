// A walk through the table studio, by the keyboard: browse, edit, shape, move data; what is seen is held against psql. The journeys
// 57 take it on databases that were not made for the studio.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessibleInBoth } from './axe.mjs';
import { Visitor } from './browser.mjs';
import { givenCluster, psql, runScript, startRemote } from './server.mjs';
import { TableSteps } from './table-steps.mjs';

const cluster = givenCluster();

/**
 * @typedef {object} Sample
 * @property {string} database
 * @property {string} schema
 * @property {string} table the one that is looked at
 * @property {string} order how the studio orders it by itself, in SQL; '' where it has no key
 * @property {string} text a column of texts, which is edited
 * @property {string} part what some of these texts contain
 * @property {{column: string, schema: string, table: string, key: string} | null} parent what a column of it refers to
 * @property {{schema: string, table: string, column: string, key: string} | null} child what refers to its first row
 * @property {Record<string, string>} added a row of one's own
 * @property {(cluster: import('./server.mjs').ClusterInfo) => Promise<void>} load makes the database
 * @property {true} [is_remote] whether it lies on another server, where there is no studio
 */

/** @param {string} name */
const ident = (name) => `"${name.replaceAll('"', '""')}"`;
/** @param {string} text */
const literal = (text) => `'${text.replaceAll("'", "''")}'`;

/** @param {Sample} sample */
export function walkThrough(sample) {
  const relation = `${ident(sample.schema)}.${ident(sample.table)}`;
  const order = sample.order === '' ? '' : `order by ${sample.order}`;

  describe(`the table studio on ${sample.database}`, { skip: !cluster }, () => {
    /** @type {Visitor} */
    let visitor;
    /** @type {TableSteps} */
    let steps;
    /** @type {string[]} */
    let columns = [];
    /** @type {Awaited<ReturnType<typeof startRemote>> | null} */
    let remote = null;
    const page = () => visitor.page;
    const status = () => page().getByRole('contentinfo', { name: 'Status' });
    const at = (/** @type {string} */ column) => columns.indexOf(column);
    const open = async (search = '') => {
      await steps.go(sample.schema, sample.table, search);
      await visitor.cell(0, 0).first().waitFor();
    };
    /** @param {string} schema @param {string} name */
    const heading = (schema, name) => page().getByRole('heading', { level: 1, name: new RegExp(`^${schema}\\. ?${name}$`) });
    const editable = async () => await page().getByRole('button', { name: 'Add row' }).and(page().locator(':enabled')).waitFor();
    const filter = `?filter=${encodeURIComponent(JSON.stringify([{ column: sample.text, is: 'contains', value: sample.part }]))}`;
    const condition = `strpos(lower(${ident(sample.text)}), lower(${literal(sample.part)})) > 0`;

    before(async () => {
      const given = /** @type {NonNullable<typeof cluster>} */ (cluster);
      visitor = await Visitor.come({ bypassCSP: true, acceptDownloads: true });
      remote = sample.is_remote ? await startRemote(given) : null;
      const server = remote?.info ?? given;
      steps = new TableSteps(visitor, server, sample.database);
      await sample.load(server);
      if (remote) await psql(server, 'alter role ada superuser', 'postgres');
      columns = (await steps.stored(`select attname from pg_attribute where attrelid = ${literal(relation)}::regclass and attnum > 0 order by attnum`)).split('\n');
      await visitor.signIn();
      await steps.connect(given);
    });
    after(async () => {
      await visitor.leave();
      await remote?.stop();
    });

    it('finds a table in the explorer, and another by the palette', async () => {
      await page().keyboard.press('ControlOrMeta+Shift+e');
      await page().getByRole('searchbox', { name: 'Filter tables' }).and(page().locator(':focus')).waitFor();
      await page().keyboard.type(sample.table);
      await page().keyboard.press('Enter');
      await heading(sample.schema, sample.table).waitFor();
      await visitor.cell(0, 0).first().waitFor();
      const other = sample.parent?.table ?? 'weather';
      await steps.command(`${sample.schema}.${other}`, `${other} ${sample.schema}`);
      await heading(sample.schema, other).waitFor();
    });

    it('shows its rows as psql does, counts them, and goes to the last', async () => {
      await open();
      const all = Number(await steps.stored(`select count(*) from ${relation}`)).toLocaleString('en-US');
      await steps.walkTo(0, 0);
      const count = status().getByRole('button', { name: 'Count' });
      const counted = status().getByText(`${all} rows`, { exact: true });
      await count.or(counted).first().waitFor();
      if (await count.count() > 0) await count.press('Enter');
      await counted.waitFor();
      const shown = await steps.copiedRows(5);
      const bools = (await steps.stored(`select attname from pg_attribute where attrelid = ${literal(relation)}::regclass and atttypid = 'bool'::regtype`)).split('\n');
      const list = columns.map((column) => (bools.includes(column) ? `${ident(column)}::text` : ident(column))).join(', ');
      assert.equal(shown, await steps.stored(`copy (select ${list} from ${relation} ${order} limit 5) to stdout (format csv, header)`));
      await assertAccessibleInBoth(page(), `${sample.database}-rows`);
      if (order === '') return;
      await page().keyboard.press('ControlOrMeta+End');
      await page().keyboard.press('Home');
      await steps.focused(await steps.stored(`select ${ident(columns[0] ?? '')} from ${relation} ${order} desc limit 1`));
    });

    it('filters and sorts, and a link shows the same', async () => {
      await open(filter);
      const some = Number(await steps.stored(`select count(*) from ${relation} where ${condition}`)).toLocaleString('en-US');
      await status().getByText(some === '1' ? '1 row' : `${some} rows`, { exact: true }).waitFor();
      const [key = ''] = columns;
      await open(`${filter}&sort=${encodeURIComponent(`-${sample.text},${key}`)}`);
      await page().waitForFunction((wanted) => document.querySelector('[data-row="0"][data-column="0"] .sg-value')?.textContent === wanted,
        await steps.stored(`select ${ident(key)} from ${relation} where ${condition} order by ${ident(sample.text)} desc, ${ident(key)} limit 1`));
    });

    it('looks at what a row refers to, goes there, and counts what refers to it', { skip: sample.parent === null }, async () => {
      const { parent, child } = sample;
      if (!parent || !child) return;
      await open();
      const value = await steps.stored(`select ${ident(parent.column)} from ${relation} ${order} limit 1`);
      await steps.walkTo(0, at(parent.column));
      await page().keyboard.press('Alt+Enter');
      const card = page().getByRole('dialog', { name: 'Referenced row' });
      await card.getByText(`${parent.schema}.${parent.table}`).waitFor();
      await page().keyboard.press('Escape');
      await card.waitFor({ state: 'detached' });
      await page().keyboard.press('F4');
      await page().getByRole('group', { name: 'Rows with' }).getByText(`${parent.key} = ${value}`).waitFor();
      await heading(parent.schema, parent.table).waitFor();
      await open();
      await steps.walkTo(0, 0);
      const refer = await steps.stored(`select count(*) from ${ident(child.schema)}.${ident(child.table)} where ${ident(child.column)} = (select ${ident(child.key)} from ${relation} ${order} limit 1)`);
      await page().keyboard.press('Shift+F4');
      const panel = page().getByRole('region', { name: 'Rows related to row 1' });
      await panel.getByRole('region', { name: 'What points to it' }).getByRole('listitem').filter({ hasText: `${child.schema}.${child.table}` })
        .getByText(refer === '1' ? '1 row' : `${refer} rows`, { exact: true }).first().waitFor();
      await assertAccessibleInBoth(page(), `${sample.database}-related`);
      await page().keyboard.press('Shift+F4');
    });

    it('shows a record in full, and steps to the next', async () => {
      await open();
      await steps.walkTo(0, 0);
      await page().keyboard.press('Space');
      const card = page().getByRole('region', { name: 'Row 1', exact: true });
      await card.getByText(sample.text, { exact: true }).first().waitFor();
      await card.getByRole('button', { name: 'Next row' }).press('Enter');
      await page().getByRole('region', { name: 'Row 2', exact: true }).waitFor();
      await assertAccessibleInBoth(page(), `${sample.database}-record`);
      await page().keyboard.press('Escape');
    });

    it('edits, adds and deletes, reviewed and saved at once, and undoes it', async () => {
      await open();
      await editable();
      /** All of it, whatever the order; but for what a trigger writes. */
      const sum = async () => await steps.stored(`select count(*) || md5(string_agg(text, '' order by text)) from (select (to_jsonb(row) - 'last_update')::text as text from ${relation} as row) as of`);
      const base = await sum();
      await steps.walkTo(1, at(sample.text));
      await steps.type(`changed 'by' "us" \\ 😀`);
      await steps.staged('1 change in 1 row');
      await page().keyboard.press('Insert');
      await steps.staged('2 changes in 2 rows');
      for (const [column, text] of Object.entries(sample.added)) {
        await steps.walkTo(0, at(column));
        await steps.type(text);
      }
      await assertAccessibleInBoth(page(), `${sample.database}-staged`);
      await steps.save();
      const [[first_name = '', first = '']] = /** @type {[[string, string]]} */ (Object.entries(sample.added));
      assert.equal(await steps.stored(`select count(*) filter (where ${ident(sample.text)} = ${literal(`changed 'by' "us" \\ 😀`)}) || ' ' ||
        count(*) filter (where ${ident(first_name)}::text = ${literal(first)} and ${ident(sample.text)} = ${literal(sample.added[sample.text] ?? '')}) from ${relation}`), '1 1');
      await steps.command('Undo the last save');
      await steps.review().getByText('to be deleted').waitFor();
      await steps.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
      await steps.bar().waitFor({ state: 'detached' });
      assert.equal(await sum(), base);
    });

    it('is shaped: a column and an index come and go, with their SQL and their lock', async () => {
      const dialog = () => page().getByRole('dialog');
      await steps.go(sample.schema, sample.table, '?view=structure&part=columns');
      await page().getByRole('rowheader', { name: sample.text, exact: true }).waitFor();
      await page().getByRole('button', { name: 'Add column' }).press('Enter');
      await dialog().getByLabel('Name', { exact: true }).fill('of "ours"');
      await dialog().getByLabel('Type').fill('numeric(5, 2)');
      await dialog().getByText('AccessExclusiveLock').waitFor();
      assert.match(await dialog().getByLabel('SQL', { exact: true }).innerText(), /ADD COLUMN "of ""ours""" numeric\(5, 2\);$/);
      await assertAccessibleInBoth(page(), `${sample.database}-add-column`);
      await dialog().getByRole('button', { name: 'Add column' }).press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await page().getByRole('rowheader', { name: 'of "ours"' }).waitFor();
      await steps.go(sample.schema, sample.table, '?view=structure&part=indexes');
      await page().getByRole('button', { name: 'Create index' }).press('Enter');
      await dialog().getByLabel('Name', { exact: true }).fill('by ours');
      await dialog().getByLabel('Key 1').selectOption('of "ours"');
      await dialog().getByRole('button', { name: 'Create index' }).press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await page().getByRole('rowheader', { name: 'by ours' }).waitFor();
      assert.equal(await steps.stored(`select indisvalid from pg_index where indexrelid = '"by ours"'::regclass`), 't');
      await steps.go(sample.schema, sample.table, '?view=structure&part=definition');
      await page().getByText(/CREATE INDEX "by ours"/).first().waitFor();
      await steps.go(sample.schema, sample.table, '?view=structure&part=columns');
      await page().getByRole('button', { name: /of "ours"/ }).first().press('Enter');
      await page().getByRole('menuitem', { name: 'Drop…' }).press('Enter');
      await dialog().getByText(/by ours/).first().waitFor();
      await dialog().getByRole('button', { name: 'Drop column' }).press('Enter');
      await page().getByRole('rowheader', { name: 'of "ours"' }).waitFor({ state: 'detached' });
    });

    it('goes out as a file of what is filtered, and comes in as a new table', async () => {
      await open(filter);
      await page().getByRole('button', { name: 'Export…' }).first().press('Enter');
      const dialog = page().getByRole('dialog', { name: /^Export/ });
      await dialog.getByLabel('Format').selectOption('csv');
      const { bytes } = await steps.exported(dialog);
      if (remote) {
        const lines = (/** @type {string} */ text) => text.trim().split(/\r?\n/).toSorted();
        assert.deepEqual(lines(bytes.toString()), lines(await steps.stored(`copy (select * from ${relation} where ${condition}) to stdout (format csv, header)`)));
      }
      await steps.command('Import a file into a new table');
      const into = page().getByRole('dialog', { name: /^Import into/ });
      await into.locator('input[type=file]').setInputFiles({ name: 'of ours.csv', mimeType: 'text/csv', buffer: bytes });
      await into.getByRole('group', { name: 'Statement' }).waitFor();
      await into.getByRole('button', { name: 'Import', exact: true }).press('Enter');
      const some = Number(await steps.stored(`select count(*) from ${relation} where ${condition}`));
      await into.getByRole('status').getByText(`${some.toLocaleString('en-US')} ${some === 1 ? 'row' : 'rows'} came in.`).waitFor();
      await assertAccessibleInBoth(page(), `${sample.database}-import`);
      const came = (await steps.stored("select attname from pg_attribute where attrelid = 'of_ours'::regclass and attnum > 0 order by attnum")).split('\n');
      assert.equal(came.length, columns.length);
      /** @param {string[]} of */
      const texts = (of) => of.map((column) => `${ident(column)}::text`).join(', ');
      assert.equal(await steps.stored(`select count(*) from (select ${texts(columns)} from ${relation} where ${condition} except all select ${texts(came)} from of_ours) as lost`), '0');
      await into.getByRole('button', { name: 'Close', exact: true }).press('Enter');
      await steps.stored('drop table of_ours');
    });

    it('goes out as a script that makes all of it again', async () => {
      const again = `${sample.database}_again`;
      await steps.command('Export tables of a schema');
      const dialog = page().getByRole('dialog', { name: 'Export tables', exact: true });
      await dialog.getByLabel('Schema', { exact: true }).selectOption({ label: sample.schema });
      const { bytes } = await steps.exported(dialog);
      await psql(steps.cluster, `create database ${again}`, 'postgres');
      await runScript(steps.cluster, bytes, again);
      /** What there is, and how much of it. @param {string} database */
      const whole = async (database) => {
        const names = (await psql(steps.cluster, `select string_agg(oid::regclass::text, E'\\n' order by oid::regclass::text collate "C") from pg_class
          where relnamespace = ${literal(sample.schema)}::regnamespace and relkind in ('r', 'p', 'v', 'm')`, database)).split('\n');
        // What a view puts together may depend on the order in which rows lie: of them how many rows there are.
        const kinds = new Map((await psql(steps.cluster, `select oid::regclass, relkind, relispopulated from pg_class where relnamespace = ${literal(sample.schema)}::regnamespace`, database)).split('\n').map((line) => line.split('|')).map(([name = '', kind = '', is_filled = '']) => [name, kind + is_filled]));
        const sums = names.map((name) => (kinds.get(name) === 'mf' ? `select ${literal(name)} || ' holds nothing'` : `select ${literal(name)} || ' ' || count(*) || ' ' || ${/^[rp]/.test(kinds.get(name) ?? '') ? "md5(coalesce(string_agg(md5(row::text), '' order by row::text collate \"C\"), ''))" : "'seen'"} from ${name} as row`));
        const constraints = await psql(steps.cluster, `select string_agg(conrelid::regclass || ' ' || pg_get_constraintdef(oid), E'\\n' order by conrelid::regclass::text collate "C", pg_get_constraintdef(oid) collate "C")
          from pg_constraint where connamespace = ${literal(sample.schema)}::regnamespace`, database);
        const indexes = await psql(steps.cluster, `select string_agg(indexdef, E'\\n' order by indexdef collate "C") from pg_indexes where schemaname = ${literal(sample.schema)}`, database);
        return [...(await psql(steps.cluster, sums.join(' union all '), database)).split('\n').toSorted(), ...`${constraints}\n${indexes}`.split('\n')];
      };
      assert.deepEqual(await whole(again), await whole(sample.database));
    });

    it('fits a phone', async () => {
      await page().setViewportSize({ width: 390, height: 844 });
      await steps.go(sample.schema, sample.table);
      await page().getByRole('listitem').filter({ hasText: sample.text }).first().waitFor();
      await assertAccessibleInBoth(page(), `${sample.database}-390`);
      assert.equal(await page().evaluate(() => document.documentElement.scrollWidth), 390);
      await page().setViewportSize({ width: 1440, height: 900 });
      visitor.assertFaultless();
    });
  });
}
