// People without a PostgreSQL role: accounts with a password, organizations with members.
import { request } from "node:http";
import { Client } from "./client.mjs";
import { cluster, psql } from "./cluster.mjs";

export const goodPassword = "a long walk by the sea";

/** A new account, signed in by a link; with `password` it has that one. */
export async function makePerson(name, { password } = {}) {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.org`;
  const id = await psql(`SELECT studio.create_account('${name}', '${email}')`);
  const client = new Client();
  const answer = await client.login({ link: await psql(`SELECT studio.account_link('${id}')`) });
  if (answer.status !== 200) throw new Error(`sign-in refused: ${answer.text}`);
  if (password) {
    const set = await client.request("PUT", "/account/password", { password });
    if (set.status !== 204) throw new Error(`password refused: ${set.text}`);
  }
  return Object.assign(client, { id, email });
}

/** An organization of its owner, with members: `{role: client}`. */
export async function makeOrganization(owner, name, members = {}) {
  const made = await owner.request("POST", "/organizations", { name });
  if (made.status !== 201) throw new Error(`no organization: ${made.text}`);
  for (const [role, member] of Object.entries(members)) await join(owner, made.json.id, role, member);
  return made.json;
}

/** Invites and accepts. */
export async function join(owner, organization, role, member) {
  const invitation = await owner.request("POST", `/organizations/${organization}/invitations`, { role });
  if (invitation.status !== 201) throw new Error(`no invitation: ${invitation.text}`);
  const answer = await member.request("POST", "/invitations/accept", { token: invitation.json.token });
  if (answer.status !== 200) throw new Error(`not accepted: ${answer.text}`);
}

/** A request from another address of the loopback network: failures there do not hold up other tests. */
export function requestFrom(localAddress, method, path, body, headers = {}) {
  const options = { host: "127.0.0.1", port: cluster.http_port, path: `/api/v1${path}`, method, localAddress };
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, headers: { "content-type": "application/json", ...headers } }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      const json = JSON.parse(text);
      resolve({ status: response.statusCode, headers: response.headers, json, error: json.error ?? null });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A sign-in from there. */
export const loginFrom = (localAddress, body) => requestFrom(localAddress, "POST", "/auth/login", body);
