// createClient: the one object that a user of this package holds.

import { OwnAccount, SignIns, Tokens } from './account.ts';
import { analyze } from './analysis.ts';
import type { AnalyzedStatement, AnalyzeInSession, AnalyzeOptions } from './analysis.ts';
import { Catalog } from './catalog.ts';
import { Connections } from './connection.ts';
import { effect } from './effect.ts';
import type { Effect, EffectBody } from './effect.ts';
import { StudioError } from './error.ts';
import { explain } from './explain.ts';
import type { ExplainBody, Explained } from './explain.ts';
import { exportFile, linkToExport } from './export.ts';
import type { ExportBody, ExportLink } from './export.ts';
import { Http } from './http.ts';
import type { FetchFunction } from './http.ts';
import type { ImportBody, ImportOptions, ImportProgress } from './import-rows.ts';
import { Audit, History } from './journal.ts';
import { Invitations, Members, Organizations } from './organization.ts';
import { me, queryCancelled, queryList, sessionList } from './protocol.ts';
import type { Me, QueryBody, RowsChangeBody, RunnerSession, RunningQuery } from './protocol.ts';
import type { RowsSelectBody } from './rows-select.ts';
import { QueryRun } from './query.ts';
import { Running, RunnerSessions } from './running.ts';
import { NamedViews } from './named-view.ts';
import { Folders, SavedQueries } from './saved-query.ts';
import { followSchema } from './schema-follow.ts';
import type { SchemaListener } from './schema-follow.ts';
import { SessionKeeper } from './session.ts';
import { Socket } from './socket.ts';
import type { StreamRequest, WebSocketConstructor } from './socket.ts';
import { transactionFate } from './transaction-fate.ts';
import type { TransactionFate } from './transaction-fate.ts';
import { HttpCarrier, SocketCarrier } from './transport.ts';

export interface ClientOptions {
  /** Where the server is, for example `http://127.0.0.1:8432`. Default: the page's own origin. */
  url?: string;
  fetch?: FetchFunction;
  /** Default: the global WebSocket; null, or no such global, makes queries travel over HTTP. */
  WebSocket?: WebSocketConstructor | null;
  /** Whether the refresh token lives in a cookie. Default: true where there is a document. */
  cookie?: boolean;
}

export type Client = ReturnType<typeof createClient>;

