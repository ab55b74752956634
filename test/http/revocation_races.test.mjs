// what was taken away ends within a second even where it was asked about just then: the answer from before a change
// lets nothing begin that outlives it. A revocation at each of many moments around the beginning of a query and of a socket.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { signIn } from "./support/client.mjs";
import { Socket } from "./support/websocket.mjs";

const rounds = 25;
let owner;
let member;
let team;
let connection;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

before(async () => {
  await psql("CREATE ROLE revoking LOGIN IN ROLE studio_login");
  owner = await signIn("revoking");
  member = await makePerson("Rita Revoked");
  team = (await makeOrganization(owner, "Revoking")).id;
  connection = (await owner.connect("postgres", "revoking", { organization_id: team })).id;
});

const join = () => psql(`INSERT INTO studio.member (organization_id, account_id, role) VALUES ('${team}', '${member.id}', 'editor') ON CONFLICT DO NOTHING`);
const leave = () => psql(`DELETE FROM studio.member WHERE organization_id = '${team}' AND account_id = '${member.id}'`);
/** A change that has nothing to do with them: known grants are forgotten, so that the next request asks. */
const stir = () => psql("GRANT revoking TO revoking_group");

test("R-36 a member removed while his query begins: it is refused or ends within a second", { timeout: 120_000 }, async () => {
  await psql("CREATE ROLE revoking_group; GRANT revoking TO revoking_group");
  for (let round = 0; round < rounds; round++) {
    await join();
    await until("the membership", async () => (await member.query(connection, "SELECT 1")).error === null, 2);
    await stir();
    const removed = wait(round % 5).then(leave);
    const queries = Array.from({ length: 4 }, async (_, n) => {
      await wait(10 + ((round * 7) % 60) + n * 8);
      return member.query(connection, "SELECT pg_sleep(8)");
    });
    await removed;
    const start = Date.now();
    for (const answer of await Promise.all(queries)) assert.ok(["42501", "ST006"].includes(answer.error?.code), JSON.stringify(answer.error ?? answer.end));
    assert.ok(Date.now() - start < 1500, `${Date.now() - start} ms`);
  }
});

test("R-37 a sign-in ended while its socket authenticates: it is refused or closed within a second", { timeout: 120_000 }, async () => {
  for (let round = 0; round < rounds; round++) {
    const person = await makePerson(`Ended ${round}`);
    await stir();
    const sockets = await Promise.all(Array.from({ length: 3 }, () => Socket.open()));
    const ended = psql(`DELETE FROM studio.session WHERE account_id = '${person.id}'`);
    for (const [n, socket] of sockets.entries()) wait(10 + ((round * 7) % 50) + n * 8).then(() => socket.send({ type: "authenticate", access_token: person.token }));
    await ended;
    for (const socket of sockets) assert.equal((await socket.closed(1.5)).code, 4401);
    assert.equal((await person.request("GET", "/me")).status, 401);
    for (const socket of sockets) socket.end();
  }
});
