// Every type by the editor of its own: arrays, composites, ranges and multiranges part by part, moments, intervals, addresses, bytes
// of a file. By keyboard; what was saved is read back by psql.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const columns = ['id', 'tags', 'moods', 'home', 'span', 'closed', 'made', 'at', 'took', 'file', 'ref', 'host', 'grid'];

describe('editors of types', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: /, row 1$/ });
  /** @param {string} label */
  const part = (label) => dialog().getByLabel(label, { exact: true });
  const whole = () => dialog().getByRole('textbox', { name: /, row 1$/ });
  /** @param {string} name @param {string} key */
  const press = async (name, key = 'Enter') => {
    await dialog().getByRole('button', { name, exact: true }).focus();
    await visitor.page.keyboard.press(key);
  };
  /** By the keyboard: columns that are far to the right are not drawn. @param {string} column */
  const goTo = async (column) => {
    await visitor.page.keyboard.press('Home');
    for (let n = 0; n < columns.indexOf(column); n += 1) await visitor.page.keyboard.press('ArrowRight');
    await visitor.cell(0, columns.indexOf(column)).and(visitor.page.locator(':focus')).waitFor();
  };
  /** @param {string} column */
  const open = async (column) => {
    await goTo(column);
    await visitor.page.keyboard.press('Enter');
    await dialog().waitFor();
  };
  const stage = async () => {
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
    await dialog().waitFor({ state: 'detached' });
  };
  /** @param {string} text */
  const becomes = async (text) => await visitor.page.waitForFunction((wanted) => /** @type {HTMLTextAreaElement | null} */ (document.querySelector('dialog textarea'))?.value === wanted, text);

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop schema if exists typed cascade; create schema typed;
      create type typed.mood as enum ('so so', 'glad'); create type typed.place as (street text, "Zip" int, is_own bool, floors int[]);
      create table typed.thing (id int primary key, tags text[], moods typed.mood[], home typed.place, span int4range, closed datemultirange, made date, at timestamptz,
        took interval, file bytea, ref uuid, host inet, grid int[]);
      insert into typed.thing (id, tags, home, span, took, grid) values (1, '{a,"b c",NULL}', '("High ""St""",,f,"{1,2}")', '[1,5)', '1 day 02:00:00', '{{1,2},{3,4}}')`);
    await visitor.signIn();
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/typed/thing`);
    await visitor.page.getByRole('button', { name: 'Add row' }).and(visitor.page.locator(':enabled')).waitFor();
    await visitor.cell(0, 0).click();
  });
  after(() => visitor.leave());

  it('changes, adds, moves and removes the elements of an array', async () => {
    const { page } = visitor;
    await open('tags');
    await part('element 1').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('x "q" \\ {,} 😀');
    await part('element 2 is NULL').focus();
    await page.keyboard.press('Space');
    await becomes('{"x \\"q\\" \\\\ {,} 😀",NULL,NULL}');
    await press('Add an element');
    await part('element 4').and(page.locator(':focus')).waitFor();
    await page.keyboard.insertText('NULL');
    await press('Move element 4 up');
    await press('Remove element 4');
    await part('element 3').and(page.locator(':focus')).waitFor();
    await becomes('{"x \\"q\\" \\\\ {,} 😀",NULL,"NULL"}');
    await assertAccessible(page, 'the editor of an array');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'the editor of an array, dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await stage();
    await open('moods');
    await press('Add an element');
    await part('element 1').selectOption('so so');
    await becomes('{"so so"}');
    await stage();
    await open('grid');
    await dialog().getByText(/no array of one dimension.*: it is edited as text/).waitFor();
    await whole().fill('{{1,2},{3,5}}');
    await stage();
  });

  it('writes the fields of a composite and the bounds of ranges', async () => {
    await open('home');
    assert.equal(await part('street').inputValue(), 'High "St"');
    await part('street').fill('');
    await part('Zip').fill('many');
    await dialog().getByText('integer is a whole number').waitFor();
    await part('Zip').fill('123');
    await part('is_own').selectOption('true');
    await part('element 2 of floors').fill('-7');
    await becomes('("",123,true,"{1,-7}")');
    await stage();
    await open('span');
    await part('from').fill('2');
    await part('Whether to is included').selectOption('included');
    await part('to').fill('9');
    await becomes('[2,9]');
    await stage();
    await open('closed');
    await press('Add a range');
    await part('from of range 1').fill('2026-12-24');
    await part('Date of to of range 1').fill('2026-12-26');
    await press('Add a range');
    await part('Empty range of range 2').focus();
    await visitor.page.keyboard.press('Space');
    await becomes('{[2026-12-24,2026-12-26),empty}');
    await stage();
  });

  it('gives moments, intervals, addresses, a uuid and the bytes of a file their own', async () => {
    const { page } = visitor;
    await open('made');
    await part('Date').fill('2026-02-28');
    await becomes('2026-02-28');
    await whole().fill('0044-03-15 BC');
    await stage();
    await open('at');
    await part('Time zone').selectOption('America/New_York');
    await part('Date and time').fill('2026-01-02T03:04:05');
    await becomes('2026-01-02 03:04:05 America/New_York');
    await stage();
    await open('took');
    assert.equal(await part('hours').inputValue(), '2');
    await part('mins').fill('90');
    await becomes('1 days 2 hours 90 mins');
    await stage();
    await open('file');
    await part('File with the bytes').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 255, 10]) });
    await becomes('\\x00ff0a');
    const download = page.waitForEvent('download');
    await press('Save as a file');
    assert.deepEqual([...await readFile(await (await download).path())], [0, 255, 10]);
    // The button has the focus, and the keys of the dialog hold there too.
    await stage();
    await goTo('ref');
    await page.keyboard.press('F2');
    await page.locator('.sg-edit').fill('no uuid');
    await page.keyboard.press('Enter');
    await page.getByText('Not staged: a uuid has 32 hexadecimal digits.').first().waitFor();
    await page.locator('.sg-edit').fill('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
    await page.keyboard.press('Enter');
    await page.locator('.sg-edit').waitFor({ state: 'detached' });
    await goTo('host');
    await page.keyboard.press('F2');
    await page.locator('.sg-edit').fill('fe80::1/64');
    await page.keyboard.press('Enter');
    await page.locator('.sg-edit').waitFor({ state: 'detached' });
  });

  it('saves what was staged, as psql reads it', async () => {
    const { page } = visitor;
    await page.getByRole('region', { name: 'Staged changes' }).getByText('12 changes in 1 row', { exact: true }).waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByRole('dialog', { name: 'Review of the staged changes' }).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('region', { name: 'Staged changes' }).waitFor({ state: 'detached' });
    assert.deepEqual(JSON.parse(await stored(`set timezone = 'UTC'; select json_build_array(array_to_json(tags), moods, row_to_json(home), span, closed, made::text, at, took::text, file, ref, host, grid)
      from typed.thing`)), [['x "q" \\ {,} 😀', null, 'NULL'], ['so so'], { street: '', Zip: 123, is_own: true, floors: [1, -7] }, '[2,10)', '{[2026-12-24,2026-12-26)}',
      '0044-03-15 BC', '2026-01-02T08:04:05+00:00', '1 day 03:30:00', '\\x00ff0a', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'fe80::1/64', [[1, 2], [3, 5]]]);
    visitor.assertFaultless();
  });
});
