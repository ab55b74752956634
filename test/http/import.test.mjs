// A file into a table: as COPY would, part by part; keys, lines that are wrong, rights, hostile bytes, and who goes away.
import { psql } from "./support/cluster.mjs";
import { importCases } from "./support/import_cases.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("import_rows");
await psql("ALTER ROLE import_rows SET jit = off");
await importCases(scene, {
  reader: () => scene.client.connect("import_rows", "import_rows", { name: "reads", is_read_only: true }),
  runnerPid: async () => Number(await psql("select pid from pg_stat_activity where usename = 'import_rows' and backend_type like 'studio%' limit 1")),
});
