// Every message and resource of doc/protocol.md, as schemas, in the order of that page; the types are inferred from
// them. Data from the server is parsed here, at the door, and trusted afterwards. Fields that this version does not
// know are dropped, so that a newer server can still be understood. This file knows no transport. The nouns of section 10
// keep their schemas beside them.
// `test/wire/*.json` holds one golden text for each of them.

import * as z from 'zod/mini';
import { count, nullable_text, person, text } from './fields.ts';
import { plan, planRows } from './live-plan.ts';
import type { RowsSelectBody } from './rows-select.ts';

/** The version of the protocol that this client speaks. */
export const PROTOCOL_VERSION = 1;

// Section 2: errors.

/** `ERROR`, `FATAL` and `PANIC` are errors; the others are notices. */
export const severity = z.enum(['ERROR', 'FATAL', 'PANIC', 'WARNING', 'NOTICE', 'INFO', 'LOG', 'DEBUG']);
export type Severity = z.infer<typeof severity>;

const diagnostic_shape = {
  severity,
  code: text,
  message: text,
  detail: nullable_text,
  hint: nullable_text,
  position: z.nullable(count),
  where: nullable_text,
  schema: nullable_text,
  table: nullable_text,
  column: nullable_text,
  datatype: nullable_text,
  constraint: nullable_text,
  internal_query: nullable_text,
  internal_position: z.nullable(count),
};

/** The fields of PostgreSQL's errors and notices. `position` counts characters (code points) from 1. */
export const diagnostic = z.object(diagnostic_shape);
export type Diagnostic = z.infer<typeof diagnostic>;

const error_shape = { ...diagnostic_shape, request_id: nullable_text };
export const errorFields = z.object(error_shape);
export type ErrorFields = z.infer<typeof errorFields>;
export const errorBody = z.object({ error: errorFields });

// Section 3: signing in.

export const account = z.object({
  id: text, name: text, email: nullable_text, role: nullable_text, is_superuser: z.boolean(), created_at: text,
});
export type Account = z.infer<typeof account>;

export const session = z.object({
  access_token: text,
  token_type: z.literal('Bearer'),
  expires_in: count,
  account,
  refresh_token: z.optional(text),
});
export type Session = z.infer<typeof session>;

export const server = z.object({
  version: text, version_number: count, studio_version: text, database: text, in_recovery: z.boolean(),
  default_database: text,
});
export type Server = z.infer<typeof server>;

/** What a member may do: look, write data, manage connections and people, everything. */
export const memberRole = z.enum(['owner', 'admin', 'editor', 'viewer']);
export type MemberRole = z.infer<typeof memberRole>;

export const me = z.object({
  account,
  organizations: z.array(z.object({ id: text, name: text, is_personal: z.boolean(), role: memberRole })),
  connection_count: count,
  server,
});
export type Me = z.infer<typeof me>;

/** One of the three ways to sign in. `link` is the token or the whole URL. */
export type Credentials =
  | { link: string }
  | { role: string; password: string }
  | { email: string; password: string };

// Section 4: connections.

export const environment = z.enum(['development', 'staging', 'production']);
export type Environment = z.infer<typeof environment>;

const sslmode = z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']);
export type SslMode = z.infer<typeof sslmode>;

/** What else libpq is told of a remote connection. */
const remoteParameters = z.object({
  application_name: z.optional(text),
  /** Seconds, 1 to 60; 10 where absent. */
  connect_timeout: z.optional(count),
  target_session_attrs: z.optional(text),
});
export type RemoteParameters = z.infer<typeof remoteParameters>;

const nullable_count = z.nullable(count);
const connectionFields = {
  id: text,
  organization_id: text,
  name: text,
  database: text,
  is_superuser: z.boolean(),
  is_read_only: z.boolean(),
  environment: z.nullable(environment),
  color: nullable_text,
  default_schema: nullable_text,
  settings: z.record(text, text),
  row_limit: nullable_count,
  timeout_ms: nullable_count,
  pool_size: count,
  is_transaction_pooling: z.boolean(),
  needs_proof: z.boolean(),
  created_at: text,
  created_by: person,
};

/** A database of the cluster that studio runs in, and the role that statements run as. */
const localConnection = z.object({
  ...connectionFields, kind: z.literal('local'), role: text,
  host: z.null(), port: z.null(), user: z.null(), sslmode: z.null(), parameters: z.object({}), has_password: z.literal(false),
});
/** A database of another server. Its password is kept encrypted and never told. */
const remoteConnection = z.object({
  ...connectionFields, kind: z.literal('postgres'), role: z.null(),
  host: text, port: count, user: text, sslmode, parameters: remoteParameters, has_password: z.boolean(),
});
export const connection = z.discriminatedUnion('kind', [localConnection, remoteConnection]);
export type Connection = z.infer<typeof connection>;
export const connectionList = z.object({ items: z.array(connection), next: nullable_text });

