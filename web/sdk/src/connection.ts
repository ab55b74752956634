// The noun `connection`: a database and a role of it. List, defaults, create, test, change, delete, status.

import type { Http } from './http.ts';
import { addressOf, allItems } from './list.ts';
import {
  connection, connectionDefaults, connectionList, connectionStatus, connectionTest,
} from './protocol.ts';
import type {
  Connection, ConnectionCreate, ConnectionDefaults, ConnectionStatus, ConnectionTest, ConnectionUpdate,
} from './protocol.ts';

export class Connections {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** All connections that the account may use, those of its organizations too. */
  async list(): Promise<Connection[]> {
    return await allItems((after) => this.#http.json('GET', addressOf('/connections', { after }), connectionList));
  }

  /** What the form of a new connection is filled with. */
  async defaults(): Promise<ConnectionDefaults> {
    return await this.#http.json('GET', '/connections/defaults', connectionDefaults);
  }

  /** One connection. Throws with status 404 where there is none of that id that the account may see. */
  async get(id: string): Promise<Connection> {
    return await this.#http.json('GET', path(id), connection);
  }

  /** Creates a connection. Throws 42501 without proof of the role, 3D000 and 28000 for an unknown database or role. */
  async create(given: ConnectionCreate): Promise<Connection> {
    return await this.#http.json('POST', '/connections', connection, { body: given });
  }

  /** Tries a connection without keeping it. */
  async test(given: ConnectionCreate): Promise<ConnectionTest> {
    return await this.#http.json('POST', '/connections/test', connectionTest, { body: given });
  }

  /** Changes what is given; `role_password` proves the role again. */
  async update(id: string, given: ConnectionUpdate): Promise<Connection> {
    return await this.#http.json('PATCH', path(id), connection, { body: given });
  }

  /** Deletes a connection; its running queries are cancelled. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', path(id));
  }

  /** Whether the connection can be used now, and why not. */
  async status(id: string): Promise<ConnectionStatus> {
    return await this.#http.json('GET', `${path(id)}/status`, connectionStatus);
  }
}

function path(id: string): string {
  return `/connections/${encodeURIComponent(id)}`;
}
