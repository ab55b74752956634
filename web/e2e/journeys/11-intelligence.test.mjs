// What the server knows of the schema and of a text: changes of others on the screen at once.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('the schema as others change it', { skip: cluster === null && 'psql into the server is needed' }, () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(async () => {
    if (cluster) await psql(cluster, 'drop table if exists studio_journey_new');
    await visitor.leave();
  });

  it('shows a table that psql makes within a second, and its end', async () => {
    assert.ok(cluster);
    const line = visitor.page.getByRole('treeitem').filter({ hasText: 'studio_journey_new' });
    await psql(cluster, 'create table studio_journey_new (a int)');
    await line.first().waitFor({ timeout: 1000 });
    await psql(cluster, 'drop table studio_journey_new');
    await line.first().waitFor({ state: 'detached', timeout: 1000 });
  });

  it('shows it after a connection that was lost', async () => {
    assert.ok(cluster);
    const line = visitor.page.getByRole('treeitem').filter({ hasText: 'studio_journey_new' });
    await visitor.context.setOffline(true);
    await psql(cluster, "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'studio gateway'", 'postgres');
    await psql(cluster, 'create table studio_journey_new (a int)');
    await visitor.context.setOffline(false);
    await line.first().waitFor({ timeout: 20_000 });
    visitor.assertFaultless();
  });
});
