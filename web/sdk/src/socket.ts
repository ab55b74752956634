// The only WebSocket: connects, authenticates, renews the token, backs off and connects again, and hands each message
// to the request whose id it bears. A request that was open when the connection broke fails with 08006, because its
// database session may be gone; the caller decides whether to run it again. What the messages mean is query.ts's work.

import { CLOSE_CODES } from './close-codes.ts';
import { connectionError, protocolError, StudioError } from './error.ts';
import type { TokenSource } from './http.ts';
import { PROTOCOL_VERSION, socketMessage } from './protocol.ts';
import type { ClientMessage, QueryBody, RowsChangeBody } from './protocol.ts';
import type { RowsSelectBody } from './rows-select.ts';

/** The part of the WebSocket interface that is used: the browser's own, or that of a package such as `ws`. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
}
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** `waiting` is the pause before the next try; `attempt` counts the tries that failed in a row. */
export type SocketState =
  | { state: 'idle' }
  | { state: 'connecting'; attempt: number }
  | { state: 'ready' }
  | { state: 'waiting'; attempt: number; until: number; reason: string };

/** What a request hears. After `onFail` it hears nothing more. */
export interface RequestListener {
  onQueued(position: number): void;
  onRunning(query_id: string): void;
  /** `text` is the whole frame that held `message`, `bytes` its size on the wire. */
  onMessage(message: unknown, text: string, bytes: number): void;
  onFail(error: StudioError): void;
}

/** A request that is answered by a stream of rows. */
export type StreamRequest =
  | ({ type: 'query'; connection: string; credit?: number } & QueryBody)
  | ({ type: 'rows_select'; connection: string; credit?: number } & RowsSelectBody)
  | ({ type: 'rows_change'; connection: string; credit?: number } & RowsChangeBody);

export type SocketRequest = StreamRequest | { type: 'follow_schema'; connection: string };

export interface SocketTokens extends TokenSource {
  /** When the present token ends, in milliseconds since the epoch. */
  readonly expires_at: number;
}

const first_pause_ms = 250;
const longest_pause_ms = 10_000;
const renewal_margin_ms = 25_000;

export class Socket {
  readonly #url: string;
  readonly #make: WebSocketConstructor;
  readonly #tokens: SocketTokens;
  readonly #requests = new Map<string, RequestListener>();
  readonly #unsent: { id: string; request: SocketRequest }[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #scratch = new Uint8Array(256 * 1024);
  readonly #encoder = new TextEncoder();
  #socket: WebSocketLike | null = null;
  #state: SocketState = { state: 'idle' };
  #next_id = 1;
  #attempt = 0;
  #token: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #is_wanted = false;

  constructor(url: string, constructor: WebSocketConstructor, tokens: SocketTokens) {
    this.#url = url;
    this.#make = constructor;
    this.#tokens = tokens;
  }

  /** What the socket is doing now. */
  get state(): SocketState {
    return this.#state;
  }

