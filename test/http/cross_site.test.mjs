// another site cannot act for somebody who is signed in here, on any route. A state change wants a bearer token, which no
// other site has; the two that live by a cookie want our own Origin. No answer ever lets another origin read it.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client } from "./support/client.mjs";
import { cluster, psql } from "./support/cluster.mjs";
import { goodPassword, makeOrganization, makePerson } from "./support/people.mjs";
import { exchange, request } from "./support/raw.mjs";

let person;
let organization;
let invitation;
let routes;

before(async () => {
  person = await makePerson("Xenia Crossed", { password: goodPassword });
  organization = (await makeOrganization(person, "Crossed")).id;
  invitation = (await person.request("POST", `/organizations/${organization}/invitations`, { role: "viewer" })).json.token;
  const { paths } = (await new Client().request("GET", "/openapi.json")).json;
  routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, what]) => ({ method: method.toUpperCase(), path: `/api/v1${path.replace(/\{(\w+)\}/g, organization)}`, what })));
});

/** As a browser would send it from a page of another site: cookies and all, without what a page may not set. */
const sent = (method, path, headers, body) => exchange(request(method, path, [`Cookie: ${person.cookie}`, ...headers, ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]), "Connection: close"], body ?? ""));
const json = "Content-Type: application/json";
const isStateChange = ({ method }) => method !== "GET";
const footprint = () => psql("SELECT (SELECT count(*) FROM studio.organization), (SELECT count(*) FROM studio.session), (SELECT count(*) FROM studio.member), (SELECT count(*) FROM studio.invitation), (SELECT sum(counter) FROM studio.session), (SELECT count(*) FROM studio.account)");

test("R-24 a state change from a foreign Origin is 403 on every route, and changes nothing", async () => {
  const before = await footprint();
  let tried = 0;
  for (const route of routes.filter(isStateChange)) {
    for (const origin of ["http://evil.test", "null", `http://localhost.evil.test:${cluster.http_port}`, `http://127.0.0.1:${cluster.http_port + 1}`]) {
      const { status } = await sent(route.method, route.path, [`Origin: ${origin}`, json], route.method === "DELETE" ? undefined : "{}");
      assert.equal(status, 403, `${route.method} ${route.path} from ${origin}`);
      tried += 1;
    }
    for (const site of ["cross-site", "same-site"]) {
      const { status } = await sent(route.method, route.path, [`Sec-Fetch-Site: ${site}`, json], route.method === "DELETE" ? undefined : "{}");
      assert.equal(status, 403, `${route.method} ${route.path}, ${site}`);
    }
  }
  assert.ok(tried >= 100, `${tried}`);
  assert.equal(await footprint(), before);
});

test("R-24 the cookie alone opens no route but refresh and logout, whatever the Origin", async () => {
  for (const route of routes.filter(({ what }) => what.security.length > 0)) {
    const { status } = await sent(route.method, route.path, [`Origin: http://127.0.0.1:${cluster.http_port}`, json], route.method === "GET" || route.method === "DELETE" ? undefined : "{}");
    assert.equal(status, 401, `${route.method} ${route.path}`);
  }
});

test("R-24 a form of another site cannot sign in, refresh, sign out, or accept: text/plain, forms and multipart are refused", async () => {
  const before = await footprint();
  const bodies = { "/auth/login": { email: person.email, password: goodPassword }, "/auth/refresh": {}, "/auth/logout": {}, "/invitations/accept": { token: invitation, name: "F", email: "form@example.org", password: goodPassword }, "/invitations/read": { token: invitation } };
  for (const [path, body] of Object.entries(bodies)) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json, text/plain", "application/jsonx", ""]) {
      const { status } = await sent("POST", `/api/v1${path}`, type ? [`Content-Type: ${type}`] : [], JSON.stringify(body));
      assert.ok(status === 400 || status === 415, `${path} as ${type}: ${status}`);
    }
  }
  assert.equal(await footprint(), before);
});

test("R-24 no answer has an Access-Control header, each has the headers that keep it from being read or framed", async () => {
  for (const route of routes) {
    for (const origin of ["http://evil.test", `http://127.0.0.1:${cluster.http_port}`]) {
      const { head, status } = await sent(route.method, route.path, [`Origin: ${origin}`, json], route.method === "GET" || route.method === "DELETE" ? undefined : "{}");
      assert.ok(status >= 200, route.path);
      assert.doesNotMatch(head, /access-control-/i, route.path);
      for (const header of [/cross-origin-resource-policy: same-origin/i, /x-content-type-options: nosniff/i, /x-frame-options: deny/i, /cache-control: no-store/i]) assert.match(head, header, `${route.method} ${route.path}`);
    }
    const { head, status } = await sent("OPTIONS", route.path, ["Origin: http://evil.test", `Access-Control-Request-Method: ${route.method}`]);
    assert.ok(status >= 400);
    assert.doesNotMatch(head, /access-control-/i);
  }
});

test("R-24 every cookie that is set is HttpOnly, SameSite=Strict and of /api/v1/auth alone, by whichever door", async () => {
  const cookies = [];
  const keep = (answer) => cookies.push(...answer.headers.getSetCookie());
  const client = new Client();
  keep(await client.login({ email: person.email, password: goodPassword }));
  keep(await client.request("POST", "/auth/refresh", {}, { headers: { cookie: client.cookie } }));
  // The sign-in of `person` has been ended by the test before, whose own Origin may sign out.
  const fresh = (await client.request("POST", `/organizations/${organization}/invitations`, { role: "viewer" })).json.token;
  const joined = await new Client().request("POST", "/invitations/accept", { token: fresh, name: "Newly", email: "newly.crossed@example.org", password: goodPassword });
  assert.equal(joined.status, 200, joined.text);
  keep(joined);
  keep(await client.request("POST", "/auth/logout", {}, { headers: { cookie: client.cookie } }));
  assert.equal(cookies.length, 4);
  for (const cookie of cookies) for (const part of [/; ?HttpOnly/i, /; ?SameSite=Strict/i, /; ?Path=\/api\/v1\/auth(;|$)/i]) assert.match(cookie, part);
  assert.match(cookies[3], /Max-Age=0/i);
  for (const cookie of cookies) assert.doesNotMatch(cookie, /Domain=/i);
});

test("without a browser's headers a script signs in, and gets no cookie where it wants none", async () => {
  const answer = await new Client().request("POST", "/auth/login", { email: person.email, password: goodPassword, cookie: false });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.headers.getSetCookie(), []);
  assert.equal(typeof answer.json.refresh_token, "string");
});