export const connectionDefaults = z.object({
  name: text,
  database: text,
  /** Null where the account may use no role that can log in. */
  role: nullable_text,
  databases: z.array(text),
  roles: z.array(z.object({ name: text, is_superuser: z.boolean(), is_proven: z.boolean() })),
});
export type ConnectionDefaults = z.infer<typeof connectionDefaults>;

export const connectionTest = z.object({
  ok: z.literal(true), server_version: text, role: text, is_superuser: z.boolean(), latency_ms: count,
});
export type ConnectionTest = z.infer<typeof connectionTest>;

export const connectionStatus = z.object({
  state: z.enum(['ready', 'needs_proof', 'needs_password', 'refused']),
  reason: z.nullable(errorFields),
  /** Null where the server did not answer. */
  server_version: nullable_text,
  in_recovery: z.boolean(),
  role: text,
  is_superuser: z.boolean(),
  /** May the role itself write anything there? Null where it is not known. A viewer's session is read-only all the same. */
  may_write: z.nullable(z.boolean()),
  latency_ms: nullable_count,
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;

interface ConnectionOptions {
  is_read_only?: boolean;
  environment?: Environment | null;
  color?: string | null;
  default_schema?: string | null;
  settings?: Record<string, string>;
  row_limit?: number | null;
  timeout_ms?: number | null;
  pool_size?: number;
}
export interface LocalConnectionCreate extends ConnectionOptions {
  name: string;
  kind: 'local';
  database: string;
  role: string;
  role_password?: string;
  organization_id?: string;
}
interface RemoteTarget {
  host: string;
  /** 5432 where absent. */
  port?: number;
  database: string;
  user: string;
  password?: string;
  /** verify-full where absent. */
  sslmode?: SslMode;
  parameters?: RemoteParameters;
  is_transaction_pooling?: boolean;
}
export interface RemoteConnectionCreate extends ConnectionOptions, RemoteTarget {
  name: string;
  kind: 'postgres';
  organization_id?: string;
}
export type ConnectionCreate = LocalConnectionCreate | RemoteConnectionCreate;

/** `role_password` of a local connection only, where it leads and the password of a remote one only. */
export interface ConnectionUpdate extends ConnectionOptions, Partial<RemoteTarget> {
  name?: string;
  role_password?: string;
}

// Section 5: the catalog. The rows of each question are read by catalog.ts.

export const catalogAnswer = z.object({
  // Of a row it is only looked at whether it is one: half a million cells come of 25,000 relations.
  question: text, columns: z.array(text), rows: z.array(z.custom<unknown[]>((row) => Array.isArray(row))), version: text,
});

// Section 6: running SQL.

export type Parameter = string | number | boolean | null;
export type Parameters = Parameter[] | Record<string, Parameter>;
export interface QueryBody {
  sql: string;
  /** A list for `$1`…, an object for `:name`; a statement of a script takes those that it names. */
  parameters?: Parameters;
  /** Rows of each result; 0 is no limit, absent the server's setting. */
  row_limit?: number;
  timeout_ms?: number;
  read_only?: boolean;
  /** 1 to 64 of `A-Za-z0-9_-`: keeps one database session over several requests. */
  session?: string;
  /** The query goes on with that session: where it has ended nothing is run, and the error ST016 says why. */
  requires_session?: boolean;
  /** Tell the plan of each statement when it begins, and the rows of its nodes when it ends; `running.read` tells them meanwhile. */
  live_plan?: boolean;
  max_cell_bytes?: number;
}

/** A value to store: text in PostgreSQL's input syntax, a number or boolean by its text, null for NULL, or the column's default. */
export type ChangeValue = Parameter | { default: true };
/** `key` and `expected` may name system columns too: `ctid`, `xmin`. */
export type RowChange = { relation: { schema: string; name: string } } & (
  | { kind: 'insert'; values: Record<string, ChangeValue> }
  | { kind: 'update'; key: Record<string, string | number | boolean>; expected?: Record<string, Parameter>; values: Record<string, ChangeValue> }
  | { kind: 'delete'; key: Record<string, string | number | boolean>; expected?: Record<string, Parameter> });
export interface RowsChangeBody {
  /** 1 to 10000. */
  changes: RowChange[];
  timeout_ms?: number;
  /** Does all, looks at the constraints that wait for the commit, and undoes it. */
  dry_run?: boolean;
  session?: string;
  max_cell_bytes?: number;
}

/** What is kept of a query in the background. `status` and `expires_at` are null while it runs. */
const background = z.object({
  status: z.nullable(z.enum(['ok', 'failed', 'cancelled', 'timeout'])),
  kept_bytes: count,
  is_cut: z.boolean(),
  expires_at: nullable_text,
});

export const runningQuery = z.object({
  query_id: text,
  connection_id: text,
  sql: text,
  /** `done`: it ran in the background, and its result is kept. */
  state: z.enum(['queued', 'running', 'done']),
  session: nullable_text,
  /** Of a file that is being made: so far. */
  export: z.nullable(z.object({ rows: count, bytes: count })),
  started_at: text,
  duration_ms: count,
  row_count: count,
  account_id: z.optional(text),
  background: z.optional(z.nullable(background)),
});
export type RunningQuery = z.infer<typeof runningQuery>;
export const queryList = z.object({ items: z.array(runningQuery), next: nullable_text });
export const queryCancelled = z.object({ cancelled: z.boolean() });

export const runnerSession = z.object({
  session: text,
  connection_id: text,
  state: z.enum(['idle', 'running', 'in_transaction', 'in_failed_transaction']),
  last_used_at: text,
  transaction_since: nullable_text,
  /** When it ends, and its open transaction is rolled back, if nobody uses it; null while it runs something. */
  expires_at: nullable_text,
  savepoints: z.array(text),
});
export type RunnerSession = z.infer<typeof runnerSession>;
export const sessionList = z.object({ items: z.array(runnerSession), next: nullable_text });

// Section 7: the stream.

export const settings = z.object({
  DateStyle: text, TimeZone: text, IntervalStyle: text, bytea_output: text, extra_float_digits: text,
});
export type Settings = z.infer<typeof settings>;

export const column = z.object({
  name: text, type: text, type_oid: count, typmod: count, table_oid: count, column_number: count,
  source: z.optional(count), // the same number: of one row of one table; 0 or absent: nobody can say
});
export type Column = z.infer<typeof column>;

/** A cell beyond `max_cell_bytes`: `bytes` is the size of the value in the server, `head` its beginning. */
export interface TruncatedCell {
  truncated: true;
  bytes: number;
  head: string;
}
/** A cell as it stands on the wire; `decodeValue` makes a JS value of it. */
export type Cell = string | number | boolean | null | TruncatedCell;
export type Row = Cell[];

const statement = z.number();
export const begin = z.object({
  type: z.literal('begin'), query_id: text, session_state: z.nullable(z.enum(['new', 'kept'])), settings,
});
export const result = z.object({
  type: z.literal('result'), statement, columns: z.array(column), settings: z.optional(settings),
});
// Only the shell of `rows` is checked: a walk over every cell of a million rows would cost more than parsing them.
export const rows = z.object({
  type: z.literal('rows'), statement, rows: z.custom<Row[]>((value) => Array.isArray(value)),
});
export const copy = z.object({
  type: z.literal('copy'), statement, data: text, encoding: z.enum(['text', 'base64']),
});
export const notice = z.object({ type: z.literal('notice'), ...diagnostic_shape });
export const complete = z.object({
  type: z.literal('complete'), statement, tag: text, row_count: z.nullable(count), truncated: z.boolean(),
  duration_ms: count,
});
export const streamError = z.object({ type: z.literal('error'), statement: z.nullable(statement), ...error_shape });
export const page = z.object({ type: z.literal('page'), next: nullable_text, previous: nullable_text });
/** Of rows/change, before the commit: `pg_xact_status(id)` tells later what became of it. */
export const transaction = z.object({ type: z.literal('transaction'), id: text });
/** `detached`: the query goes on in the background. */
export const endStatus = z.enum(['ok', 'failed', 'cancelled', 'timeout', 'detached']);
export type EndStatus = z.infer<typeof endStatus>;
export const transactionState = z.enum(['idle', 'in_transaction', 'failed']);
export type TransactionState = z.infer<typeof transactionState>;
export const end = z.object({
  type: z.literal('end'), status: endStatus, transaction: transactionState, duration_ms: z.nullable(count),
});

/** One line of the stream. */
export const streamMessage = z.discriminatedUnion('type', [
  begin, result, rows, copy, notice, complete, streamError, page, transaction, plan, planRows, end,
]);
export type StreamMessage = z.infer<typeof streamMessage>;

// Section 8: the socket.

export const socketMessage = z.union([
  z.object({ id: text, message: z.unknown() }),
  z.object({ type: z.literal('ready'), protocol: count }),
  z.object({ type: z.literal('queued'), id: text, position: count }),
  z.object({ type: z.literal('running'), id: text, query_id: text }),
  z.object({ type: z.literal('error'), id: nullable_text, error: errorFields }),
]);
export type SocketMessage = z.infer<typeof socketMessage>;

/** What one who follows a schema hears. The generation is null where nobody counts the changes. */
export const schemaMessage = z.object({ type: z.literal('schema'), generation: z.nullable(count) });

export type ClientMessage =
  | { type: 'authenticate'; access_token: string }
  | ({ type: 'query'; id: string; connection: string; credit?: number } & QueryBody)
  | ({ type: 'rows_select'; id: string; connection: string; credit?: number } & RowsSelectBody)
  | ({ type: 'rows_change'; id: string; connection: string; credit?: number } & RowsChangeBody)
  | { type: 'follow_schema'; id: string; connection: string }
  | { type: 'credit'; id: string; bytes: number }
  | { type: 'cancel'; id: string };
