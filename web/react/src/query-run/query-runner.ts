// One place where queries run, one at a time: keeps the run's state and rows outside of React, so that a run goes on
// while its page is not on the screen. Listeners are told at most ten times a second.

import { asStudioError } from '@studio-pg/client';
import type {
  Client, Column, Diagnostic, EndStatus, Parameters, QueryBody, QueryEvent, QueryRun, RowPage, Settings, StudioError,
  TransactionState,
} from '@studio-pg/client';
import { PageStore } from '../data-grid/row-source.ts';

/** What one statement gave. `columns` is null for a statement without a result. */
export interface StatementResult {
  statement: number;
  columns: readonly Column[] | null;
  source: PageStore;
  tag: string | null;
  row_count: number | null;
  is_truncated: boolean;
  duration_ms: number | null;
  copied: string | null;
}

/** The plan of a statement that was asked to tell it. */
export interface LivePlan {
  statement: number;
  /** As EXPLAIN (FORMAT JSON) gives it. */
  plan: unknown;
  /** Nodes of the plan; the first of them are counted. */
  node_count: number;
  /** Rows and loops of each node, once the statement has ended. */
  nodes: readonly (readonly [number, number])[] | null;
}

/** A line of the messages tab, in the order of arrival. */
export type RunMessage =
  | { kind: 'notice'; statement: number; notice: Diagnostic }
  | { kind: 'complete'; statement: number; tag: string; row_count: number | null; duration_ms: number }
  | { kind: 'error'; statement: number; error: Diagnostic };

export interface RunState {
  phase: 'idle' | 'waiting' | 'running' | 'done';
  /** By which the server is asked about it; null as long as it has not said so, which takes it half a second at most. */
  query_id: string | null;
  /** The place in the queue, while there is one. */
  queue_position: number | null;
  is_cancelling: boolean;
  started_at: number;
  /** Rows that have come, of all results. */
  row_count: number;
  results: readonly StatementResult[];
  /** Of the last statements, in their order. */
  live_plans: readonly LivePlan[];
  messages: readonly RunMessage[];
  error: Diagnostic | null;
  /** Which statement failed. */
  failed_statement: number | null;
  status: EndStatus | null;
  transaction: TransactionState;
  duration_ms: number | null;
  settings: Settings | null;
  /** What was sent, and where it stood in the editor's text. */
  sql: string;
  sql_start: number;
  /** The values that its parameters had; null where it had none, or they are not known. */
  parameters: Parameters | null;
  /** Whether the run had a named session. */
  uses_session: boolean;
  /** Set where the browser stopped reading to save its memory. */
  is_over_memory: boolean;
}

/** Between two tellings: ten a second are a live count, sixty would take the time that the rows need. */
const pause_ms = 100;

/** Plans of one run that are kept. */
const kept_plans = 8;

/** UTF-16 units of rows that one run keeps at most where its owner does not say otherwise. */
const kept_units = 400_000_000;

const idle: RunState = {
  phase: 'idle', query_id: null, queue_position: null, is_cancelling: false, started_at: 0, row_count: 0, results: [], live_plans: [], messages: [],
  error: null, failed_statement: null, status: null, transaction: 'idle', duration_ms: null, settings: null, sql: '',
  sql_start: 0, parameters: null, uses_session: false, is_over_memory: false,
};

export interface RunnerOptions {
  /** Asked after each page: false where the run's rows, `units` of text by now, are more than can be kept. It then ends. */
  mayKeep?: (units: number) => boolean;
}

export interface StartOptions {
  /** Where the text begins in the editor's. */
  sql_start: number;
  opens_transaction?: boolean;
}

export class QueryRunner {
  readonly #listeners = new Set<() => void>();
  readonly #mayKeep: (units: number) => boolean;
  #state: RunState = idle;
  #told: RunState = idle;
  #run: QueryRun | null = null;
  #is_planned = false;
  #told_at = 0;
  #units = 0;
  /** Statements that have ended: what is said now is about the one of that number. */
  #ended = 0;

  constructor({ mayKeep = (units) => units <= kept_units }: RunnerOptions = {}) {
    this.#mayKeep = mayKeep;
  }

  /** As it was last told to the listeners. */
  get state(): RunState {
    return this.#told;
  }

  get is_running(): boolean {
    return this.#state.phase === 'waiting' || this.#state.phase === 'running';
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Starts a query. Does nothing while one is running. With `opens_transaction` a BEGIN goes first, as a query of its own,
   * so that positions in the text stay right; the body must name a session then. Where a transaction is open, the query
   * goes on with its session or fails: it never begins a new one unasked.
   */
  async start(client: Client, connection: string, body: QueryBody, options: StartOptions): Promise<void> {
    if (this.is_running) return;
    const { transaction } = this.#state;
    this.#units = 0;
    this.#ended = 0;
    this.#state = {
      ...idle, phase: 'waiting', started_at: performance.now(), transaction, sql: body.sql,
      sql_start: options.sql_start, parameters: body.parameters ?? null, uses_session: body.session !== undefined,
    };
    this.#notify();
    try {
      if (options.opens_transaction === true && transaction === 'idle') {
        this.#run = client.query(connection, { ...body, sql: 'BEGIN' });
        await this.#run.collect();
      }
      const is_inside = transaction !== 'idle' && body.session !== undefined;
      await this.#follow(client.query(connection, is_inside ? { ...body, requires_session: true } : body));
    } catch (thrown) {
      this.#fail(asStudioError(thrown));
      this.#run = null;
      this.#notify();
    }
  }

