// A plain client of the API over fetch: signs in, makes connections, runs SQL and collects the stream.
import { cluster, psql } from "./cluster.mjs";

/** Splits a stream of NDJSON bytes into parsed messages. */
export async function* lines(body) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
  if (rest !== "") throw new Error(`the stream ended within a line: ${rest.slice(0, 200)}`);
}

/** What a stream says, put together: one entry a statement, and its begin, end, notices and page. */
export function digest(messages) {
  const answer = { messages, statements: [], notices: [], begin: null, end: null, page: null, error: null };
  const statement = (message) =>
    (answer.statements[message.statement] ??= { columns: null, rows: [], copy: "", tag: null, error: null });
  for (const message of messages) {
    if (message.type === "begin") answer.begin = message;
    else if (message.type === "end") answer.end = message;
    else if (message.type === "page") answer.page = message;
    else if (message.type === "transaction") answer.transaction = message;
    else if (message.type === "plan" || message.type === "plan_rows") (answer.plans ??= []).push(message);
    else if (message.type === "notice") answer.notices.push(message);
    else if (message.type === "result") Object.assign(statement(message), message);
    else if (message.type === "rows") statement(message).rows.push(...message.rows);
    else if (message.type === "copy") statement(message).copy += message.data;
    else if (message.type === "complete") Object.assign(statement(message), message);
    else if (message.type === "error") answer.error = statement(message).error = message;
    else throw new Error(`unknown message: ${JSON.stringify(message)}`);
  }
  return answer;
}

export class Client {
  constructor(on = cluster) {
    this.url = on.url;
    this.token = null;
    this.cookie = null;
  }

  /** One request; the answer's body is parsed where it is JSON. */
  async request(method, path, body, { headers = {}, signal } = {}) {
    const response = await this.open(method, path, body, { headers, signal });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    const json = isJson && text !== "" ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json, error: json?.error ?? null };
  }

  /** One request whose body is not read yet. Without a signal it ends after 30 s, so that a hanging server is a failure. */
  open(method, path, body, { headers = {}, signal = AbortSignal.timeout(30_000) } = {}) {
    const all = { ...headers };
    if (this.token && !("authorization" in all)) all.authorization = `Bearer ${this.token}`;
    if (body !== undefined && !("content-type" in all)) all["content-type"] = "application/json";
    const target = path.startsWith("/api/") || !/^\/(?!assets|$)/.test(path) ? path : `/api/v1${path}`;
    const text = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    return fetch(this.url + target, { method, headers: all, body: text, signal, redirect: "manual" });
  }

  async login(body) {
    const answer = await this.request("POST", "/auth/login", body);
    if (answer.status === 200) {
      this.token = answer.json.access_token;
      this.cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? null;
      this.account = answer.json.account;
      this.refreshToken = answer.json.refresh_token ?? null;
    }
    return answer;
  }

  /** A connection of this client's account, made at first use. */
  async connect(database, role, more = {}) {
    const answer = await this.request("POST", "/connections", { name: `${database} as ${role}`, kind: "local", database, role, ...more });
    if (answer.status !== 201) throw new Error(`connection refused: ${answer.text}`);
    return answer.json;
  }

  /** Runs SQL to its end. `status` is HTTP's; an error before any result stands in `error`, as in the stream. */
  async query(connection, body, { signal } = {}) {
    const all = typeof body === "string" ? { sql: body } : body;
    const response = await this.open("POST", `/connections/${connection.id ?? connection}/query`, all, { signal });
    return { status: response.status, headers: response.headers, ...(await collect(response)) };
  }

  async selectRows(connection, body) {
    const response = await this.open("POST", `/connections/${connection.id ?? connection}/rows/select`, body);
    return { status: response.status, headers: response.headers, ...(await collect(response)) };
  }
}

/** Reads a query's whole answer, be it a stream or an error. */
export async function collect(response) {
  if ((response.headers.get("content-type") ?? "").startsWith("application/x-ndjson")) {
    const messages = [];
    for await (const message of lines(response.body)) messages.push(message);
    return digest(messages);
  }
  const text = await response.text();
  return { ...digest([]), error: JSON.parse(text).error };
}

/** A client signed in as a role by a link made in psql. */
export async function signIn(role = "postgres", on = cluster) {
  const link = await psql(`SELECT studio.login_link('${role}')`, { on, database: await studioDatabase(on) });
  const client = new Client(on);
  const answer = await client.login({ link });
  if (answer.status !== 200) throw new Error(`sign-in refused: ${answer.text}`);
  return client;
}

const studioDatabase = async (on) => psql("SHOW studio.database", { on });
