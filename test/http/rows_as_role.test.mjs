// rows/select as another role: its privileges and its policies, as after SET LOCAL ROLE; and no way from there to a right that
// the role has not, nor for the role to stay on in the runner.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene, row } from "./support/scene.mjs";

const scene = await makeScene("landlord");
await psql(`do $$ declare role text; begin
  foreach role in array array['tenant_red', 'tenant_blue', 'tenant_none', 'tenant_stranger'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I nologin', role); end if;
  end loop; end $$;
  grant tenant_red, tenant_blue, tenant_none to landlord`);
await scene.psql(`
  create table flat (id int primary key, tenant text not null, note text);
  insert into flat select n, case n % 2 when 0 then 'tenant_red' else 'tenant_blue' end, 'note ' || n from generate_series(1, 10) n;
  alter table flat enable row level security;
  create policy own_flats on flat for select to tenant_red, tenant_blue using (tenant = current_user);
  create policy no_first on flat as restrictive for select to tenant_blue using (id > 1);
  grant select on flat to tenant_red, tenant_blue, tenant_none;
  grant create on schema public to tenant_red, tenant_blue;
  analyze flat;
  create table seen (who text); grant insert on seen to tenant_red, tenant_blue`);

const relation = { schema: "public", name: "flat" };
const read = (body, client = scene) => client.client.selectRows(client.connection, { relation, ...body });
const ids = (answer) => {
  assert.equal(answer.error, null, answer.error?.message);
  return answer.statements[0].rows.map(([id]) => id);
};

test("each tenant sees its own rows, one whom no policy names sees none, the owner all", async () => {
  assert.deepEqual(ids(await read({ as_role: "tenant_red" })), [2, 4, 6, 8, 10]);
  assert.deepEqual(ids(await read({ as_role: "tenant_blue" })), [3, 5, 7, 9]);
  assert.deepEqual(ids(await read({ as_role: "tenant_none" })), []);
  assert.equal(ids(await read({})).length, 10);
});

test("so do filters, orders, pages and counts", async () => {
  const blue = { as_role: "tenant_blue" };
  const first = await read({ ...blue, limit: 2, order: [{ column: "id", direction: "desc" }] });
  assert.deepEqual(ids(first), [9, 7]);
  assert.deepEqual(ids(await read({ ...blue, limit: 2, order: [{ column: "id", direction: "desc" }], after: first.page.next })), [5, 3]);
  assert.deepEqual(ids(await read({ ...blue, at: 0 })), [3, 5, 7, 9]);
  assert.deepEqual(ids(await read({ ...blue, from_end: true, limit: 1 })), [9]);
  assert.deepEqual(ids(await read({ ...blue, filter: { column: "tenant", is: "equal", value: "tenant_red" } })), []);
  assert.equal(row(await read({ ...blue, count_up_to: 100 }))[0], "4");
  assert.deepEqual(ids(await read({ ...blue, filter: { sql: "current_user = 'tenant_blue' and session_user = 'landlord' and current_setting('role') = 'tenant_blue'" } })), [3, 5, 7, 9]);
});

test("R-35 a role that the connection's role may not be is refused in PostgreSQL's words", async () => {
  for (const [as_role, code] of [["tenant_stranger", "42501"], ["postgres", "42501"], ["studio_service", "42501"], ["nobody of this name", "22023"]]) {
    assert.equal((await read({ as_role })).error?.code, code, as_role);
  }
  for (const body of [{ as_role: "none" }, { as_role: "" }, { as_role: "tenant_red", session: "s" }]) {
    assert.equal((await read(body)).error?.code, "22023", JSON.stringify(body));
  }
  await psql("create role tenant_late nologin; grant tenant_late to landlord");
  await scene.psql("grant select on flat to tenant_late");
  assert.equal((await read({ as_role: "tenant_late" })).error, null);
  await psql("revoke tenant_late from landlord");
  assert.equal((await read({ as_role: "tenant_late" })).error?.code, "42501");
  await scene.psql("revoke all on flat from tenant_late");
  await psql("drop role tenant_late");
});

test("its privileges hold, not those of the connection's role", async () => {
  await scene.psql("create schema walled; create table walled.inside (id int primary key); create table closed (id int primary key)");
  assert.equal((await read({ as_role: "tenant_red", relation: { schema: "public", name: "closed" } })).error?.code, "42501");
  assert.equal((await read({ as_role: "tenant_red", relation: { schema: "walled", name: "inside" } })).error?.code, "42501");
});

