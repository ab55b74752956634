// What a destructive statement would take along, told before it is run: rows, dependents, cascades, triggers, locks; and the exact
// counts of a dry run, of which nothing stays.
import { effectCases } from "./support/effect_cases.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("effect");
await effectCases(scene, { connectionOf: ({ id }) => scene.client.connect("effect", "effect", { organization_id: id }) });
