// Named views of a relation's rows, as a schema and as the noun `namedViews`.

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { count, nullable_text, person, text } from './fields.ts';
import { addressOf, allItems } from './list.ts';
import type { Page } from './list.ts';

export const namedView = z.object({
  id: text,
  connection_id: text,
  relation_schema: text,
  relation_name: text,
  name: text,
  /** What is looked at and how, as who kept it wrote it: it may come from somebody else, so read it with care. */
  view: z.record(z.string(), z.unknown()),
  /** Shared ones all members see; others their maker alone. */
  is_shared: z.boolean(),
  /** Grows by one with each change. */
  version: count,
  created_at: text,
  created_by: person,
  changed_at: text,
  changed_by: person,
});
export type NamedView = z.infer<typeof namedView>;
export const namedViewList = z.object({ items: z.array(namedView), next: nullable_text });

export interface NamedViewCreate {
  relation_schema: string;
  relation_name: string;
  /** 1 to 200 characters. */
  name: string;
  /** At most 100,000 characters as JSON. */
  view: Record<string, unknown>;
  is_shared?: boolean;
}
/** What is given changes. `version`: the version that was read; where it is not the present one, nothing changes. */
export type NamedViewUpdate = Partial<Pick<NamedViewCreate, 'name' | 'view' | 'is_shared'>> & { version?: number };

export class NamedViews {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** All that this account sees of a relation, by name. */
  async all(connection: string, relation: { schema: string; name: string }, signal?: AbortSignal): Promise<NamedView[]> {
    return await allItems(async (after): Promise<Page<NamedView>> =>
      await this.#http.json('GET', addressOf(pathIn(connection), { relation_schema: relation.schema, relation_name: relation.name, limit: 500, after }), namedViewList, { signal }));
  }

  /** One. Throws with status 404 where there is none that this account may see. */
  async get(id: string): Promise<NamedView> {
    return await this.#http.json('GET', path(id), namedView);
  }

  /** Keeps a view. Throws 42501 where a viewer shares one, 53400 where there are too many. */
  async create(connection: string, given: NamedViewCreate): Promise<NamedView> {
    return await this.#http.json('POST', pathIn(connection), namedView, { body: given });
  }

  /** Changes what is given. Throws 40001 (409) where `version` is given and somebody else changed it since. */
  async update(id: string, given: NamedViewUpdate): Promise<NamedView> {
    return await this.#http.json('PATCH', path(id), namedView, { body: given });
  }

  /** Deletes one. Throws 42501 where it is somebody else's and this account is no admin. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', path(id));
  }
}

function path(id: string): string {
  return `/named-views/${encodeURIComponent(id)}`;
}

function pathIn(connection: string): string {
  return `/connections/${encodeURIComponent(connection)}/named-views`;
}