  /** Calls `listener` after each change of `state`; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects, and keeps connecting until `close`. While a pause lasts, tries at once. */
  connect(): void {
    this.#is_wanted = true;
    if (this.#state.state === 'idle' || this.#state.state === 'waiting') void this.#open();
  }

  /** Closes the socket; open requests fail with 08006. */
  close(): void {
    this.#is_wanted = false;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#drop();
    socket?.close(1000);
    this.#failAll(connectionError('08006', 'The client closed the connection.'));
    this.#change({ state: 'idle' });
  }

  /** Sends a request as soon as the socket is ready; returns the id for `credit` and `cancel`. */
  start(request: SocketRequest, listener: RequestListener): string {
    const id = String(this.#next_id++);
    this.#requests.set(id, listener);
    if (this.#state.state === 'ready') this.#send({ ...request, id });
    else this.#unsent.push({ id, request });
    this.connect();
    return id;
  }

  /** Lets the server send so many more bytes for a request. */
  credit(id: string, bytes: number): void {
    if (this.#state.state === 'ready' && this.#requests.has(id)) this.#send({ type: 'credit', id, bytes });
  }

  /** Asks the server to cancel. A request that was not sent yet fails at once; else the stream says when it ended. */
  cancel(id: string): void {
    const waiting = this.#unsent.findIndex((each) => each.id === id);
    if (waiting >= 0) {
      this.#unsent.splice(waiting, 1);
      this.#fail(id, new StudioError({ code: '57014', message: 'cancelled before it was sent' }));
    } else if (this.#state.state === 'ready' && this.#requests.has(id)) {
      this.#send({ type: 'cancel', id });
    }
  }

  /** Forgets a request whose stream has ended. */
  finish(id: string): void {
    this.#requests.delete(id);
  }

  async #open(): Promise<void> {
    clearTimeout(this.#timer);
    this.#change({ state: 'connecting', attempt: this.#attempt });
    let token: string | null;
    try {
      token = await this.#tokens.token();
    } catch (thrown) {
      this.#pause(thrown instanceof Error ? thrown.message : 'no token');
      return;
    }
    if (!this.#is_wanted) return;
    if (token === null) {
      this.#is_wanted = false;
      this.#failAll(new StudioError({ code: '28000', message: 'nobody is signed in' }, 401));
      this.#change({ state: 'idle' });
      return;
    }
    this.#listen(new this.#make(this.#url, ['studio.v1']), token);
  }

  #listen(socket: WebSocketLike, token: string): void {
    this.#socket = socket;
    socket.onopen = () => this.#authenticate(token);
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (socket === this.#socket && typeof event.data === 'string') this.#receive(event.data);
    };
    // An error is always followed by a close, which says more.
    socket.onerror = () => undefined;
    socket.onclose = (event: CloseEvent) => {
      if (socket === this.#socket) void this.#closed(event.code, event.reason);
    };
  }

  #authenticate(token: string): void {
    this.#token = token;
    this.#send({ type: 'authenticate', access_token: token });
  }

  #receive(text: string): void {
    const data = parseJson(text);
    // The shell of a stream message is read by hand: it is the hot path, and zod need not walk a page of rows.
    if (isShell(data)) {
      const listener = this.#requests.get(data.id);
      listener?.onMessage(data.message, text, this.#size(text));
      return;
    }
    const parsed = socketMessage.safeParse(data);
    if (!parsed.success) {
      this.#failAll(protocolError('A message on the socket has an unknown shape.'));
      return;
    }
    const message = parsed.data;
    if ('message' in message) return;
    if (message.type === 'ready') this.#ready(message.protocol);
    else if (message.type === 'running') this.#requests.get(message.id)?.onRunning(message.query_id);
    else if (message.type === 'queued') this.#requests.get(message.id)?.onQueued(message.position);
    else if (message.id !== null) this.#fail(message.id, new StudioError(message.error));
    else this.#failAll(new StudioError(message.error));
  }

  #ready(protocol: number): void {
    if (protocol !== PROTOCOL_VERSION) {
      this.#failAll(protocolError(`The server speaks version ${protocol} of the protocol; reload this page.`));
      return;
    }
    this.#attempt = 0;
    this.#planRenewal();
    if (this.#state.state === 'ready') return;
    this.#change({ state: 'ready' });
    for (const { id, request } of this.#unsent.splice(0)) this.#send({ ...request, id });
  }

  #planRenewal(): void {
    clearTimeout(this.#timer);
    const pause = Math.max(1000, this.#tokens.expires_at - renewal_margin_ms - Date.now());
    this.#timer = setTimeout(() => void this.#renew(), Math.min(pause, 2 ** 31 - 1));
    unref(this.#timer);
  }

  async #renew(): Promise<void> {
    const token = await this.#tokens.token().catch(() => null);
    if (this.#state.state !== 'ready' || token === null) return;
    if (token === this.#token) this.#planRenewal();
    else this.#authenticate(token);
  }

  async #closed(code: number, reason: string): Promise<void> {
    const known = CLOSE_CODES[code as keyof typeof CLOSE_CODES] as string | undefined;
    const why = known ?? (reason || 'The connection broke.');
    this.#drop();
    this.#failAllSent(connectionError('08006', why));
    if (!this.#is_wanted) return;
    if (code === 4401) await this.#tokens.renew(this.#token).catch(() => null);
    this.#pause(why);
  }

  #pause(reason: string): void {
    if (!this.#is_wanted) return;
    const longest = Math.min(longest_pause_ms, first_pause_ms * 2 ** this.#attempt);
    const pause = longest * (0.5 + Math.random() / 2);
    this.#attempt += 1;
    this.#change({ state: 'waiting', attempt: this.#attempt, until: Date.now() + pause, reason });
    this.#timer = setTimeout(() => void this.#open(), pause);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#timer);
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #fail(id: string, error: StudioError): void {
    const listener = this.#requests.get(id);
    this.#requests.delete(id);
    listener?.onFail(error);
  }

  #failAll(error: StudioError): void {
    this.#unsent.length = 0;
    for (const id of [...this.#requests.keys()]) this.#fail(id, error);
  }

  #failAllSent(error: StudioError): void {
    const waiting = new Set(this.#unsent.map((each) => each.id));
    for (const id of [...this.#requests.keys()]) if (!waiting.has(id)) this.#fail(id, error);
  }

  /** The size of a text in UTF-8. A frame larger than the scratch is counted by its worst case per code unit. */
  #size(text: string): number {
    if (text.length * 3 <= this.#scratch.length) return this.#encoder.encodeInto(text, this.#scratch).written;
    return this.#encoder.encode(text).length;
  }

  #change(state: SocketState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isShell(data: unknown): data is { id: string; message: unknown } {
  return typeof data === 'object' && data !== null && 'message' in data && 'id' in data && typeof data.id === 'string';
}

/** Lets a node program end while the timer runs; browsers' timers are numbers. */
function unref(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
}
