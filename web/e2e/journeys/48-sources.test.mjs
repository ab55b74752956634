// Types and functions: found in the explorer, looked at, their source changed with a diff; the query of a view too.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('types and functions', () => {
  /** @type {Visitor} */
  let visitor;
  const line = (/** @type {string | RegExp} */ name) => visitor.page.getByRole('treeitem', { name });
  const dialog = () => visitor.page.getByRole('dialog');
  const replace = () => dialog().getByRole('button', { name: 'Replace', exact: true });
  /** @param {string} sql */
  const ask = async (sql) => {
    const cluster = givenCluster();
    return cluster ? await psql(cluster, sql) : '';
  };
  /** Puts a text in place of what stands in the dialog's editor. @param {string} sql */
  const write = async (sql) => {
    await dialog().locator('.cm-content').focus();
    await visitor.page.keyboard.press('ControlOrMeta+a');
    await visitor.page.keyboard.insertText(sql);
  };

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.run(`drop schema if exists "Sour""ces" cascade; create schema "Sour""ces"; set search_path = "Sour""ces";
      create function "twice ""😀"(n int) returns int language sql as $f$ select n * 2 $f$;
      create type mood as enum ('sad', 'it''s so-so'); create view seen as select 1 as one;`);
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables`);
    await line(/^Sour"ces/).waitFor();
  });
  after(() => visitor.leave());

  it('opens a function from the explorer, and shows its source and what is known of it', async () => {
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).fill('twice');
    await line('twice "😀(n integer)').click();
    await visitor.page.waitForURL(/\/routines\/\d+$/);
    await visitor.page.getByLabel('SQL').getByText('select n * 2').waitFor();
    await visitor.page.locator('[role=treeitem][aria-selected=true]', { hasText: 'twice' }).waitFor();
  });

  it('shows what a change of the source changes, and runs it', async () => {
    await visitor.page.getByRole('button', { name: 'Change the source…' }).click();
    await dialog().getByText('The texts are the same.').waitFor();
    assert.equal(await replace().getAttribute('aria-disabled'), 'true');
    await write('CREATE OR REPLACE FUNCTION "Sour""ces"."twice ""😀"(n integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$ select n * 3 $function$\n;');
    await dialog().getByText('added: ').first().waitFor({ state: 'attached' });
    await dialog().getByText('removed: ').first().waitFor({ state: 'attached' });
    for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
      await visitor.page.emulateMedia({ colorScheme });
      await assertAccessible(visitor.page, `the source, ${colorScheme}`);
      const folder = process.env['STUDIO_E2E_SHOTS'];
      if (folder !== undefined) await visitor.page.screenshot({ path: `${folder}/source-${colorScheme}.png` });
    }
    await replace().click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByLabel('SQL').getByText('select n * 3').waitFor();
    assert.equal(await ask('select "Sour""ces"."twice ""😀"(2)'), givenCluster() ? '6' : '');
  });

  it('does not replace what somebody else has changed meanwhile', async () => {
    if (!givenCluster()) return;
    await visitor.page.getByRole('button', { name: 'Change the source…' }).click();
    await dialog().locator('.cm-content').waitFor();
    await ask('create or replace function "Sour""ces"."twice ""😀"(n int) returns int language sql as $f$ select n * 4 $f$');
    await write('CREATE OR REPLACE FUNCTION "Sour""ces"."twice ""😀"(n integer) RETURNS integer LANGUAGE sql AS $function$ select n * 5 $function$');
    await replace().click();
    await dialog().getByText('the source has been changed by somebody else since it was opened').waitFor();
    assert.equal(await ask('select "Sour""ces"."twice ""😀"(2)'), '8');
    await visitor.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByLabel('SQL').getByText('select n * 4').waitFor();
  });

  it('adds a label to an enum at its place, and renames one', async () => {
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).fill('Sour"ces.mood');
    await line('mood').click();
    await visitor.page.waitForURL(/\/types\/\d+$/);
    await visitor.page.getByRole('button', { name: 'Add a label…' }).click();
    await dialog().getByLabel('Label').fill('worse');
    await dialog().getByLabel('Place').selectOption('sad');
    await dialog().getByLabel('SQL').getByText(`ALTER TYPE "Sour""ces".mood ADD VALUE 'worse' BEFORE 'sad'`).waitFor();
    await dialog().getByRole('button', { name: 'Add label', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('button', { name: "Rename the label it's so-so" }).click();
    await dialog().getByLabel('New name').fill('fine');
    await dialog().getByRole('button', { name: 'Rename', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('list', { name: 'Labels' }).getByText('fine').waitFor();
    assert.deepEqual((await visitor.page.getByRole('list', { name: 'Labels' }).getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[0]), ['worse', 'sad', 'fine']);
    await assertAccessible(visitor.page, 'the type');
  });

  it('changes the query of a view', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/Sour%22ces/seen?view=structure`);
    await visitor.page.getByRole('button', { name: 'Change…' }).click();
    await visitor.page.getByRole('menuitem', { name: 'Query…' }).click();
    await dialog().locator('.cm-content').getByText('CREATE OR REPLACE VIEW').waitFor();
    await write('CREATE OR REPLACE VIEW "Sour""ces".seen AS SELECT 1 AS one, 2 AS two');
    await replace().click();
    await dialog().waitFor({ state: 'detached' });
    assert.equal(await ask('select two from "Sour""ces".seen'), givenCluster() ? '2' : '');
  });

  it('drops a function, after it said what goes with it', async () => {
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).fill('twice');
    await line('twice "😀(n integer)').click();
    await visitor.page.getByRole('button', { name: 'Drop…' }).click();
    await dialog().getByLabel('SQL').getByText('DROP FUNCTION "Sour""ces"."twice ""😀"(n integer)').waitFor();
    await dialog().getByRole('button', { name: 'Drop function', exact: true }).click();
    await visitor.page.waitForURL(/\/tables$/);
    await line('twice "😀(n integer)').waitFor({ state: 'detached' });
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).fill('');
    visitor.assertFaultless();
  });
});
