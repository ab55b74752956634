// rows/change on a connection to another server: as on a local one.
import assert from "node:assert/strict";
import net from "node:net";
import test, { after } from "node:test";
import { collect } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { listen, password, remoteBody, startRemote } from "./support/remote.mjs";
import { changeCases } from "./support/rows_change_cases.mjs";
import { makeScene } from "./support/scene.mjs";

const { client } = await makeScene("rows_changed_there");
const server = await startRemote();
after(() => server.stop());
const connectionTo = async (more) => (await client.request("POST", "/connections", remoteBody(server, more))).json;
const connection = await connectionTo({});
const scene = {
  client, connection,
  query: (body, options) => client.query(connection, body, options),
  psql: (sql) => psql(sql, { on: server, database: "ada", role: "ada" }),
  admin: (sql) => server.admin(sql, "ada"),
};
const clerk = async (grants) => {
  await server.admin(`create role clerk login password '${password.replaceAll("'", "''")}'; grant usage on schema public to clerk; ${grants}`, "ada");
  return { client, connection: await connectionTo({ name: "clerk", user: "clerk" }) };
};
await changeCases(scene, { clerk, reader: () => connectionTo({ name: "reader", is_read_only: true }) });

test("the other server lost at the commit: the transaction's id was told, by which it is found whether it came through", async () => {
  await scene.psql("create table lost (id int primary key)");
  let hears = false;
  const line = await listen((socket) => {
    const onward = net.connect(server.pg_port, "127.0.0.1");
    socket.on("data", (data) => {
      const commits = data.includes("COMMIT\0");
      if (!commits || hears) onward.write(data);
      if (commits && !hears) socket.destroy();
    });
    // What it hears it does; the answer is lost.
    onward.on("data", (data) => (hears && data.includes("COMMIT\0") ? socket.destroy() : socket.write(data)));
    onward.on("error", () => {});
    socket.on("close", () => onward.destroy());
  });
  const cut = await connectionTo({ name: "cut", port: line.pg_port });
  for (const [id, fate] of [[1, "aborted"], [2, "committed"]]) {
    hears = fate === "committed";
    const answer = await collect(await client.open("POST", `/connections/${cut.id}/rows/change`, { changes: [{ kind: "insert", relation: { schema: "public", name: "lost" }, values: { id } }] }));
    assert.deepEqual([answer.error?.code, answer.end.status], ["08006", "failed"]);
    const told = answer.messages.find((message) => message.type === "transaction");
    const asked = await client.query(connection, { sql: "select pg_xact_status($1::xid8)", parameters: [told.id] });
    assert.equal(asked.statements[0].rows[0][0], fate);
  }
  line.stop();
});
