// Who gets what from every route: principals in columns, routes in rows. `authorization.test.mjs` fails for a route that the
// server has and this table has not, and the other way round.
//
// Principals: nobody (no token), stranger (an account of another organization), viewer, editor, admin, owner of the
// organization that all the ids are of. "own" routes are about the caller alone: whoever is signed in gets the same.
// A cell is the status; where the body is refused for what it says, 400 shows that the door was open. `fresh` names what is
// made anew for each try of a row that succeeds by destroying it ("self": the principal).
const all = (status) => [401, status, status, status, status, status];
const open = (status) => [status, status, status, status, status, status];
const members = (status) => [401, 404, status, status, status, status];
const editors = (status, viewer = 403) => [401, 404, viewer, status, status, status];
const admins = (status) => [401, 404, 403, 403, status, status];
const owners = (status) => [401, 404, 403, 403, 403, status];

export const principals = ["nobody", "stranger", "viewer", "editor", "admin", "owner"];

/** `path` may hold {organization}, {account}, {connection}, {saved}, {folder}, {invitation}: ids of the organization's things. */
export const matrix = [
  ["GET", "/healthz", open(200)],
  ["GET", "/openapi.json", open(200)],
  ["POST", "/auth/login", open(400), { body: {} }],
  ["POST", "/auth/refresh", open(401), { body: {} }],
  ["POST", "/auth/logout", open(204), { body: {} }],
  ["POST", "/invitations/read", open(400), { body: {} }],
  ["POST", "/invitations/accept", open(400), { body: {} }],
  ["GET", "/socket", open(426)],

  ["GET", "/me", all(200)],
  ["PATCH", "/account", all(400), { body: { unknown: 1 } }],
  ["DELETE", "/account", all(204), { fresh: "self" }],
  ["PUT", "/account/password", all(400), { body: {} }],
  ["GET", "/sign-ins", all(200)],
  ["DELETE", "/sign-ins", all(200)],
  ["DELETE", "/sign-ins/{id}", all(404), { id: "{saved}" }],
  ["GET", "/tokens", all(200)],
  ["POST", "/tokens", all(400), { body: {} }],
  ["DELETE", "/tokens/{id}", all(404), { id: "{saved}" }],

  ["GET", "/organizations", all(200)],
  ["POST", "/organizations", all(400), { body: {} }],
  ["GET", "/organizations/{id}", members(200), { id: "{organization}" }],
  ["PATCH", "/organizations/{id}", owners(200), { id: "{organization}", body: { name: "Matrix" } }],
  ["DELETE", "/organizations/{id}", owners(204), { id: "{organization}", fresh: "organization" }],
  ["GET", "/organizations/{organization_id}/members", members(200)],
  ["PATCH", "/organizations/{organization_id}/members/{account_id}", admins(200), { body: { role: "viewer" } }],
  ["DELETE", "/organizations/{organization_id}/members/{account_id}", admins(204), { fresh: "account" }],
  ["POST", "/organizations/{organization_id}/members/{account_id}/link", owners(201), { body: {} }],
  ["GET", "/organizations/{organization_id}/invitations", admins(200)],
  ["POST", "/organizations/{organization_id}/invitations", admins(201), { body: { role: "viewer" } }],
  ["DELETE", "/invitations/{id}", [401, 404, 404, 404, 204, 204], { id: "{invitation}", fresh: "invitation" }],

  ["GET", "/connections", all(200)],
  ["POST", "/connections", admins(201), { body: { name: "x", kind: "local", database: "postgres", role: "matrix_owner", role_password: "matrix", organization_id: "{organization}" } }],
  ["GET", "/connections/defaults", all(200)],
  ["POST", "/connections/test", admins(200), { body: { name: "x", kind: "local", database: "postgres", role: "matrix_owner", role_password: "matrix", organization_id: "{organization}" } }],
  ["GET", "/connections/{id}", members(200), { id: "{connection}" }],
  ["PATCH", "/connections/{id}", admins(200), { id: "{connection}", body: { name: "Matrix connection" } }],
  ["DELETE", "/connections/{id}", admins(204), { id: "{connection}", fresh: "connection" }],
  ["GET", "/connections/{id}/status", members(200), { id: "{connection}" }],
  ["GET", "/connections/{id}/catalog/{question}", members(200), { id: "{connection}" }],
  ["POST", "/connections/{id}/query", members(200), { id: "{connection}", body: { sql: "SELECT 1" } }],
  ["POST", "/connections/{id}/analyze", members(200), { id: "{connection}", body: { sql: "SELECT 1" } }],
  ["POST", "/connections/{id}/explain", members(200), { id: "{connection}", body: { sql: "SELECT 1" } }],
  ["POST", "/connections/{id}/effect", members(200), { id: "{connection}", body: { sql: "SELECT 1" } }],
  ["POST", "/connections/{id}/export", members(200), { id: "{connection}", body: { sql: "SELECT 1", format: "csv" } }],
  ["POST", "/connections/{id}/export/link", members(201), { id: "{connection}", body: { sql: "SELECT 1", format: "csv" } }],
  ["GET", "/exports/{link}", open(404)],
  ["POST", "/connections/{id}/rows/select", members(200), { id: "{connection}", body: { relation: { schema: "public", name: "matrix_rows" } } }],
  ["POST", "/connections/{id}/rows/change", editors(200), { id: "{connection}", body: { changes: [{ kind: "insert", relation: { schema: "public", name: "matrix_rows" }, values: { id: 1000 } }], dry_run: true } }],
  ["POST", "/connections/{id}/import", editors(200), { id: "{connection}", body: { relation: { schema: "public", name: "matrix_rows" }, columns: ["id"], is_last: true } }],
  ["GET", "/queries", all(200)],
  ["GET", "/queries/{query_id}", all(404), { query_id: "{running}" }],
  ["DELETE", "/queries/{query_id}", all(404), { query_id: "{running}" }],
  ["POST", "/queries/{query_id}/background", all(404), { query_id: "{running}", body: {} }],
  ["GET", "/queries/{query_id}/result", all(404), { query_id: "{running}" }],
  ["GET", "/queries", admins(200), { query: "?scope=organization&organization_id={organization}" }],
  ["POST", "/sessions/{session}/keep", all(404), { query: "?connection={connection}", body: {} }],
  ["GET", "/sessions/{session}/locks", all(404), { query: "?connection={connection}" }],
  ["GET", "/sessions", all(200)],
  ["DELETE", "/sessions/{session}", all(404)],

  ["GET", "/history", all(200)],
  ["GET", "/history", admins(200), { query: "?scope=organization&organization_id={organization}" }],
  ["GET", "/audit", all(200)],
  ["GET", "/audit", admins(200), { query: "?scope=organization&organization_id={organization}" }],
  ["GET", "/audit", owners(200), { query: "?scope=sign_ins&organization_id={organization}" }],
  ["GET", "/saved-queries", members(200), { query: "?organization_id={organization}" }],
  ["POST", "/saved-queries", editors(201), { body: { organization_id: "{organization}", name: "x", sql: "SELECT 1", is_shared: true } }],
  ["GET", "/saved-queries/{id}", members(200), { id: "{saved}" }],
  ["PATCH", "/saved-queries/{id}", editors(200), { id: "{saved}", body: { name: "Shared" } }],
  ["DELETE", "/saved-queries/{id}", admins(204), { id: "{saved}", fresh: "saved" }],
  ["GET", "/saved-queries/{id}", [401, 404, 404, 404, 404, 200], { id: "{private}" }],
  ["GET", "/saved-queries/{id}/versions", members(200), { id: "{saved}" }],
  ["GET", "/saved-queries/{id}/versions/{version}", members(200), { id: "{saved}" }],
  ["GET", "/connections/{connection_id}/named-views", members(200), { connection_id: "{connection}", query: "?relation_schema=public&relation_name=matrix_rows" }],
  ["POST", "/connections/{connection_id}/named-views", editors(201), { connection_id: "{connection}", body: { relation_schema: "public", relation_name: "matrix_rows", name: "x", view: {}, is_shared: true } }],
  ["GET", "/named-views/{id}", members(200), { id: "{view}" }],
  ["PATCH", "/named-views/{id}", editors(200), { id: "{view}", body: { name: "Shared" } }],
  ["DELETE", "/named-views/{id}", admins(204), { id: "{view}", fresh: "view" }],
  ["GET", "/folders", members(200), { query: "?organization_id={organization}" }],
  ["POST", "/folders", editors(201), { body: { organization_id: "{organization}", name: "x", is_shared: true } }],
  ["PATCH", "/folders/{id}", editors(200), { id: "{folder}", body: { name: "Shared" } }],
  ["DELETE", "/folders/{id}", admins(204), { id: "{folder}", fresh: "folder" }],
];

