// The published TypeScript client on the real server: accounts, sign-ins, tokens, organizations, members, invitations.
// Needs web/sdk/dist, which `make web` builds.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { cluster } from "./support/cluster.mjs";
import { goodPassword, makePerson } from "./support/people.mjs";

const { createClient, StudioError } = await import("../../web/sdk/dist/index.js");

const strangerClient = () => createClient({ url: cluster.url, WebSocket: null, cookie: false });
const isRefusal = (code, constraint) => (thrown) => {
  assert.ok(thrown instanceof StudioError, String(thrown));
  assert.equal(thrown.code, code, thrown.message);
  if (constraint) assert.equal(thrown.fields.constraint, constraint);
  return true;
};

let owner, ownerAccount, team;

before(async () => {
  await makePerson("Sdk Owner", { password: goodPassword });
  owner = strangerClient();
  ownerAccount = await owner.session.signIn({ email: "sdk.owner@example.org", password: goodPassword });
  team = await owner.organizations.create("Client team");
});

/** Somebody new who joins the team. */
async function newcomer(name, role) {
  const { token } = await owner.invitations.create(team.id, { role });
  const client = strangerClient();
  const account = await client.session.join({ token, name, email: `${name}@example.org`, password: goodPassword });
  return { client, account };
}

test("the account changes its name, its address and its password", async () => {
  const changed = await owner.account.update({ name: "Sdk Owner the second" });
  assert.equal(changed.name, "Sdk Owner the second");
  await makePerson("Sdk Other");
  await assert.rejects(owner.account.update({ email: "sdk.other@example.org" }), isRefusal("23505", "account_email_is_taken"));
  await assert.rejects(owner.account.setPassword("short", goodPassword), (thrown) => {
    assert.equal(thrown.fields.column, "password");
    return isRefusal("22023")(thrown);
  });
  await assert.rejects(owner.account.setPassword(`${goodPassword} and back`), isRefusal("42501"));
  await owner.account.setPassword(`${goodPassword} and back`, goodPassword);
  assert.equal((await owner.me()).account.name, "Sdk Owner the second");
  await owner.account.setPassword(goodPassword, `${goodPassword} and back`);
});

test("sign-ins are listed, ended one by one and all but this one", async () => {
  const others = [strangerClient(), strangerClient(), strangerClient()];
  for (const other of others) await other.session.signIn({ email: "sdk.owner@example.org", password: goodPassword });
  const list = await owner.signIns.list();
  assert.equal(list.length, 4);
  assert.equal(list.filter((each) => each.is_current).length, 1);
  assert.equal(list[0].method, "password");
  const current = (await others[0].signIns.list()).find((each) => each.is_current);
  await owner.signIns.end(current.id);
  await assert.rejects(others[0].me(), (thrown) => thrown.is_signed_out);
  assert.equal(await owner.signIns.endOthers(), 2);
  await assert.rejects(others[1].me(), (thrown) => thrown.is_signed_out);
  assert.equal((await owner.signIns.list()).length, 1);
  await assert.rejects(owner.signIns.end(current.id), (thrown) => thrown.status === 404);
});

test("a token is told once and revoked", async () => {
  const made = await owner.tokens.create({ name: "export", scopes: ["read"], expires_in_days: 7 });
  assert.match(made.token, /^stp_[A-Za-z0-9_-]{43}$/);
  const listed = await owner.tokens.list();
  assert.deepEqual(listed.map((each) => [each.name, each.scopes, "token" in each]), [["export", ["read"], false]]);
  await owner.tokens.delete(made.id);
  assert.deepEqual(await owner.tokens.list(), []);
});

test("an invitation is read, joined by somebody new, and accepted by somebody who is signed in", async () => {
  const made = await owner.invitations.create(team.id, { role: "editor", email: "nora.client@example.org", expires_in_days: 2 });
  assert.ok(made.url.endsWith(`/join#invitation=${made.token}`));
  assert.equal((await owner.invitations.list(team.id))[0].id, made.id);
  const nora = strangerClient();
  assert.deepEqual((({ organization, role, invited_by }) => ({ organization, role, invited_by }))(await nora.invitations.read(made.token)),
    { organization: "Client team", role: "editor", invited_by: "Sdk Owner the second" });
  await nora.session.join({ token: made.token, name: "Nora", email: "nora.client@example.org", password: goodPassword });
  assert.equal(nora.session.state.state, "signed_in");
  assert.equal((await nora.organizations.get(team.id)).role, "editor");
  await assert.rejects(nora.invitations.read(made.token), isRefusal("ST006"));
  const again = await owner.invitations.create(team.id, { role: "admin" });
  assert.deepEqual(await nora.invitations.accept(again.token), { organization_id: team.id, organization: "Client team", role: "admin" });
  const withdrawn = await owner.invitations.create(team.id, { role: "viewer" });
  await owner.invitations.delete(withdrawn.id);
  await assert.rejects(nora.invitations.accept(withdrawn.token), isRefusal("ST006"));
});

test("members are paged, get roles, links and leave", async () => {
  const { client: vera, account } = await newcomer("vera.client", "viewer");
  const first = await owner.members.list(team.id, { limit: 1 });
  assert.equal(first.items.length, 1);
  const second = await owner.members.list(team.id, { limit: 1, after: first.next });
  assert.notEqual(second.items[0].account_id, first.items[0].account_id);
  assert.equal((await owner.members.setRole(team.id, account.id, "editor")).role, "editor");
  await assert.rejects(vera.members.setRole(team.id, account.id, "owner"), isRefusal("42501"));
  const back = strangerClient();
  assert.equal((await back.session.signIn({ link: await owner.members.createLink(team.id, account.id) })).id, account.id);
  await assert.rejects(owner.members.setRole(team.id, ownerAccount.id, "admin"), isRefusal("23514", "organization_keeps_an_owner"));
  await vera.members.remove(team.id, account.id);
  await assert.rejects(vera.organizations.get(team.id), isRefusal("ST006"));
});

test("organizations are changed and deleted; the account ends with what is its own", async () => {
  const changed = await owner.organizations.update(team.id, { name: "Renamed client team", history_days: 30 });
  assert.equal(changed.history_days, 30);
  await assert.rejects(owner.organizations.update(team.id, { audit_days: 0 }), isRefusal("22023"));
  const personal = (await owner.organizations.list()).find((each) => each.is_personal);
  await assert.rejects(owner.organizations.delete(personal.id), isRefusal("55000"));
  await owner.organizations.delete(team.id);
  assert.deepEqual((await owner.organizations.list()).map((each) => each.id), [personal.id]);
  await owner.account.delete();
  await assert.rejects(owner.me(), (thrown) => thrown.is_signed_out);
});
