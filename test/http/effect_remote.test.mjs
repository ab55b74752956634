// effect on a connection to another server: as on a local one.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql } from "./support/cluster.mjs";
import { effectCases } from "./support/effect_cases.mjs";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const { client } = await makeScene("effect_there");
const server = await startRemote();
after(() => server.stop());
const connectionTo = async (more) => (await client.request("POST", "/connections", remoteBody(server, more))).json;
const connection = await connectionTo({});
const scene = {
  client, connection, name: "ada",
  query: (body, options) => client.query(connection, typeof body === "string" ? { sql: body } : body, options),
  psql: (sql) => psql(sql, { on: server, database: "ada", role: "ada" }),
  admin: (sql) => server.admin(sql, "ada"),
};
await effectCases(scene, { connectionOf: ({ id }) => connectionTo({ organization_id: id }) });