  /** Shows a run that was begun elsewhere, for example what a query in the background has given. */
  async attach(run: QueryRun, sql: string): Promise<void> {
    if (this.is_running) return;
    this.#units = 0;
    this.#ended = 0;
    this.#state = { ...idle, phase: 'waiting', started_at: performance.now(), sql };
    this.#notify();
    await this.#follow(run);
  }

  /** What the server says of the tab's session: its transaction may have begun before this page, or be lost by now. */
  adopt(transaction: TransactionState): void {
    if (this.is_running || this.#state.transaction === transaction) return;
    this.#state = { ...this.#state, transaction, uses_session: this.#state.uses_session || transaction !== 'idle' };
    this.#notify();
  }

  async #follow(run: QueryRun): Promise<void> {
    this.#run = run;
    try {
      for await (const event of run) this.#take(event);
    } catch (thrown) {
      this.#fail(asStudioError(thrown));
    }
    this.#run = null;
    this.#notify();
  }

  cancel(): void {
    if (!this.is_running) return;
    this.#change({ is_cancelling: true });
    this.#run?.cancel();
  }

  /** Forgets the results, for example when their database session has ended. */
  reset(): void {
    if (this.is_running) return;
    this.#state = idle;
    this.#notify();
  }

  #take(event: QueryEvent): void {
    switch (event.type) {
      case 'queued':
        return this.#change({ queue_position: event.position });
      case 'running':
        return this.#change({ phase: 'running', queue_position: null, query_id: event.query_id });
      case 'begin':
        return this.#begin(event);
      case 'result':
        if (event.settings) this.#change({ settings: event.settings });
        return this.#changeResult(event.statement, { columns: event.columns });
      case 'rows':
        return this.#rows(event.statement, event.page);
      case 'copy':
        return this.#changeResult(event.statement, { copied: (this.#at(event.statement).copied ?? '') + event.data });
      case 'notice':
        return this.#message({ kind: 'notice', statement: this.#ended, notice: event });
      case 'complete':
        return this.#complete(event);
      case 'error':
        this.#change({ error: event, failed_statement: event.statement });
        return this.#message({ kind: 'error', statement: event.statement ?? this.#ended, error: event });
      case 'plan':
        return this.#plan(event);
      case 'plan_rows':
        return this.#planRows(event);
      case 'page':
        return undefined;
      case 'end':
        return this.#change({
          phase: 'done', status: event.status, transaction: event.transaction,
          duration_ms: event.duration_ms ?? performance.now() - this.#state.started_at,
          is_cancelling: false,
        });
    }
  }

  #begin(event: Extract<QueryEvent, { type: 'begin' }>): void {
    this.#change({ phase: 'running', queue_position: null, query_id: event.query_id, settings: event.settings });
  }

  #rows(statement: number, page: RowPage): void {
    this.#at(statement).source.append(page);
    this.#units += page.text_length;
    // A new object, because what React shows is compared by identity.
    this.#changeResult(statement, {});
    this.#change({ row_count: this.#state.row_count + page.row_count });
    if (!this.#state.is_over_memory && !this.#mayKeep(this.#units)) {
      this.#change({ is_over_memory: true });
      this.cancel();
    }
  }

  #plan({ statement, plan, node_count }: Extract<QueryEvent, { type: 'plan' }>): void {
    this.#change({ live_plans: [...this.#state.live_plans, { statement, plan, node_count, nodes: null }].slice(-kept_plans) });
  }

  #planRows({ statement, nodes }: Extract<QueryEvent, { type: 'plan_rows' }>): void {
    const last = this.#state.live_plans.findLastIndex((each) => each.statement === statement);
    this.#change({ live_plans: this.#state.live_plans.map((each, at) => (at === last ? { ...each, nodes } : each)) });
  }

  #complete(event: Extract<QueryEvent, { type: 'complete' }>): void {
    const { statement, tag, row_count, truncated, duration_ms } = event;
    this.#changeResult(statement, { tag, row_count, is_truncated: truncated, duration_ms });
    this.#ended = statement + 1;
    this.#message({ kind: 'complete', statement, tag, row_count, duration_ms });
  }

  #fail(error: StudioError): void {
    const fields = error.fields;
    this.#message({ kind: 'error', statement: this.#ended, error: fields });
    this.#change({
      phase: 'done', error: fields, status: 'failed', transaction: 'idle', is_cancelling: false,
      duration_ms: performance.now() - this.#state.started_at,
    });
  }

  #message(message: RunMessage): void {
    this.#change({ messages: [...this.#state.messages, message] });
  }

  #at(statement: number): StatementResult {
    const found = this.#state.results.find((result) => result.statement === statement);
    if (found) return found;
    const made: StatementResult = {
      statement, columns: null, source: new PageStore(), tag: null, row_count: null, is_truncated: false,
      duration_ms: null, copied: null,
    };
    this.#state = { ...this.#state, results: [...this.#state.results, made] };
    return made;
  }

  #changeResult(statement: number, change: Partial<StatementResult>): void {
    const next = { ...this.#at(statement), ...change };
    const results = this.#state.results.map((result) => (result.statement === statement ? next : result));
    this.#change({ results });
  }

  #change(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#is_planned) return;
    this.#is_planned = true;
    const told = (): void => {
      this.#is_planned = false;
      this.#notify();
    };
    const since = performance.now() - this.#told_at;
    if (since >= pause_ms) requestAnimationFrame(told);
    else setTimeout(told, pause_ms - since);
  }

  #notify(): void {
    this.#told = this.#state;
    this.#told_at = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
