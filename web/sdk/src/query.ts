// Running SQL: one run is a stream of typed events that can be iterated, cancelled, or collected. It knows the messages
// of the stream; how they travel is the business of transport.ts.

import { asStudioError, protocolError, StudioError } from './error.ts';
import { EventQueue } from './event-queue.ts';
import { streamMessage } from './protocol.ts';
import type { Column, Diagnostic, EndStatus, Row, Settings, StreamMessage, TransactionState } from './protocol.ts';
import { RowPage } from './row-page.ts';

/** A page of rows: `rows` for the one who reads them now, `page` for the one who keeps them. */
export interface RowsEvent {
  type: 'rows';
  statement: number;
  rows: Row[];
  page: RowPage;
}
/** The query waits for a runner; `position` 1 is the next. */
export interface QueuedEvent {
  type: 'queued';
  position: number;
}
/** The query has run for half a second; by this id it can be asked about while its `begin` may still be on its way. */
export interface RunningEvent {
  type: 'running';
  query_id: string;
}
export type QueryEvent = Exclude<StreamMessage, { type: 'rows' }> | RowsEvent | QueuedEvent | RunningEvent;

/** One statement's result, with all its rows. */
export interface QueryResult {
  statement: number;
  columns: Column[];
  rows: Row[];
  tag: string;
  row_count: number | null;
  truncated: boolean;
  duration_ms: number;
  /** What COPY … TO STDOUT wrote; base64 when it was binary. */
  copy: string | null;
}
export interface QueryOutcome {
  results: QueryResult[];
  notices: Diagnostic[];
  status: EndStatus;
  transaction: TransactionState;
  duration_ms: number;
  /** The cursor of the next page, for `rows/select`. */
  next: string | null;
  /** The cursor of this page's own first row, for `before`; null in the first page. */
  previous: string | null;
  /** The session's settings that decide how values are written, as they were at the end. */
  settings: Settings;
}

/** What carries a run: it feeds `receive`, hears of consumed bytes, and can cancel. */
export interface RunCarrier {
  start(run: QueryRun): void;
  consumed(bytes: number): void;
  cancel(): void;
}

/**
 * A query that runs. Iterate it for its events; leaving the loop early cancels it. Errors of statements are events of
 * type `error`; the iteration itself throws StudioError when the query could not be run or its connection broke.
 */
export class QueryRun implements AsyncIterable<QueryEvent> {
  readonly #carrier: RunCarrier;
  readonly #queue: EventQueue<QueryEvent>;
  #is_ended = false;

  constructor(carrier: RunCarrier) {
    this.#carrier = carrier;
    this.#queue = new EventQueue((bytes) => carrier.consumed(bytes), () => this.cancel());
    carrier.start(this);
  }

  get is_ended(): boolean {
    return this.#is_ended;
  }

  /** Asks the server to cancel; the event `end` says when the server's work has really stopped. */
  cancel(): void {
    if (!this.#is_ended) this.#carrier.cancel();
  }

  [Symbol.asyncIterator](): AsyncIterator<QueryEvent> {
    return this.#queue[Symbol.asyncIterator]();
  }

  /**
   * Waits for the end and gives all results. Throws StudioError when a statement failed, timed out or was cancelled.
   * @param onEvent hears each event as it comes
   */
  async collect(onEvent?: (event: QueryEvent) => void): Promise<QueryOutcome> {
    const collector = new Collector();
    for await (const event of this) {
      collector.take(event);
      onEvent?.(event);
    }
    return collector.finish();
  }

  /** For carriers: one message of the stream, with the text that held it and its size on the wire. */
  receive(data: unknown, text: string, bytes: number): void {
    if (this.#is_ended) return;
    try {
      const event = readEvent(data, text);
      const costs = event.type === 'rows' || event.type === 'copy';
      if (event.type === 'end') this.#is_ended = true;
      this.#queue.push(event, costs ? bytes : 0);
      if (this.#is_ended) this.#queue.end();
    } catch (thrown) {
      this.cancel();
      this.fail(asStudioError(thrown));
    }
  }

  /** For carriers. */
  queued(position: number): void {
    if (!this.#is_ended) this.#queue.push({ type: 'queued', position }, 0);
  }

  /** For carriers. */
  running(query_id: string): void {
    if (!this.#is_ended) this.#queue.push({ type: 'running', query_id }, 0);
  }

  /** For carriers: the run has ended without an `end` message. */
  fail(error: StudioError): void {
    this.#is_ended = true;
    this.#queue.fail(error);
  }
}

/** Reads a message of the stream. `rows` takes a short way that leaves the cells alone. */
export function readEvent(data: unknown, text: string): QueryEvent {
  if (isRows(data)) {
    const page = new RowPage(data.rows.length, text);
    return { type: 'rows', statement: data.statement, rows: data.rows, page };
  }
  const parsed = streamMessage.safeParse(data);
  if (!parsed.success) throw protocolError('A message of the stream has an unknown shape.');
  if (parsed.data.type === 'rows') throw protocolError('A page of rows has an unknown shape.');
  return parsed.data;
}

function isRows(data: unknown): data is { type: 'rows'; statement: number; rows: Row[] } {
  const message = data as { type?: unknown; statement?: unknown; rows?: unknown } | null;
  return message?.type === 'rows' && typeof message.statement === 'number' && Array.isArray(message.rows);
}

class Collector {
  readonly #results: QueryResult[] = [];
  readonly #notices: Diagnostic[] = [];
  #current: QueryResult | null = null;
  #error: StudioError | null = null;
  #next: string | null = null;
  #previous: string | null = null;
  #settings: Settings | null = null;
  #end: Extract<QueryEvent, { type: 'end' }> | null = null;

  take(event: QueryEvent): void {
    if (event.type === 'begin') this.#settings = event.settings;
    else if (event.type === 'result') this.#result(event);
    else if (event.type === 'rows') for (const row of event.rows) this.#at(event.statement).rows.push(row);
    else if (event.type === 'copy') this.#at(event.statement).copy = (this.#at(event.statement).copy ?? '') + event.data;
    else if (event.type === 'notice') this.#notices.push(event);
    else if (event.type === 'complete') this.#complete(event);
    else if (event.type === 'error') this.#error ??= new StudioError(event);
    else if (event.type === 'page') [this.#next, this.#previous] = [event.next, event.previous];
    else if (event.type === 'end') this.#end = event;
  }

  finish(): QueryOutcome {
    if (this.#error) throw this.#error;
    if (!this.#end || !this.#settings) throw protocolError('The stream stopped before its end.');
    const { status, transaction, duration_ms } = this.#end;
    if (status !== 'ok') throw new StudioError({ code: '57014', message: `the query ended with status ${status}` });
    return {
      results: this.#results, notices: this.#notices, status, transaction, duration_ms: duration_ms ?? 0, next: this.#next, previous: this.#previous, settings: this.#settings,
    };
  }

  #result(event: Extract<QueryEvent, { type: 'result' }>): void {
    this.#at(event.statement).columns = event.columns;
    this.#settings = event.settings ?? this.#settings;
  }

  #complete(event: Extract<QueryEvent, { type: 'complete' }>): void {
    const { tag, row_count, truncated, duration_ms } = event;
    Object.assign(this.#at(event.statement), { tag, row_count, truncated, duration_ms });
  }

  #at(statement: number): QueryResult {
    if (this.#current?.statement !== statement) {
      this.#current = {
        statement, columns: [], rows: [], tag: '', row_count: null, truncated: false, duration_ms: 0, copy: null,
      };
      this.#results.push(this.#current);
    }
    return this.#current;
  }
}
