// studio's own work runs in the same database as everybody's. Functions and operators that shadow PostgreSQL's, and
// an event trigger, note who ran them: never the service, never the owner of the extension.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { matrix } from "./support/matrix.mjs";
import { goodPassword, makeOrganization, makePerson } from "./support/people.mjs";

before(async () => {
  await psql(`CREATE ROLE shadowing LOGIN IN ROLE studio_login; GRANT CREATE ON SCHEMA public TO shadowing;
    CREATE TABLE public.shadow_witness (who text, what text); GRANT ALL ON public.shadow_witness TO PUBLIC`);
  const shadow = (signature, returns, body) => `CREATE FUNCTION public.${signature} RETURNS ${returns} LANGUAGE plpgsql AS
    'BEGIN INSERT INTO public.shadow_witness VALUES (current_user || '','' || session_user, ''${signature.split("(")[0]}''); RETURN ${body}; END'`;
  const functions = [shadow("lower(varchar)", "text", "$1::text"), shadow("now()", "timestamptz", "pg_catalog.now()"), shadow("json_build_object(VARIADIC text[])", "json", "''{}''::json"), shadow("sha256(text)", "bytea", "''''::bytea"),
    shadow("count(uuid)", "bigint", "0"), shadow("format(text, uuid)", "text", "''x''"), shadow("equals(uuid, uuid)", "boolean", "true"), shadow("to_jsonb(uuid)", "jsonb", "''{}''::jsonb"), shadow("gen_random_uuid()", "uuid", "pg_catalog.gen_random_uuid()")];
  await psql(`${functions.join(";")}; CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = public.equals); CREATE OPERATOR public.<> (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = public.equals)`, { role: "shadowing" });
  await psql(`ALTER ROLE shadowing SET search_path = public, pg_catalog; ALTER DATABASE postgres SET search_path = public, pg_catalog;
    CREATE FUNCTION public.shadow_event() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.shadow_witness VALUES (current_user || '','' || session_user, tg_tag); END';
    CREATE EVENT TRIGGER shadow_event ON ddl_command_end EXECUTE FUNCTION public.shadow_event()`);
});

after(() => psql(`DROP EVENT TRIGGER IF EXISTS shadow_event; ALTER DATABASE postgres RESET search_path; DROP OWNED BY shadowing CASCADE; DROP FUNCTION public.shadow_event`).catch(() => {}));

test("R-32 R-35 every route, a sign-in by each door and DDL of a user: no shadow runs as the service or the extension's owner", async () => {
  await psql("TRUNCATE public.shadow_witness");
  const client = await signIn("shadowing");
  const person = await makePerson("Sam Shadowed", { password: goodPassword });
  assert.equal((await new Client().login({ email: person.email, password: goodPassword })).status, 200);
  const team = await makeOrganization(client, "Shadowed", { editor: person });
  const connection = await client.connect("postgres", "shadowing", { organization_id: team.id });
  const ids = { organization: team.id, connection: connection.id, account: person.id, id: team.id };
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? ids[name.replace("_id", "")] ?? (name === "question" ? "relations" : name === "version" ? "1" : team.id));
  for (const [method, path, , more = {}] of matrix) {
    if (method === "DELETE" || /logout/.test(path)) continue;
    const id = more.id ? { "{id}": fill(more.id) } : {};
    const answer = await client.request(method, fill(path.replace("{id}", id["{id}"] ?? "{id}") + (more.query ?? "")), more.body && JSON.parse(fill(JSON.stringify(more.body))));
    assert.ok(answer.status < 500, `${method} ${path}: ${answer.text}`);
  }
  assert.equal((await client.query(connection, "CREATE TABLE public.shadow_made (id uuid PRIMARY KEY)")).error, null);
  assert.equal((await client.query(connection, "SELECT public.now()")).error, null);
  const seen = (await psql("SELECT DISTINCT who FROM public.shadow_witness ORDER BY 1")).split("\n");
  assert.deepEqual(seen, ["shadowing,shadowing"], "and the traps work: they saw the user himself");
});
