// The audit trail: who did what, in words, narrowed by action and person.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('the audit trail', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const grid = () => visitor.page.getByRole('grid', { name: 'Audit trail' });

  it('says what was done in the organization, and by whom', async () => {
    await visitor.run('create table audited_by_the_journey (id int)');
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Audit' }).click();
    const made = grid().getByRole('row').filter({ hasText: 'Connection made' }).first();
    await made.getByText('postgres').first().waitFor();
    await assertAccessible(visitor.page, 'audit');
  });

  it('knows of the schema that was changed through studio', async () => {
    const { page } = visitor;
    await page.getByLabel('Action').selectOption({ label: 'Schema changed' });
    await page.waitForURL(/action=schema_changed/);
    // The journal writes within about two seconds; the page itself does not look again.
    let tries = 0;
    do {
      await page.reload();
      await grid().or(page.getByRole('heading', { name: 'No event fits' })).first().waitFor();
      tries += 1;
    } while (tries < 20 && await grid().count() === 0);
    await grid().getByText('Schema changed').first().waitFor();
    assert.equal(await grid().getByText('Connection made').count(), 0);
  });

  it('shows owners who signed in', async () => {
    const { page } = visitor;
    await page.getByLabel('Action').selectOption('');
    await page.getByLabel('What').selectOption('sign_ins');
    await grid().getByText('Signed in').first().waitFor();
    await page.getByLabel('Action').selectOption({ label: 'Organization deleted' });
    await page.getByRole('heading', { name: 'No event fits' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await grid().getByText('Signed in').first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'No event fits' }).waitFor();
  });

  it('is a list of cards on a telephone', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${visitor.origin}/c/${visitor.connection}/audit`);
    await page.getByRole('list', { name: 'Audit trail' }).getByText('Connection made').first().waitFor();
    await assertAccessible(visitor.page, 'audit on a telephone');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
