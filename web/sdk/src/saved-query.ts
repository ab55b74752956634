// Saved queries, their versions and their folders, as schemas and as the nouns `savedQueries` and `folders`.

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { count, nullable_text, person, text } from './fields.ts';
import { addressOf, allItems } from './list.ts';
import type { Page } from './list.ts';

const saved_shape = {
  id: text,
  organization_id: text,
  /** Null at the top, or where the folder is not for this account. */
  folder_id: nullable_text,
  connection_id: nullable_text,
  name: text,
  description: nullable_text,
  /** Shared ones all members see; others their maker alone. */
  is_shared: z.boolean(),
  /** Grows by one with each change of name, description or text. */
  version: count,
  created_at: text,
  created_by: person,
  changed_at: text,
  changed_by: person,
};

export const savedQuery = z.object({ ...saved_shape, sql: text });
export type SavedQuery = z.infer<typeof savedQuery>;

/** As lists have it: the first 200 characters of the text. */
export const savedQueryHead = z.object({ ...saved_shape, sql_head: text });
export type SavedQueryHead = z.infer<typeof savedQueryHead>;
export const savedQueryList = z.object({ items: z.array(savedQueryHead), next: nullable_text });

export const savedQueryVersion = z.object({
  id: text, version: count, name: text, description: nullable_text, sql: text, saved_at: text, saved_by: person,
});
export type SavedQueryVersion = z.infer<typeof savedQueryVersion>;

export const savedQueryVersionHead = z.object({ version: count, name: text, saved_at: text, saved_by: person });
export type SavedQueryVersionHead = z.infer<typeof savedQueryVersionHead>;
export const savedQueryVersions = z.object({ items: z.array(savedQueryVersionHead), next: nullable_text });

export const folder = z.object({
  id: text, organization_id: text, parent_id: nullable_text, name: text, is_shared: z.boolean(), created_at: text,
  created_by: person,
});
export type Folder = z.infer<typeof folder>;
export const folderList = z.object({ items: z.array(folder), next: nullable_text });

export interface SavedQueryCreate {
  organization_id: string;
  name: string;
  sql: string;
  description?: string | null;
  folder_id?: string | null;
  connection_id?: string | null;
  is_shared?: boolean;
}
/** What is given changes. `version`: the version that was read; where it is not the present one, nothing changes. */
export type SavedQueryUpdate = Partial<Omit<SavedQueryCreate, 'organization_id'>> & { version?: number };

export interface SavedQueryFilter {
  organization_id: string;
  folder_id?: string;
  connection_id?: string;
  /** A part of name, description or text. */
  search?: string;
  /** Rows of a page: 1 to 500, 100 when absent. */
  limit?: number;
}

export interface FolderCreate {
  organization_id: string;
  name: string;
  parent_id?: string | null;
  is_shared?: boolean;
}
export type FolderUpdate = Partial<Pick<FolderCreate, 'name' | 'parent_id'>>;

export class SavedQueries {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** A page of an organization's saved queries, by name. */
  async list(filter: SavedQueryFilter, after: string | null = null, signal?: AbortSignal): Promise<Page<SavedQueryHead>> {
    return await this.#http.json('GET', addressOf('/saved-queries', { ...filter, after }), savedQueryList, { signal });
  }

  /** All that match, by name. */
  async all(filter: Omit<SavedQueryFilter, 'limit'>, signal?: AbortSignal): Promise<SavedQueryHead[]> {
    return await allItems((after) => this.list({ ...filter, limit: 500 }, after, signal));
  }

  /** One with its text. Throws with status 404 where there is none that this account may see. */
  async get(id: string): Promise<SavedQuery> {
    return await this.#http.json('GET', path(id), savedQuery);
  }

  /** Saves a query. Throws 42501 where a viewer shares one, 53400 where there are too many. */
  async create(given: SavedQueryCreate): Promise<SavedQuery> {
    return await this.#http.json('POST', '/saved-queries', savedQuery, { body: given });
  }

  /** Changes what is given. Throws 40001 (409) where `version` is given and somebody else saved since. */
  async update(id: string, given: SavedQueryUpdate): Promise<SavedQuery> {
    return await this.#http.json('PATCH', path(id), savedQuery, { body: given });
  }

  /** Deletes one with its versions. Throws 42501 where it is somebody else's and this account is no admin. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', path(id));
  }

  /** Its versions, the latest first; the 100 latest are kept. */
  async versions(id: string): Promise<SavedQueryVersionHead[]> {
    return (await this.#http.json('GET', `${path(id)}/versions`, savedQueryVersions)).items;
  }

  /** One version with its text. */
  async version(id: string, version: number): Promise<SavedQueryVersion> {
    return await this.#http.json('GET', `${path(id)}/versions/${version}`, savedQueryVersion);
  }
}

export class Folders {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** All folders that this account sees, by name; `parent_id` makes the tree. */
  async list(organization_id: string): Promise<Folder[]> {
    return (await this.#http.json('GET', addressOf('/folders', { organization_id }), folderList)).items;
  }

  /** Makes a folder. Throws 42501 where a viewer makes a shared one. */
  async create(given: FolderCreate): Promise<Folder> {
    return await this.#http.json('POST', '/folders', folder, { body: given });
  }

  /** Renames or moves. Throws 23514 `saved_query_folder_is_a_tree` for a place inside itself. */
  async update(id: string, given: FolderUpdate): Promise<Folder> {
    return await this.#http.json('PATCH', `/folders/${encodeURIComponent(id)}`, folder, { body: given });
  }

  /** Deletes a folder with the folders in it; their queries move to the top. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', `/folders/${encodeURIComponent(id)}`);
  }
}

function path(id: string): string {
  return `/saved-queries/${encodeURIComponent(id)}`;
}
