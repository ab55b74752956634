// The two ways in which a run travels: over the socket, with credit, and over HTTP, as lines. Each feeds a QueryRun.

import { asStudioError, connectionError, protocolError } from './error.ts';
import type { Http } from './http.ts';
import type { QueryRun, RunCarrier } from './query.ts';
import type { Socket, StreamRequest } from './socket.ts';

/** Bytes that the server may send ahead of the consumer. */
export const initial_credit = 4 * 1024 * 1024;

/** Carries a run over the socket. Credit is topped up when half of it has been consumed, not when it has arrived. */
export class SocketCarrier implements RunCarrier {
  readonly #socket: Socket;
  readonly #request: StreamRequest;
  #id = '';
  #consumed = 0;

  constructor(socket: Socket, request: StreamRequest) {
    this.#socket = socket;
    this.#request = request;
  }

  start(run: QueryRun): void {
    this.#id = this.#socket.start({ ...this.#request, credit: initial_credit }, {
      onQueued: (position) => run.queued(position),
      onRunning: (query_id) => run.running(query_id),
      onMessage: (message, text, bytes) => {
        run.receive(message, text, bytes);
        if (run.is_ended) this.#socket.finish(this.#id);
      },
      onFail: (error) => run.fail(error),
    });
  }

  consumed(bytes: number): void {
    this.#consumed += bytes;
    if (this.#consumed < initial_credit / 2) return;
    this.#socket.credit(this.#id, this.#consumed);
    this.#consumed = 0;
  }

  cancel(): void {
    this.#socket.cancel(this.#id);
  }
}

/** Carries a run over HTTP as NDJSON. Reading pauses while more than the initial credit waits for the consumer. */
export class HttpCarrier implements RunCarrier {
  readonly #http: Http;
  readonly #path: string;
  readonly #body: unknown;
  readonly #abort = new AbortController();
  #query_id: string | null = null;
  #unread = 0;
  #resume: (() => void) | null = null;
  #is_cancelled = false;

  /** Without a body it reads a stream that is there anyway: giving up the reading cancels nothing. */
  constructor(http: Http, path: string, body?: unknown) {
    this.#http = http;
    this.#path = path;
    this.#body = body;
  }

  start(run: QueryRun): void {
    void this.#read(run).catch((thrown: unknown) => run.fail(asStudioError(thrown)));
  }

  consumed(bytes: number): void {
    this.#unread -= bytes;
    if (this.#unread < initial_credit) this.#resume?.();
  }

  /** Before `begin` the request is given up; after it the query is cancelled by its id, and the stream goes on to its end. */
  cancel(): void {
    if (this.#is_cancelled) return;
    this.#is_cancelled = true;
    this.#resume?.();
    if (this.#query_id === null || this.#body === undefined) this.#abort.abort();
    else void this.#http.send('DELETE', `/queries/${this.#query_id}`).catch(() => this.#abort.abort());
  }

  async #read(run: QueryRun): Promise<void> {
    const headers = { Accept: 'application/x-ndjson' };
    const response = await this.#http.send(this.#body === undefined ? 'GET' : 'POST', this.#path, {
      body: this.#body, headers, signal: this.#abort.signal,
    });
    if (!response.body) throw protocolError('The answer has no body.');
    const reader = response.body.getReader();
    const lines = new LineSplitter();
    for (;;) {
      const chunk = await reader.read().catch((thrown: unknown) => {
        throw connectionError('08006', thrown instanceof Error ? thrown.message : null);
      });
      for (const line of chunk.done ? lines.rest() : lines.split(chunk.value)) this.#line(run, line);
      if (chunk.done) break;
      await this.#room();
    }
    if (!run.is_ended) throw connectionError('08006', 'The stream stopped before its end.');
  }

  #line(run: QueryRun, line: string): void {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      throw protocolError('A line of the stream is not JSON.');
    }
    if (this.#query_id === null) this.#query_id = queryId(message);
    if (isCostly(message)) this.#unread += line.length;
    run.receive(message, line, line.length);
  }

  async #room(): Promise<void> {
    while (this.#unread >= initial_credit && !this.#is_cancelled) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
      this.#resume = null;
    }
  }
}

/** Cuts a stream of bytes into lines of text; a character may be split between two chunks. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #pieces: string[] = [];

  split(chunk: Uint8Array): string[] {
    const parts = this.#decoder.decode(chunk, { stream: true }).split('\n');
    const last = parts.pop() ?? '';
    const first = parts.shift();
    if (first === undefined) {
      this.#pieces.push(last);
      return [];
    }
    const lines = [this.#pieces.join('') + first, ...parts];
    this.#pieces = [last];
    return lines.filter((line) => line !== '');
  }

  /** What stood after the last line end. */
  rest(): string[] {
    const line = this.#pieces.join('') + this.#decoder.decode();
    this.#pieces = [];
    return line === '' ? [] : [line];
  }
}

function queryId(message: unknown): string | null {
  const { type, query_id } = message as { type?: unknown; query_id?: unknown };
  return type === 'begin' && typeof query_id === 'string' ? query_id : null;
}

function isCostly(message: unknown): boolean {
  const { type } = message as { type?: unknown };
  return type === 'rows' || type === 'copy';
}
