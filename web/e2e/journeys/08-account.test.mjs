// The own account: profile, sign-ins, access tokens, its end; waiting after wrong passwords; and every page of people is
// accessible, in light, dark and narrow.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { newcomer, password } from '../people.mjs';
import { givenCluster } from '../server.mjs';

const cluster = givenCluster();
const skip = cluster === null && 'needs a cluster of its own';

/** Signs a new account in by its link and gives it the password. @param {Visitor} visitor @param {string} name */
async function enter(visitor, name) {
  const { link, email } = await newcomer(/** @type {NonNullable<typeof cluster>} */ (cluster), name);
  await visitor.page.goto(link);
  await visitor.page.getByRole('heading', { name: 'Your first connection' }).waitFor();
  await visitor.page.goto(`${visitor.origin}/account/password`);
  await visitor.page.getByLabel('New password').fill(password);
  await visitor.page.getByRole('button', { name: 'Set the password' }).click();
  await visitor.page.getByText('The password is changed').waitFor();
  return email;
}

describe('an account', { skip }, () => {
  /** @type {Visitor} */
  let anna;
  let email = '';
  before(async () => {
    anna = await Visitor.come();
    email = await enter(anna, 'Anna Account');
  });
  after(() => anna.leave());

  it('changes its name', async () => {
    const { page } = anna;
    await page.getByRole('button', { name: 'Account Anna Account' }).click();
    await page.getByRole('menuitem', { name: 'Account settings' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Anna A.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account Anna A.' }).waitFor();
  });

  it('keeps the password that a wrong present one does not change, and says so at the field', async () => {
    const { page } = anna;
    const other = await Visitor.come();
    await other.page.goto(`${other.origin}/sign-in`);
    await other.page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await other.page.getByLabel('Password').fill(password);
    await other.page.keyboard.press('Enter');
    await other.page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    await other.page.goto(`${other.origin}/account/password`);
    await other.page.getByLabel('Present password').fill('not the present one');
    await other.page.getByLabel('New password').fill(`${password} again`);
    await other.page.keyboard.press('Enter');
    await other.page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'present_password'
      && document.activeElement.getAttribute('aria-invalid') === 'true');
    // The other browser stays signed in: the next step looks at it.
    await page.getByRole('link', { name: 'Sign-ins' }).click();
    const rows = page.getByRole('list', { name: 'Sign-ins' }).getByRole('listitem');
    await rows.nth(1).waitFor();
    assert.match(await rows.nth(0).innerText(), /Chrome \d+ on Linux\s+this one/);
    assert.match(await rows.nth(1).innerText(), /127\.0\.0\.1 · by e-mail and password/);
    await page.getByRole('button', { name: /^End the sign-in of Chrome/ }).click();
    await rows.nth(1).waitFor({ state: 'detached' });
    await other.page.goto(`${other.origin}/account`);
    await other.page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    other.assertFaultless();
    await other.leave();
  });

  it('makes an access token that is shown once, and revokes it', async () => {
    const { page } = anna;
    await page.getByRole('link', { name: 'Access tokens' }).click();
    await page.getByText('You have no tokens.').waitFor();
    await page.getByLabel('What it is for').fill('nightly export');
    await page.keyboard.press('Enter');
    const token = await page.getByLabel('Token nightly export').getByRole('textbox').inputValue();
    const ask = () => fetch(`${anna.origin}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await ask()).status, 200);
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'nightly export' }).getByText('expires in 30 days').or(page.getByText('expires next month')).first().waitFor();
    assert.equal(await page.getByText(token).count(), 0);
    await page.getByRole('button', { name: 'Revoke nightly export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('You have no tokens.').waitFor();
    assert.equal((await ask()).status, 401);
  });

  it('counts down where too many tries were wrong, and takes the next one then', async () => {
    const { page } = anna;
    const other = await Visitor.come();
    await other.page.goto(`${other.origin}/sign-in`);
    await other.page.getByRole('textbox', { name: 'E-mail' }).fill('nobody@example.org');
    await other.page.getByLabel('Password').fill('wrong');
    const submit = other.page.getByRole('button', { name: 'Sign in' });
    const waiting = other.page.getByRole('button', { name: /^Try again in \d+ s$/ });
    for (let tries = 0; tries < 7 && await waiting.count() === 0; tries++) {
      await submit.click();
      await submit.or(waiting).waitFor();
    }
    await waiting.waitFor();
    await other.page.getByRole('alert').getByText('53400').waitFor();
    await other.page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await other.page.getByLabel('Password').fill(password);
    await submit.click();
    await other.page.getByRole('heading', { name: 'Your first connection' }).waitFor();
    other.assertFaultless();
    await other.leave();
    await page.reload();
  });

  it('ends for good, by its name', async () => {
    const { page } = anna;
    await page.getByRole('link', { name: 'Profile' }).click();
    await page.getByRole('button', { name: /Delete the account/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Anna A.');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
    await page.goto(`${anna.origin}/account`);
    await page.getByRole('heading', { name: 'Sign in to studio' }).waitFor();
  });

  it('met nothing that must not happen', () => anna.assertFaultless());
});

for (const [scheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 1440], ['light', 390]])) {
  describe(`the pages of people are accessible, ${scheme}, ${width} pixels wide`, { skip }, () => {
    /** @type {Visitor} */
    let visitor;
    before(async () => {
      visitor = await Visitor.come({ viewport: { width, height: 844 }, colorScheme: scheme, bypassCSP: true });
      await enter(visitor, `Axel ${scheme} ${width}`);
    });
    after(() => visitor.leave());

    for (const [path, heading] of /** @type {const} */ ([
      ['account', 'Profile'], ['account/password', 'Password'], ['account/sign-ins', 'Sign-ins'], ['account/tokens', 'Access tokens'],
      ['account/organizations', 'Organizations'], ['organizations/new', 'New organization'], ['connections/new', 'Your first connection'],
      ['join', 'No invitation is open'],
    ])) {
      it(`/${path}`, async () => {
        await visitor.page.goto(`${visitor.origin}/${path}`);
        await visitor.page.getByRole('heading', { name: heading, exact: true }).waitFor();
        await visitor.page.locator('.skeleton').first().waitFor({ state: 'detached' });
        await assertAccessible(visitor.page, path, { colors_only: scheme === 'dark' });
      });
    }

    it('an organization: invitations, members, settings, and a dialog', async () => {
      const { page } = visitor;
      await page.goto(`${visitor.origin}/organizations/new`);
      await page.getByLabel('Name').fill(`Team ${scheme} ${width}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Make the link' }).click();
      await page.getByRole('button', { name: 'Copy' }).waitFor();
      await page.getByRole('list', { name: 'Invitations that wait' }).waitFor();
      await assertAccessible(page, 'invitations', { colors_only: scheme === 'dark' });
      await page.getByRole('link', { name: 'Members' }).click();
      await page.getByRole('list', { name: 'Members' }).waitFor();
      await page.getByRole('button', { name: /^Role of/ }).click();
      await page.getByRole('menu').waitFor();
      await assertAccessible(page, 'members', { colors_only: scheme === 'dark' });
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'General' }).click();
      await page.getByRole('button', { name: /Delete the organization/ }).click();
      await page.getByRole('dialog').waitFor();
      await assertAccessible(page, 'settings', { colors_only: scheme === 'dark' });
    });

    it('does not shift while it loads', async () => {
      for (const path of ['account', 'account/sign-ins', 'account/tokens', 'account/organizations', 'sign-in']) {
        await visitor.page.goto(`${visitor.origin}/${path}`);
        await visitor.page.getByRole('heading', { level: 1 }).waitFor();
        await visitor.page.waitForTimeout(400);
        assert.ok(await visitor.layoutShift() < 0.02, `${path} shifts by ${await visitor.layoutShift()}: ${await visitor.shifted()}`);
      }
    });
  });
}
