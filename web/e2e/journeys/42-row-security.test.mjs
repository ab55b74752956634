// Row-level security is seen: the badge says what holds for the role, the rows are viewed as another role and back, and a change that
// a policy refused, or whose row a policy hid, is told with the policy.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('row-level security of a table', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const badge = () => visitor.page.getByRole('button', { name: /^row-level security/ });
  const dialog = () => visitor.page.getByRole('dialog', { name: 'Row-level security' });
  const strip = () => visitor.page.getByRole('region', { name: 'Viewed as another role' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  /** @param {string} text */
  const counted = (text) => visitor.page.getByRole('contentinfo', { name: 'Status' }).getByText(text, { exact: true }).waitFor();
  /** @param {string} search */
  const open = async (search = '') => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/letting/flat${search}`);
  };

  before(async () => {
    await stored(`drop schema if exists letting cascade;
      do $$ declare name text; begin
        foreach name in array array['letting_agent', 'letting_red', 'letting_blue'] loop
          if not exists (select from pg_roles where rolname = name) then execute format('create role %I', name); end if;
        end loop; end $$;
      alter role letting_agent login; grant letting_red, letting_blue to letting_agent;
      create schema letting; grant usage on schema letting to letting_agent, letting_red, letting_blue;
      create table letting.flat (id int primary key, tenant text not null, note text);
      insert into letting.flat select n, case when n % 2 = 0 then 'letting_red' else 'letting_blue' end, 'note ' || n from generate_series(1, 10) n;
      alter table letting.flat enable row level security;
      create policy tenants on letting.flat for select to letting_red, letting_blue using (tenant = current_user);
      create policy agents_see on letting.flat for select to letting_agent using (true);
      create policy agents_add on letting.flat for insert to letting_agent with check (tenant like 'letting%');
      create policy agents_change on letting.flat for update to letting_agent using (id <> 1) with check (tenant <> 'nobody');
      create policy not_the_last on letting.flat as restrictive for update to letting_agent using (true) with check (id < 100);
      grant select on letting.flat to letting_red, letting_blue; grant select, insert, update on letting.flat to letting_agent; analyze letting.flat`);
    visitor = await Visitor.come({ bypassCSP: true });
    const link = await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), `select studio.login_link('letting_agent')`, 'postgres');
    visitor.address = `${visitor.origin}/${(/** @type {RegExpExecArray} */ (/sign-in#link=.*/.exec(link)))[0].trim()}`;
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored('drop schema letting cascade');
  });

  it('says how many policies apply, and which, command by command', async () => {
    await open();
    await visitor.page.getByRole('button', { name: 'row-level security: 5 policies apply to you', exact: true }).click();
    await dialog().getByRole('region', { name: 'UPDATE', exact: true }).getByText('not_the_last', { exact: true }).waitFor();
    await dialog().getByText('DELETE · no permissive policy: no row can be deleted', { exact: true }).waitFor();
    await assertAccessible(visitor.page, 'row-level security');
  });

  it('views the rows as another role, in the address, and leads back', async () => {
    const { page } = visitor;
    await dialog().getByRole('combobox', { name: 'Role' }).selectOption('letting_red');
    await dialog().getByRole('button', { name: 'View as letting_red', exact: true }).click();
    await strip().getByText('You view these rows as letting_red.', { exact: true }).waitFor();
    await counted('5 rows');
    assert.match(page.url(), /as=letting_red/);
    assert.equal(await page.getByRole('button', { name: 'Add row' }).count(), 0);
    await page.getByRole('button', { name: 'row-level security: 1 policy applies to letting_red', exact: true }).waitFor();
    await assertAccessible(page, 'viewed as another role');
    await page.reload();
    await counted('5 rows');
    await strip().getByRole('button', { name: 'View as yourself' }).click();
    await counted('10 rows');
    await strip().waitFor({ state: 'detached' });
    await page.goBack();
    await strip().waitFor();
    await page.goForward();
    await strip().waitFor({ state: 'detached' });
  });

  it('asks before it views as a role that a link brought, and says what PostgreSQL refuses', async () => {
    const { page } = visitor;
    await open('?as=letting_blue');
    await page.getByRole('heading', { name: 'This address views the rows as letting_blue' }).waitFor();
    await page.getByRole('button', { name: 'View as letting_blue', exact: true }).click();
    await counted('5 rows');
    await open('?as=postgres');
    await page.getByRole('button', { name: 'View as postgres', exact: true }).click();
    await page.getByRole('alert').getByText('permission denied to set role "postgres"').waitFor();
    await strip().getByRole('button', { name: 'View as yourself' }).click();
    await counted('10 rows');
    await badge().waitFor();
  });

  it('says which policies a row must pass where none is seen, and as whom else to look for it', async () => {
    const { page } = visitor;
    await open('?as=letting_red&key=id%3D1');
    const unseen = page.getByRole('region', { name: 'Row-level security', exact: true });
    await unseen.getByText('Row-level security may hide rows from letting_red. A row is seen that passes this policy:', { exact: true }).waitFor();
    await unseen.getByText('tenants', { exact: true }).waitFor();
    await unseen.getByText('(tenant = CURRENT_USER)', { exact: true }).waitFor();
    await assertAccessible(page, 'a row that no policy shows');
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.setViewportSize({ width: 1440, height: 900 });
    await unseen.getByRole('button', { name: 'Look as letting_blue' }).click();
    await strip().getByText('You view these rows as letting_blue.', { exact: true }).waitFor();
    await counted('1 row');
    await strip().getByRole('button', { name: 'View as yourself' }).click();
    await counted('1 row');
  });

  /** @param {number} row @param {string} text */
  const change = async (row, text) => {
    const { page } = visitor;
    await open();
    await page.getByRole('button', { name: 'Add row' }).and(page.locator(':enabled')).waitFor();
    await visitor.cell(row, 1).click();
    await page.keyboard.press('F2');
    await page.locator('.sg-edit').fill(text);
    await page.keyboard.press('Enter');
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
  };
  const verdict = () => review().getByRole('region', { name: 'Policies', exact: true });
  const discard = async () => {
    await review().getByRole('button', { name: 'Close', exact: true }).click();
    await bar().getByRole('button', { name: 'Discard' }).click();
    await bar().waitFor({ state: 'detached' });
  };

  it('names the policy that refused what a row was to become', async () => {
    await change(3, 'nobody');
    await verdict().getByText('The only permissive policy, agents_change, does not let the row through.', { exact: true }).waitFor();
    await verdict().getByText("(tenant <> 'nobody'::text)", { exact: true }).waitFor();
    await assertAccessible(visitor.page, 'the policy that refused');
    await discard();
  });

  it('names the policy that hid the row from a change', async () => {
    await change(0, 'letting_red');
    await verdict().getByText('The only permissive policy, agents_change, does not let the row through.', { exact: true }).waitFor();
    await verdict().getByText('(id <> 1)', { exact: true }).waitFor();
    await discard();
    assert.equal(await stored('select tenant from letting.flat where id = 1'), 'letting_blue');
    visitor.assertFaultless();
  });
});
