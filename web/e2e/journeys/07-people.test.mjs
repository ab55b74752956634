// An organization from its first day to its last: made, joined by link, roles given, a forgotten password, the end. The
// cast: Olga owns it, Nora is new, Vera only looks.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { newcomer, password } from '../people.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const skip = cluster === null && 'needs a cluster of its own';

describe('an organization', { skip }, () => {
  /** @type {Visitor} */
  let olga;
  /** @type {Visitor} */
  let nora;
  let invitation = '';
  before(async () => {
    olga = await Visitor.come();
    nora = await Visitor.come();
  });
  after(() => Promise.all([olga.leave(), nora.leave()]));

  it('begins with an account that came by a link and sets a password', async () => {
    const { page } = olga;
    const { link } = await newcomer(/** @type {NonNullable<typeof cluster>} */ (cluster), 'Olga Owner');
    await page.goto(link);
    await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    await page.goto(`${olga.origin}/account/password`);
    const field = page.getByLabel('New password');
    await field.fill('password1');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    assert.match(await page.locator('p.text-danger').innerText(), /commonest/);
    assert.equal(await field.inputValue(), 'password1', 'what was typed is kept');
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'the bad field has the focus');
    await field.fill('short');
    assert.equal(await page.getByText('A password needs 8 characters or more.').count(), 1, 'the rule speaks while one types');
    await field.fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('The password is changed').waitFor();
  });

  it('is made by name, and leads to inviting', async () => {
    const { page } = olga;
    await page.getByRole('button', { name: /^Organization / }).click();
    await page.getByRole('menuitem', { name: 'New organization' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('The name is missing.').waitFor();
    await page.getByLabel('Name').fill('Acme');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Invitations', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Organization Acme' }).waitFor();
  });

  it('invites by a link that is shown once', async () => {
    const { page } = olga;
    await page.getByLabel('As', { exact: true }).selectOption('viewer');
    await page.getByLabel(/^For/).fill('nora.new@example.org');
    await page.getByRole('button', { name: 'Make the link' }).click();
    const shown = page.getByLabel('Link of the invitation for nora.new@example.org').getByRole('textbox');
    invitation = await shown.inputValue();
    assert.match(invitation, /\/join#invitation=[A-Za-z0-9_-]{43}$/);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), invitation);
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'nora.new@example.org' }).waitFor();
    assert.equal(await page.getByText(invitation).count(), 0);
  });

  it('is joined by somebody new, whose address forgets the token at once', async () => {
    const { page } = nora;
    /** @type {string[]} */
    const urls = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(invitation);
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
    assert.ok(!page.url().includes('invitation'));
    await page.getByText('Olga Owner invites you as viewer.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'E-mail' }).inputValue(), 'nora.new@example.org');
    await page.getByLabel('Your name').fill('Nora New');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('olga.owner@example.org');
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('Account email is taken.').waitFor();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('nora.new@example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Acme has no connection yet' }).waitFor();
    const token = invitation.split('=')[1] ?? '';
    assert.deepEqual(urls.filter((url) => url.includes(token) && !url.startsWith(invitation.split('#')[0] ?? '')), []);
  });

  it('tells a viewer whom to ask for a connection, and nothing of a form', async () => {
    const { page } = nora;
    await page.getByText('Olga Owner').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Connect', exact: true }).count(), 0);
    await page.goto(`${nora.origin}/c/00000000-0000-0000-0000-000000000000/tables`);
    await page.getByRole('heading', { name: 'Acme has no connection yet' }).waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('heading', { name: 'Acme has no connection yet' }).waitFor();
  });

  it('shows a viewer its members, without what he may not do', async () => {
    const { page } = nora;
    await page.getByRole('button', { name: 'Organization Acme' }).click();
    assert.equal(await page.getByRole('menuitem', { name: 'Invite people' }).count(), 0);
    await page.getByRole('menuitem', { name: 'Members' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Olga Owner' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Role of/ }).count(), 0);
    await page.goto(page.url().replace('members', 'invitations'));
    await page.getByText('You are viewer in Acme').waitFor();
    await page.goto(page.url().replace('invitations', 'settings'));
    assert.ok(await page.getByLabel('Name').isDisabled());
    assert.equal(await page.getByRole('button', { name: /Delete the organization/ }).count(), 0);
  });

  it('shares a connection, which the switcher leads to', async () => {
    const { page } = olga;
    await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), "create role acme_app login password 'app password'", 'postgres');
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    await page.getByText('Everybody in Acme may use this one.').waitFor();
    await page.getByLabel('Role', { exact: true }).fill('acme_app');
    await page.getByLabel('Password of acme_app').fill('app password');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    const shared = page.url();
    await page.getByRole('button', { name: 'Organization Acme' }).click();
    await page.getByRole('menuitemradio', { name: /^• ?Olga Owner|^Olga Owner/ }).click();
    await page.getByRole('heading', { name: 'New connection' }).waitFor();
    assert.equal(await page.getByText('Everybody in Acme').count(), 0);
    await page.reload();
    await page.getByRole('button', { name: 'Organization Olga Owner' }).click();
    await page.getByRole('menuitemradio', { name: /Acme/ }).click();
    await page.waitForURL(shared);
    await page.getByRole('button', { name: 'Organization Acme' }).click();
    await page.getByRole('menuitem', { name: 'Members' }).click();
  });

  it('lets a viewer look through it, read-only, and not manage it', async () => {
    const { page } = nora;
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await page.getByText('read only: viewer').waitFor();
    await page.getByRole('button', { name: / PG \d/ }).click();
    await page.getByRole('menuitemradio').first().waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /New connection|Delete/ }).count(), 0);
    await page.keyboard.press('Escape');
    await nora.run('create temp table mine (id int)');
    await page.getByRole('alert').getByText('25006').waitFor();
    await nora.run("select datname from pg_database where datname = 'pagila'");
    await nora.cell(0, 0).click();
    await page.getByText('not editable: you are a viewer here, and read only').waitFor();
    await page.goto(`${nora.origin}/connections/new`);
    await page.getByRole('heading', { name: 'Admins make the connections of Acme' }).waitFor();
  });

  it('gives a role by a menu, with the keyboard alone', async () => {
    const { page } = olga;
    const role = page.getByRole('button', { name: 'Role of Nora New: Viewer' });
    await role.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-highlighted]', { hasText: 'Owner' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Make Nora New an owner of Acme?' }).waitFor();
    await page.keyboard.press('Escape');
    await role.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-highlighted]', { hasText: 'Owner' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-highlighted]', { hasText: 'Admin' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Role of Nora New: Admin' }).waitFor();
  });

  it('refuses what the last owner must not do, and says why', async () => {
    const { page } = olga;
    await page.getByRole('button', { name: 'Role of Olga Owner: Owner' }).click();
    await page.getByRole('menuitemradio', { name: /^Viewer/ }).click();
    await page.getByRole('alert').getByText('organization_keeps_an_owner').waitFor();
    await page.getByRole('button', { name: 'Role of Olga Owner: Owner' }).waitFor();
  });

  it('helps a member who forgot the password by a link of its owner', async () => {
    const { page } = olga;
    await page.getByRole('button', { name: 'More about Nora New' }).click();
    await page.getByRole('menuitem', { name: 'Make a sign-in link' }).click();
    const link = await page.getByLabel('Sign-in link for Nora New').getByRole('textbox').inputValue();
    const back = await Visitor.come();
    await back.page.goto(link);
    await back.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await back.page.goto(`${back.origin}/account/password`);
    await back.page.getByLabel('New password').fill(`${password} again`);
    await back.page.getByRole('button', { name: 'Set the password' }).click();
    await back.page.getByText('The password is changed').waitFor();
    // The other sign-ins have ended: Nora's page notices with its next request.
    await nora.page.goto(`${nora.origin}/`);
    await nora.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    await nora.page.getByRole('textbox', { name: 'E-mail' }).fill('nora.new@example.org');
    await nora.page.getByLabel('Password').fill(`${password} again`);
    await nora.page.keyboard.press('Enter');
    await nora.page.getByRole('button', { name: /^Organization / }).waitFor();
    back.assertFaultless();
    await back.leave();
  });

  it('takes in somebody who has an account, and signs in first', async () => {
    const { page } = olga;
    await page.getByRole('link', { name: 'Invitations' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Link of the invitation').getByRole('textbox').inputValue();
    const vera = await Visitor.come();
    const { link: entry } = await newcomer(/** @type {NonNullable<typeof cluster>} */ (cluster), 'Vera Viewer');
    await vera.page.goto(link);
    await vera.page.getByRole('button', { name: /sign in first/ }).click();
    await vera.page.getByText('Then you come back to the invitation.').waitFor();
    await vera.page.getByRole('radio', { name: 'One-time link' }).check({ force: true });
    await vera.page.getByLabel('Link or its token').fill(entry);
    await vera.page.keyboard.press('Enter');
    await vera.page.getByRole('button', { name: 'Join as Vera Viewer' }).click();
    await vera.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await vera.page.goto(`${vera.origin}/account/organizations`);
    await vera.page.getByRole('button', { name: 'Leave Acme' }).click();
    await vera.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await vera.page.getByRole('listitem').filter({ hasText: 'Acme' }).waitFor({ state: 'detached' });
    vera.assertFaultless();
    await vera.leave();
  });

  it('withdraws an invitation', async () => {
    const { page } = olga;
    // Vera's, which she has used, is told and listed until the page hears of it.
    await page.reload();
    await page.getByText('No invitation waits.').waitFor();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Link of the invitation').getByRole('textbox').inputValue();
    await page.getByRole('button', { name: 'Withdraw the invitation for somebody' }).click();
    await page.getByText('No invitation waits.').waitFor();
    await nora.page.goto('about:blank');
    await nora.page.goto(link);
    await nora.page.getByRole('heading', { name: 'This invitation leads nowhere' }).waitFor();
  });

  it('is renamed and keeps its history as long as it says', async () => {
    const { page } = olga;
    await page.getByRole('link', { name: 'General' }).click();
    await page.getByLabel('Name').fill('Acme Works');
    await page.getByLabel('Keep history, days').fill('4000');
    await page.keyboard.press('Enter');
    await page.getByText('This is a whole number from 1 to 3650.').waitFor();
    await page.getByLabel('Keep history, days').fill('30');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Organization Acme Works' }).waitFor();
    await page.reload();
    assert.equal(await page.getByLabel('Keep history, days').inputValue(), '30');
  });

  it('is deleted by its owner, who types its name', async () => {
    const { page } = olga;
    await page.getByRole('button', { name: /Delete the organization/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Acme');
    await dialog.getByRole('button', { name: 'Delete the organization' }).click();
    await dialog.getByText('Type Acme Works to go on.').waitFor();
    await dialog.getByRole('textbox').fill('Acme Works');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Organizations' }).waitFor();
    assert.equal(await page.getByRole('listitem').filter({ hasText: 'Acme' }).count(), 0);
  });

  it('met nothing that must not happen', () => {
    olga.assertFaultless();
    nora.assertFaultless();
  });
});