const isLandlordAgain = async () => {
  for (let i = 0; i < 4; i++) {
    assert.deepEqual(row(await scene.query("select session_user::text, current_user::text, current_setting('role'), current_setting('is_superuser')")), ["landlord", "landlord", "none", "off"]);
  }
};

const ways_out = [
  "set_config('role', 'none', false) is not null",
  "set_config('role', 'landlord', true) is not null",
  "set_config('role', 'tenant_blue', false) is not null",
  "set_config('session_authorization', 'landlord', false) is not null",
  "set_config('session_authorization', 'default', false) is not null",
  "query_to_xml('reset role', true, true, '') is not null",
];
for (const sql of ways_out) {
  test(`R-35 no way back by a condition: ${sql}`, async () => {
    const answer = await read({ as_role: "tenant_red", filter: { sql } });
    assert.ok(["42501", "0A000", "25006", "22023"].includes(answer.error?.code), JSON.stringify(answer.error ?? answer.statements[0]));
    await isLandlordAgain();
  });
}

const tricks = [
  "execute 'reset role'",
  "execute 'set role landlord'",
  "execute 'set local role tenant_blue'",
  "execute 'set session authorization default'",
  "execute 'reset session authorization'",
  "begin perform 1 / 0; exception when others then execute 'reset role'; end",
  "execute 'create temp table left_behind as select current_user'",
  "execute 'declare left_open cursor with hold for select 1'",
  "insert into seen values (current_user)",
];
for (const trick of tricks) {
  test(`R-35 the role's own function cannot: ${trick}`, async () => {
    await scene.admin(`drop view if exists trap; drop function if exists spring();
      set role tenant_red;
      create function spring() returns text language plpgsql volatile as $f$ begin ${trick}; return current_user; end $f$;
      create view trap as select 1 as id, spring() as who`);
    const answer = await read({ as_role: "tenant_red", relation: { schema: "public", name: "trap" } });
    assert.ok(["42501", "25006"].includes(answer.error?.code), JSON.stringify(answer.error ?? answer.statements[0].rows));
    await isLandlordAgain();
    assert.equal(await scene.psql("select count(*) from seen"), "0");
  });
}

test("what a condition sets is gone for the next request", async () => {
  assert.equal((await read({ as_role: "tenant_red", filter: { sql: "set_config('search_path', 'pg_temp', false) is not null and set_config('work_mem', '64kB', false) is not null" } })).error, null);
  const answer = await scene.query("select current_setting('search_path'), current_setting('work_mem')");
  assert.deepEqual(row(answer), ['"$user", public', "4MB"]);
  await isLandlordAgain();
});

test("after an error, a cancel and a row that fails half-way the runner is its own role", async () => {
  for (const sql of ["1 / (id - 6) > -5", "id / 0 = 1", "pg_terminate_backend(pg_backend_pid())"]) {
    assert.notEqual((await read({ as_role: "tenant_red", filter: { sql } })).error, null, sql);
    await isLandlordAgain();
  }
});

test("the catalog says which policies hold for whom, and who passes them", async () => {
  const [oid] = row(await scene.query("select 'flat'::regclass::oid"));
  const { json } = await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/row_security?relation=${oid}`);
  const roles = json.rows.map((line) => Object.fromEntries(line.map((each, at) => [json.columns[at], each])));
  assert.deepEqual(roles.filter(({ role }) => !role.startsWith("pg_")).map(({ role, is_own, bypass, policies }) => [role, is_own, bypass, JSON.parse(policies).length]),
    [["landlord", true, "owner", 2], ["tenant_blue", false, null, 2], ["tenant_none", false, null, 0], ["tenant_red", false, null, 1]]);
  assert.ok(roles.every((each) => each.is_enabled && !each.is_forced));
  await scene.psql("alter table flat force row level security");
  const forced = await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/row_security?relation=${oid}`);
  assert.equal(forced.json.rows[0][forced.json.columns.indexOf("bypass")], null);
  assert.equal(ids(await read({})).length, 10 - 10);
  await scene.psql("alter table flat no force row level security");
});