/** Makes a client. It connects to nothing before it is used. */
export function createClient(options: ClientOptions = {}) {
  const origin = (options.url ?? globalThis.location.origin).replace(/\/+$/, '');
  const uses_cookie = options.cookie ?? typeof document !== 'undefined';
  const http = new Http(`${origin}/api/v1`, options.fetch ?? globalThis.fetch.bind(globalThis));
  const session = new SessionKeeper(http, origin, uses_cookie);
  http.useTokens(session);
  const constructor = options.WebSocket === undefined ? globalWebSocket() : options.WebSocket;
  const socket = constructor && new Socket(`${origin.replace(/^http/, 'ws')}/api/v1/socket`, constructor, session);

  const run = (path: string, body: QueryBody | RowsSelectBody | RowsChangeBody, request: StreamRequest): QueryRun =>
    new QueryRun(socket ? new SocketCarrier(socket, request) : new HttpCarrier(http, path, body));
  const query = (connection: string, body: QueryBody): QueryRun => run(queryPath(connection), body, { type: 'query', connection, ...body });

  return {
    /** Signing in and out, and who is signed in. */
    session,
    /** The socket, for its state; null where queries travel over HTTP. */
    socket,
    /** The own account: name, address, password, its end. */
    account: new OwnAccount(http),
    /** The account's sign-ins, on all its devices. */
    signIns: new SignIns(http),
    /** Personal access tokens, for scripts. */
    tokens: new Tokens(http),
    organizations: new Organizations(http),
    members: new Members(http),
    invitations: new Invitations(http),
    connections: new Connections(http),
    catalog: new Catalog(http),
    /** Queries while they run. */
    running: new Running(http),
    /** Named sessions, between their queries. */
    runnerSessions: new RunnerSessions(http),
    /** Queries that were run. */
    history: new History(http),
    /** Who did what. */
    audit: new Audit(http),
    /** Views of a relation's rows that were kept under a name. */
    namedViews: new NamedViews(http),
    savedQueries: new SavedQueries(http),
    /** Folders of saved queries. */
    folders: new Folders(http),

    /** The account, its organizations and the server. */
    me: async (): Promise<Me> => await http.json('GET', '/me', me),

    /** Runs SQL, one statement or several. The run starts at once. */
    query: (connection: string, body: string | QueryBody): QueryRun =>
      query(connection, typeof body === 'string' ? { sql: body } : body),

    /**
     * What became of a transaction whose commit was not answered, by the id of the event `transaction`. Asks until it can be asked and
     * the transaction has ended, or the signal ends the patience: then `unreachable`. `unknown`: too long ago.
     */
    transactionFate: async (connection: string, transaction: string, signal: AbortSignal): Promise<TransactionFate> =>
      await transactionFate((body) => query(connection, body), transaction, signal),

    /** What the statements of a text are, mean and risk; none is run. */
    analyze: async (connection: string, sql: string, given: AnalyzeInSession = {}): Promise<AnalyzedStatement[]> =>
      await analyze(http, connection, sql, given),

    /** How the server runs, or would run, a statement. With `analyze` it is run and rolled back. */
    explain: async (connection: string, body: ExplainBody, signal?: AbortSignal): Promise<Explained> =>
      await explain(http, connection, body, signal),
    /**
     * What the destructive statements of a text would take along, before they are run. With `dry_run` the text is run in a
     * transaction that is rolled back, and the exact counts are told.
     */
    effect: async (connection: string, body: EffectBody, given: AnalyzeOptions = {}): Promise<Effect> =>
      await effect(http, connection, body, given),

    /** The rows of one statement as the bytes of a file, as they come. A stream that breaks off is no file. */
    export: async (connection: string, body: ExportBody, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> =>
      await exportFile(http, connection, body, signal),

    /** A link by which a browser saves such a file; good once, for a minute. */
    exportLink: async (connection: string, body: ExportBody): Promise<ExportLink> => await linkToExport(http, connection, body),

    /** Reads one page of a table; the outcome's `next` is the cursor of the page after it. */
    selectRows: (connection: string, body: RowsSelectBody): QueryRun =>
      run(`/connections/${encodeURIComponent(connection)}/rows/select`, body,
        { type: 'rows_select', connection, ...body }),

    /**
     * Calls the listener with the generation of the database's schema, now and whenever it has moved, until the function
     * that it returns is called. Without a socket the generation is null.
     */
    followSchema: (connection: string, listener: SchemaListener): (() => void) => {
      if (socket) return followSchema(socket, connection, listener);
      listener.onGeneration(null);
      return () => undefined;
    },

    /**
     * Inserts, updates and deletes rows, all or none: one result for each change, with the row as it became. An error's code is
     * `ST013` where a row is not as `expected`, `ST014` where it is gone, `ST015` where a trigger or policy kept it. The event
     * `transaction` comes before the commit: who hears no more asks PostgreSQL by it what became of the changes.
     */
    changeRows: (connection: string, body: RowsChangeBody): QueryRun =>
      run(`/connections/${encodeURIComponent(connection)}/rows/change`, body,
        { type: 'rows_change', connection, ...body }),

    /**
     * Sends a file (a Blob, read piece by piece) into a table: CSV, COPY's text or NDJSON, as new rows or by a key. All or nothing
     * unless `is_one_transaction` is false. Throws PostgreSQL's error of the first line that fails beyond `skip_bad_lines`, with
     * the line's number in `where`; 0A000 where a pooler keeps no session, which one transaction for the whole file needs; 08007
     * where the answer to a commit was lost, and PostgreSQL could not be asked what became of it.
     */
    importRows: async (connection: string, file: Blob, body: ImportBody, given: ImportOptions = {}): Promise<ImportProgress> => {
      const overHttp = (asked: QueryBody): QueryRun => new QueryRun(new HttpCarrier(http, queryPath(connection), asked));
      const { importRows } = await import('./import-rows.ts'); // Who imports nothing loads nothing of it.
      return await importRows(http, overHttp, connection, file, body, given);
    },

    /** The account's running queries. */
    queries: async (): Promise<RunningQuery[]> => (await http.json('GET', '/queries', queryList)).items,

    /** Cancels a running query by the id in its `begin`; false where it had ended already. */
    cancelQuery: async (query_id: string): Promise<boolean> =>
      (await http.json('DELETE', `/queries/${encodeURIComponent(query_id)}`, queryCancelled)).cancelled,

    /** The account's named sessions. */
    sessions: async (): Promise<RunnerSession[]> => (await http.json('GET', '/sessions', sessionList)).items,

    /** Ends a named session; an open transaction is rolled back. One that is gone already is no error. */
    endSession: async (name: string, connection?: string): Promise<void> => {
      const query = connection === undefined ? '' : `?connection=${encodeURIComponent(connection)}`;
      await http.send('DELETE', `/sessions/${encodeURIComponent(name)}${query}`).catch((thrown: unknown) => {
        if (!(thrown instanceof StudioError) || thrown.status !== 404) throw thrown;
      });
    },

    /** Closes the socket. */
    close: (): void => socket?.close(),
  };
}

function queryPath(connection: string): string {
  return `/connections/${encodeURIComponent(connection)}/query`;
}

function globalWebSocket(): WebSocketConstructor | null {
  return (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket ?? null;
}
