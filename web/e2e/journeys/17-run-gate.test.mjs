// What stands before a run: the values of parameters, the question on production with its effect and its dry run; and one text
// on many connections.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('before a run', () => {
  /** @type {Visitor} */
  let visitor;
  const cluster = givenCluster();
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    // The journeys behind this one begin on the first connection, as it was.
    if (!cluster) return;
    await psql(cluster, "update studio.connection set environment = null where name = 'pagila'", 'postgres');
    await psql(cluster, "delete from studio.connection where name = 'empty one'", 'postgres');
  });

  const form = () => visitor.page.getByRole('form', { name: 'Parameters' });
  const guard = () => visitor.page.getByRole('dialog', { name: 'Run this on production?' });
  const run = () => visitor.page.keyboard.press('ControlOrMeta+Enter');
  /** @param {number} column @param {string} text */
  const shows = (column, text) => visitor.cell(0, column).getByText(text, { exact: true }).waitFor();

  it('asks for parameters by name and type, runs by Enter, and remembers', async () => {
    const { page } = visitor;
    await visitor.write("select :title::text as title, :n + 1 as next, :ok::boolean as ok, :day::date as day, :data::jsonb as data");
    await run();
    await form().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.closest('form')?.getAttribute('aria-label')), 'Parameters');
    await form().getByLabel(':title text').fill("it's :n");
    await form().getByLabel(':n integer').fill('many');
    await form().getByLabel(':ok boolean').selectOption('false');
    await form().getByLabel(':day date').fill('2026-01-31');
    await form().getByLabel(':data jsonb').fill('{"a":');
    await form().getByRole('button', { name: 'Run' }).click();
    await form().getByText('Not a whole number').waitFor();
    await form().getByText('Not JSON').waitFor();
    await assertAccessible(page, 'the form of parameters');
    await form().getByLabel(':data jsonb').fill('{"a":1}');
    await form().getByLabel(':n integer').fill('41');
    await page.keyboard.press('Enter');
    await shows(0, "it's :n");
    await shows(1, '42');
    await shows(3, '2026-01-31');
    assert.equal(await form().count(), 0);
    await page.getByRole('button', { name: 'Change parameters' }).getByText("it's :n").waitFor();
    await run();
    await visitor.ended();
    assert.equal(await form().count(), 0);
  });

  it('tells NULL from an empty text, and opens by its own key', async () => {
    const { page } = visitor;
    await visitor.write('select :title::text is null as no_title, :empty::text = $$$$ as is_empty');
    await run();
    await form().getByLabel('NULL for title').check();
    await form().getByRole('button', { name: 'Run' }).click();
    await visitor.cell(0, 1).getByText('true').waitFor();
    await visitor.cell(0, 0).getByText('true').waitFor();
    await page.keyboard.press('Alt+p');
    await form().waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await form().count(), 0);
  });

  it('offers the labels of an enum', async () => {
    await visitor.write('select count(*) from film where rating = :rating');
    await run();
    await form().getByRole('combobox').waitFor();
    assert.deepEqual(await form().getByRole('combobox').locator('option').allInnerTexts(), ['G', 'PG', 'PG-13', 'R', 'NC-17']);
    await form().getByRole('combobox').selectOption('PG');
    await form().getByRole('button', { name: 'Run' }).click();
    await shows(0, '194');
  });

  it('runs a script with parameters as one', async () => {
    await visitor.write('create temporary table note (id int, word text);\ninsert into note values (:id, :word);\nselect word from note where id = :id');
    await run();
    await form().getByLabel(/^:id/).fill('7');
    await form().getByLabel(/^:word/).fill('seven');
    await form().getByRole('button', { name: 'Run' }).click();
    await shows(0, 'seven');
  });

  it('asks before it destroys on production, with the effect; Cancel runs nothing', { skip: !cluster }, async () => {
    const { page } = visitor;
    if (!cluster) return;
    await psql(cluster, `create table guarded (id int primary key); create table guarded_line (guarded_id int references guarded on delete cascade);
      insert into guarded select generate_series(1, 40); insert into guarded_line select generate_series(1, 20); create view guarded_view as select id from guarded; analyze guarded, guarded_line`);
    await psql(cluster, "update studio.connection set environment = 'production' where name = 'pagila'", 'postgres');
    await page.reload();
    await page.locator('.cm-content').waitFor();
    await visitor.write('select 1 as safe');
    await run();
    await shows(0, '1');
    assert.equal(await guard().count(), 0);
    await visitor.write('delete from guarded');
    await run();
    await guard().getByText('DELETE · about 40 rows').waitFor();
    await guard().getByText('public.guarded_line (guarded_line_guarded_id_fkey): CASCADE · of about 20 rows').waitFor();
    await guard().getByRole('button', { name: 'Try it and roll back' }).click();
    await guard().getByText('DELETE: 40 rows').waitFor();
    await guard().getByText('public.guarded_line: 0 inserted, 0 updated, 20 deleted').waitFor();
    await guard().getByText(/A rollback does not undo sequences/).waitFor();
    await assertAccessible(page, 'the question on production');
    if (process.env['STUDIO_SHOT']) await page.screenshot({ path: `${process.env['STUDIO_SHOT']}/guard.png` });
    await guard().getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await psql(cluster, 'select count(*) from guarded'), '40');
  });

  it('shows what a DROP would take, and runs it when the name is typed', { skip: !cluster }, async () => {
    if (!cluster) return;
    await visitor.write('drop table guarded cascade');
    await run();
    await guard().getByText('CASCADE takes 2 more objects').waitFor();
    await guard().getByText('view guarded_view', { exact: true }).waitFor();
    await guard().getByRole('textbox').fill('pagil');
    await guard().getByRole('button', { name: 'Run on production' }).click();
    assert.equal(await psql(cluster, "select count(*) from pg_class where relname = 'guarded'"), '1');
    await guard().getByRole('textbox').fill('pagila');
    await visitor.page.keyboard.press('Enter');
    await guard().waitFor({ state: 'hidden' });
    const left = () => psql(cluster, "select count(*) from pg_class where relname = 'guarded'");
    for (let tries = 0; tries < 100 && await left() !== '0'; tries += 1) await visitor.page.waitForTimeout(100);
    assert.equal(await left(), '0');
    await psql(cluster, "update studio.connection set environment = null where name = 'pagila'", 'postgres');
  });

  it('runs one text on many connections, merged, with the failure of one', { skip: !cluster }, async () => {
    const { page } = visitor;
    if (!cluster) return;
    await page.goto(`${visitor.origin}/connections/new`);
    await page.getByRole('textbox', { name: 'Name' }).fill('empty one');
    await page.getByLabel('Database').selectOption('postgres');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await visitor.write("select current_database() as db, 1 as one");
    await page.keyboard.press('Alt+Shift+Enter');
    const many = page.getByRole('dialog', { name: 'Run on many connections' });
    await many.getByRole('checkbox', { name: /^pagila/ }).check();
    await assertAccessible(page, 'the choice of connections');
    await many.getByRole('button', { name: 'Run on 2 connections' }).click();
    await many.getByText('2 connections · 2 rows').waitFor();
    await many.getByRole('tab', { name: 'Result' }).click();
    const rows = [];
    for (const row of [0, 1]) rows.push(`${await visitor.cell(row, 0).innerText()} ${await visitor.cell(row, 1).innerText()}`);
    assert.deepEqual(rows.sort(), ['empty one postgres', 'pagila pagila']);
    await assertAccessible(page, 'the results of many connections');
    await many.getByRole('button', { name: 'Close' }).click();
    await visitor.write('select count(*) from film');
    await page.keyboard.press('Alt+Shift+Enter');
    await many.getByRole('checkbox', { name: /^pagila/ }).check();
    await many.getByRole('button', { name: 'Run on 2 connections' }).click();
    await many.getByText('relation "film" does not exist').waitFor();
    await many.getByText('2 connections · 1 row').waitFor();
  });

  it('has done nothing that it must not', () => visitor.assertFaultless());
});
