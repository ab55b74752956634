// The library stands on disk, but the server was started without it.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql, startCluster } from "./support/cluster.mjs";

// The other of the two lines stands there already: it alone must not count for the library.
const on = await startCluster(["--no-extension", "--conf", "shared_preload_libraries = 'pg_stat_statements'", "--conf", "studio.database = 'postgres'"]);
after(() => on.stop());

const refusal = async (database) => {
  const failed = await psql("CREATE EXTENSION studio", { on, database }).then(() => null, (error) => error.stderr);
  assert.ok(failed, "CREATE EXTENSION went through");
  return failed;
};

test("CREATE EXTENSION fails with the two lines for postgresql.conf", async () => {
  const text = await refusal("postgres");
  assert.match(text, /^ERROR: {2}studio is not loaded$/m);
  assert.match(text, /^shared_preload_libraries = 'studio'$/m);
  assert.match(text, /^studio\.database = 'postgres'$/m);
});

test("the second line names the database in which it was tried", async () => {
  await psql("CREATE DATABASE \"it's here\"", { on });
  assert.match(await refusal("it's here"), /^studio\.database = 'it''s here'$/m);
});

test("nothing of the failed attempt stays, no role either, and nobody listens", async () => {
  const left = "SELECT (SELECT count(*) FROM pg_extension WHERE extname = 'studio') + (SELECT count(*) FROM pg_roles WHERE rolname LIKE 'studio%') + (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'studio%')";
  assert.equal(await psql(left, { on }), "0");
  await assert.rejects(fetch(`${on.url}/api/v1/healthz`));
});
