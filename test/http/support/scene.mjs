// A scene of its own for each test file: a database, an ordinary role that owns it, an account and a connection.
import { psql } from "./cluster.mjs";
import { signIn } from "./client.mjs";

/**
 * Makes database and role `name` (the role an ordinary one that owns the database), signs in as the role and connects.
 * `scene.query(sql or body)` runs SQL there; `scene.psql(sql)` does so by psql as the role, `scene.admin(sql)` as superuser.
 */
export async function makeScene(name, { databaseOptions = "", roleOptions = "" } = {}) {
  await psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await psql(`DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name} LOGIN ${roleOptions}; END IF; END$$`);
  await psql(`CREATE DATABASE ${name} OWNER ${name} ${databaseOptions}`);
  const client = await signIn(name);
  const connection = await client.connect(name, name);
  return {
    name,
    client,
    connection,
    query: (body, options) => client.query(connection, body, options),
    psql: (sql, options = {}) => psql(sql, { database: name, role: name, ...options }),
    admin: (sql, options = {}) => psql(sql, { database: name, ...options }),
  };
}

/** The only row of the only result. */
export const row = (answer) => answer.statements[0].rows[0];

/** The only value of the only result. */
export const value = (answer) => row(answer)[0];
