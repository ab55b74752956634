// rows/change: rows inserted, updated and deleted, all of a request or none, each only as it was seen.
import { signIn } from "./support/client.mjs";
import { changeCases } from "./support/rows_change_cases.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_changed");
const clerk = async (grants) => {
  await scene.admin(`create role clerk login in role studio_login; grant connect on database rows_changed to clerk; grant usage on schema public to clerk; ${grants}`);
  const client = await signIn("clerk");
  return { client, connection: await client.connect("rows_changed", "clerk") };
};
await changeCases(scene, { clerk, reader: () => scene.client.connect("rows_changed", "rows_changed", { is_read_only: true }) });