/** Open to everybody; the rest wants a token. */
export const openRoutes = ["GET /exports/{link}", "GET /healthz", "GET /openapi.json", "GET /socket", "POST /auth/login", "POST /auth/logout", "POST /auth/refresh", "POST /invitations/accept", "POST /invitations/read"];

/**
 * The same for the messages of the socket, on the organization's connection: what the first answer says: a close code
 * (4401 a token that is none, 1008 a message before the token), an SQLSTATE, null for a query that runs, "none" for nothing.
 */
export const messages = [
  [{ type: "authenticate" }, ["4401", "ready", "ready", "ready", "ready", "ready"]],
  [{ type: "query", sql: "SELECT 1" }, ["1008", "ST006", null, null, null, null]],
  [{ type: "query", sql: "UPDATE matrix_rows SET canary = canary" }, ["1008", "ST006", "25006", null, null, null]],
  [{ type: "query", sql: "SELECT 1", session: "matrix" }, ["1008", "ST006", null, null, null, null]],
  [{ type: "rows_select", relation: { schema: "public", name: "matrix_rows" } }, ["1008", "ST006", null, null, null, null]],
  [{ type: "rows_change", changes: [{ kind: "insert", relation: { schema: "public", name: "matrix_rows" }, values: { id: 1000 } }], dry_run: true }, ["1008", "ST006", "25006", null, null, null]],
  [{ type: "credit", bytes: 1 }, ["none", "none", "none", "none", "none", "none"]],
  [{ type: "follow_schema" }, ["1008", "ST006", "schema", "schema", "schema", "schema"]],
  [{ type: "cancel" }, ["none", "none", "none", "none", "none", "none"]],
];
