// The screens of people for shots.mjs: a team with its members, the pages of an account, an invitation.

import { newcomer, password } from './people.mjs';

/** @typedef {import('./browser.mjs').Visitor} Visitor */

let count = 0;

/**
 * Makes a team with four people by the API and visits its pages as its owner.
 * @param {Visitor} visitor @param {import('./server.mjs').ClusterInfo} cluster @param {(name: string) => Promise<void>} shoot
 */
export async function shootPeople(visitor, cluster, shoot) {
  const { page, origin } = visitor;
  const number = ++count;
  const { link } = await newcomer(cluster, `Olga Owner ${number}`);
  await visitor.context.clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'Your first connection' }).waitFor();
  await shoot('first-connection');
  await page.goto(`${origin}/account/password`);
  await page.getByLabel('New password').fill('password1');
  await page.keyboard.press('Enter');
  await page.locator('[aria-invalid=true]').waitFor();
  await shoot('account-password');
  await page.getByLabel('New password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('The password is changed').waitFor();
  await page.goto(`${origin}/organizations/new`);
  await page.getByLabel('Name').fill(`Northwind Traders ${number}`);
  await shoot('organization-new');
  await page.keyboard.press('Enter');
  let offer = '';
  for (const [index, role] of ['admin', 'editor', 'viewer', 'viewer'].entries()) {
    await page.getByLabel('As', { exact: true }).selectOption(role);
    await page.getByLabel(/^For/).fill(`person.${index}.${number}@example.org`);
    await page.getByRole('button', { name: 'Make the link' }).click();
    offer = await page.getByLabel(`Link of the invitation for person.${index}.${number}@example.org`).getByRole('textbox').inputValue();
    if (index === 3) break;
    const token = offer.split('=')[1];
    await fetch(`${origin}/api/v1/invitations/accept`, { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: ['Ada Admin', 'Emil Editor', 'Vera Viewer'][index], email: `person.${index}.${number}@example.org`, password }) });
  }
  await shoot('invitations');
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Ada Admin' }).waitFor();
  await shoot('members');
  await page.getByRole('button', { name: /^Role of Emil/ }).click();
  await page.getByRole('menu').waitFor();
  await shoot('members-role');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'General' }).click();
  await page.getByLabel('Name').waitFor();
  await shoot('organization');
  await page.getByRole('button', { name: /Delete the organization/ }).click();
  await shoot('organization-delete');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Organization/ }).click();
  await page.getByRole('menu').waitFor();
  await shoot('organization-menu');
  await page.keyboard.press('Escape');
  for (const name of ['account', 'account/sign-ins', 'account/organizations']) {
    await page.goto(`${origin}/${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(name.replace('/', '-'));
  }
  await page.goto(`${origin}/account/tokens`);
  await page.getByLabel('What it is for').fill('nightly export');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  await shoot('account-tokens');
  await page.goto(offer);
  await page.getByRole('button', { name: /^Join as/ }).waitFor();
  await shoot('join-member');
  await page.getByRole('button', { name: 'I am somebody else' }).click();
  await page.getByText('Then you come back').waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('person.2.' + number + '@example.org');
  await page.getByLabel('Password').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await shoot('sign-in-wrong');
  await page.goto('about:blank');
  await page.goto(offer);
  await page.getByLabel('Your name').waitFor();
  await shoot('join');
  await page.getByRole('button', { name: /sign in first/ }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`person.2.${number}@example.org`);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Join as/ }).waitFor();
  await page.goto(`${origin}/`);
  await page.getByText('has no connection yet').waitFor();
  await page.getByText(`Olga Owner ${number}`).first().waitFor();
  await shoot('ask-for-connection');
}
