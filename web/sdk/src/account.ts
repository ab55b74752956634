// What a person does with the own account: the account itself, its sign-ins, its personal access tokens. A token of a
// script may do none of it (42501).

import {
  newToken, signInList, signInsEnded, tokenList,
} from './account-protocol.ts';
import type { NewToken, SignIn, Token, TokenCreate } from './account-protocol.ts';
import type { Http } from './http.ts';
import { account } from './protocol.ts';
import type { Account } from './protocol.ts';

export class OwnAccount {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Changes name or e-mail address. Throws 23505 `account_email_is_taken` for another account's address. */
  async update(given: { name?: string; email?: string | null }): Promise<Account> {
    return await this.#http.json('PATCH', '/account', account, { body: given });
  }

  /**
   * Sets the password; all other sign-ins end. Without the present one only within 15 minutes of a sign-in by link or
   * invitation. Throws 42501 for a wrong or missing present password, 22023 (the detail says why) for one that is refused.
   */
  async setPassword(password: string, present_password?: string): Promise<void> {
    const body = present_password === undefined ? { password } : { password, present_password };
    await this.#http.send('PUT', '/account/password', { body });
  }

  /**
   * Deletes the account, its personal organization and the organizations in which nobody else is. Throws 23514
   * `organization_keeps_an_owner` where it is the last owner of one with other members.
   */
  async delete(): Promise<void> {
    await this.#http.send('DELETE', '/account');
  }
}

export class SignIns {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The sign-ins that live, the one that asks among them. */
  async list(): Promise<SignIn[]> {
    return (await this.#http.json('GET', '/sign-ins', signInList)).items;
  }

  /** Ends one: its queries are cancelled and its sockets closed. Throws with status 404 where it is gone. */
  async end(id: string): Promise<void> {
    await this.#http.send('DELETE', `/sign-ins/${encodeURIComponent(id)}`);
  }

  /** Ends all but the one that asks; says how many those were. */
  async endOthers(): Promise<number> {
    return (await this.#http.json('DELETE', '/sign-ins', signInsEnded)).ended;
  }
}

export class Tokens {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The account's tokens, without their secrets. */
  async list(): Promise<Token[]> {
    return (await this.#http.json('GET', '/tokens', tokenList)).items;
  }

  /** Makes a token; its secret is in this answer and nowhere else. */
  async create(given: TokenCreate): Promise<NewToken> {
    return await this.#http.json('POST', '/tokens', newToken, { body: given });
  }

  /** Revokes a token at once. Throws with status 404 where it is gone. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', `/tokens/${encodeURIComponent(id)}`);
  }
}
