// Who is signed in: the access token, in memory only, and its renewal. In a browser the refresh token lives in a
// cookie that scripts cannot read; elsewhere (no cookies) in memory. One refresh serves all requests that wait for it,
// and a Web Lock keeps the tabs of one browser from refreshing at the same moment.

import type { Newcomer } from './account-protocol.ts';
import type { Http, TokenSource } from './http.ts';
import { StudioError } from './error.ts';
import { session as sessionSchema } from './protocol.ts';
import type { Account, Credentials, Session } from './protocol.ts';

export interface SignInOptions {
  /** False asks for the refresh token in the body, for programs without a cookie jar. Default: true in browsers. */
  cookie?: boolean;
}

/** `unknown` until the first answer. */
export type SessionState =
  | { state: 'unknown' }
  | { state: 'signed_in'; account: Account }
  | { state: 'signed_out' };

/** A token is renewed this long before it expires, so that a request under way does not meet its end. */
const margin_ms = 30_000;

export class SessionKeeper implements TokenSource {
  readonly #http: Http;
  readonly #uses_cookie: boolean;
  readonly #lock_name: string;
  readonly #listeners = new Set<() => void>();
  #access_token: string | null = null;
  #expires_at = 0;
  #refresh_token: string | null = null;
  #state: SessionState = { state: 'unknown' };
  #refreshing: Promise<string | null> | null = null;

  constructor(http: Http, base: string, uses_cookie: boolean) {
    this.#http = http;
    this.#uses_cookie = uses_cookie;
    this.#lock_name = `studio refresh ${base}`;
  }

  /** When the access token ends, in milliseconds since the epoch; 0 where there is none. */
  get expires_at(): number {
    return this.#expires_at;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Calls `listener` after each change of `state`; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Signs in. Throws 28P01 for a wrong password or a used link, 53400 after too many tries. */
  async signIn(credentials: Credentials, options: SignInOptions = {}): Promise<Account> {
    return await this.#enter('/auth/login', credentials, options);
  }

  /**
   * Makes an account by an invitation and signs it in. Throws 404 ST006 for an invitation that was used, withdrawn or is
   * too old, 23505 `account_email_is_taken`, 22023 (the detail says why) for a password that is refused.
   */
  async join(newcomer: Newcomer, options: SignInOptions = {}): Promise<Account> {
    return await this.#enter('/invitations/accept', newcomer, options);
  }

  /** Forgets the tokens where the server has ended the sign-in by itself: the account was deleted. */
  forget(): void {
    this.#forget();
  }

  /** Ends the sign-in on the server and forgets the tokens. */
  async signOut(): Promise<void> {
    const body = this.#refresh_token === null ? {} : { refresh_token: this.#refresh_token };
    try {
      await this.#http.send('POST', '/auth/logout', { body, auth: 'none' });
    } finally {
      this.#forget();
    }
  }

  /** Finds out whether somebody is signed in, by the cookie; null where nobody is. */
  async resume(): Promise<Account | null> {
    await this.renew(this.#access_token);
    return this.#state.state === 'signed_in' ? this.#state.account : null;
  }

  async token(): Promise<string | null> {
    if (this.#access_token !== null && Date.now() < this.#expires_at - margin_ms) return this.#access_token;
    if (this.#state.state === 'signed_out') return null;
    return await this.renew(this.#access_token);
  }

  async renew(used: string | null): Promise<string | null> {
    if (this.#access_token !== used && this.#access_token !== null) return this.#access_token;
    this.#refreshing ??= this.#refreshAlone().finally(() => {
      this.#refreshing = null;
    });
    return await this.#refreshing;
  }

  async #enter(path: string, given: object, options: SignInOptions): Promise<Account> {
    const cookie = options.cookie ?? this.#uses_cookie;
    const body = cookie ? given : { ...given, cookie: false };
    const session = await this.#http.json('POST', path, sessionSchema, { body, auth: 'none' });
    this.#take(session);
    return session.account;
  }

  async #refreshAlone(): Promise<string | null> {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks;
    if (!this.#uses_cookie || !locks) return await this.#refresh();
    return await locks.request(this.#lock_name, () => this.#refresh());
  }

  async #refresh(): Promise<string | null> {
    if (!this.#uses_cookie && this.#refresh_token === null) {
      this.#forget();
      return null;
    }
    const body = this.#refresh_token === null ? {} : { refresh_token: this.#refresh_token };
    try {
      this.#take(await this.#http.json('POST', '/auth/refresh', sessionSchema, { body, auth: 'none' }));
      return this.#access_token;
    } catch (thrown) {
      // Only a refusal ends the sign-in; a server that cannot be reached may be back in a moment.
      if (!(thrown instanceof StudioError) || (thrown.status !== 401 && thrown.status !== 403)) throw thrown;
      this.#forget();
      return null;
    }
  }

  #take(session: Session): void {
    this.#access_token = session.access_token;
    this.#expires_at = Date.now() + session.expires_in * 1000;
    this.#refresh_token = session.refresh_token ?? null;
    this.#change({ state: 'signed_in', account: session.account });
  }

  #forget(): void {
    this.#access_token = null;
    this.#refresh_token = null;
    this.#expires_at = 0;
    this.#change({ state: 'signed_out' });
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
