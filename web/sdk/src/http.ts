// The only place that calls fetch: sends a request, parses the answer with its schema, turns a refusal into a
// StudioError. It knows nothing of sign-in but the bearer token that it is handed.

import type * as z from 'zod/mini';
import { connectionError, protocolError, StudioError } from './error.ts';
import { errorBody } from './protocol.ts';

export type FetchFunction = typeof globalThis.fetch;

/** Where tokens come from; session.ts implements it. */
export interface TokenSource {
  /** A token that is still good; null where nobody is signed in. */
  token(): Promise<string | null>;
  /** Asks for another token after `used` was refused; null where there is none to be had. */
  renew(used: string | null): Promise<string | null>;
}

export interface RequestOptions {
  body?: unknown;
  /** A body that is no JSON; `body` is absent then. */
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** `none` sends no bearer token and does not try again: the routes of signing in. */
  auth?: 'bearer' | 'none';
}

export class Http {
  readonly #base: string;
  readonly #fetch: FetchFunction;
  #tokens: TokenSource | null = null;

  constructor(base: string, fetch_function: FetchFunction) {
    this.#base = base;
    this.#fetch = fetch_function;
  }

  useTokens(tokens: TokenSource): void {
    this.#tokens = tokens;
  }

  /** Sends a request; throws StudioError unless the status is 2xx or 304. One 401 is tried again with a new token. */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    if (options.auth === 'none') return await checked(await this.#once(method, path, options, null));
    const token = (await this.#tokens?.token()) ?? null;
    const first = await this.#once(method, path, options, token);
    if (first.status !== 401) return await checked(first);
    const next = (await this.#tokens?.renew(token)) ?? null;
    if (next === null) return await checked(first);
    return await checked(await this.#once(method, path, options, next));
  }

  /** Sends a request and parses the JSON answer. */
  async json<Schema extends z.core.$ZodType>(
    method: string, path: string, schema: Schema, options: RequestOptions = {},
  ): Promise<z.infer<Schema>> {
    return parseAnswer(schema, await readJson(await this.send(method, path, options)));
  }

  async #once(method: string, path: string, options: RequestOptions, token: string | null): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    if (token !== null) headers['Authorization'] = `Bearer ${token}`;
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (options.body !== undefined) init.body = JSON.stringify(options.body);
    if (options.bytes !== undefined) {
      headers['Content-Type'] = 'application/octet-stream';
      init.body = options.bytes;
    }
    if (options.signal) init.signal = options.signal;
    try {
      return await this.#fetch(this.#base + path, init);
    } catch (thrown) {
      if (options.signal?.aborted) throw new StudioError({ code: '57014', message: 'the request was cancelled' });
      throw connectionError('08001', thrown instanceof Error ? thrown.message : null);
    }
  }
}

/** Parses data from the server; throws StudioError 08P01 with the path of the first fault. */
export function parseAnswer<Schema extends z.core.$ZodType>(schema: Schema, data: unknown): z.infer<Schema> {
  const parsed = (schema as unknown as z.ZodMiniType<z.infer<Schema>>).safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw protocolError(issue ? `${issue.path.join('.')}: ${issue.message}` : 'It has an unknown shape.');
}

/** Reads a body as JSON; throws StudioError 08P01 when it is none. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw protocolError(`Status ${response.status}: the body is not JSON.`);
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<StudioError> {
  const retry_after = Number(response.headers.get('Retry-After')) || null;
  const data: unknown = await response.json().catch(() => null);
  const parsed = errorBody.safeParse(data);
  if (parsed.success) return new StudioError(parsed.data.error, response.status, retry_after);
  const request_id = response.headers.get('X-Request-Id');
  const message = `the server answered with status ${response.status}`;
  return new StudioError({ code: '08P01', message, request_id }, response.status, retry_after);
}
