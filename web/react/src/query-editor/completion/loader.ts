// Fills a catalog in memory: what is needed first comes first, one question after the other, and details of single
// relations when somebody has asked for them. One loader serves all editors of a connection.

import type { CatalogNarrowing, CatalogQuestion, CatalogRow } from '@studio-pg/client';
import { MemoryCatalog } from './memory-catalog.ts';
import { Usage } from './usage.ts';
import type { UsageStore } from './usage.ts';

/** How the catalog of a connection is asked; one object for each connection. */
export interface CatalogReader {
  ask<Question extends CatalogQuestion>(question: Question, narrowing: CatalogNarrowing): Promise<CatalogRow<Question>[]>;
  /** Calls back when the catalog may have changed; gives how to stop. */
  follow(listener: () => void): () => void;
  /** Where it is kept what was chosen before; absent: nowhere. */
  usage?: UsageStore;
}

/** Up to so many relations the columns of all are loaded at once. */
const relations_with_columns = 3000;
/** Changes come in bursts; they are read once. */
const rest_ms = 300;

export class CatalogLoader {
  readonly catalog: MemoryCatalog;
  readonly usage: Usage;
  readonly #reader: CatalogReader;
  readonly #listeners = new Set<() => void>();
  /** What was asked of single relations, and whether it came. */
  readonly #asked = new Map<string, Promise<boolean>>();
  #first: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(reader: CatalogReader) {
    this.#reader = reader;
    this.usage = new Usage(reader.usage);
    this.catalog = new MemoryCatalog((kind, name) => this.usage.share(kind, name));
    reader.follow(() => this.#changed());
  }

  /** Resolves when names can be completed; what is less urgent goes on loading. */
  open(): Promise<void> {
    this.#first ??= this.#loadFirst().catch((thrown: unknown) => {
      // The next keystroke tries again.
      this.#first = null;
      throw thrown;
    });
    return this.#first;
  }

  /** Resolves when everything has been loaded that is loaded without being asked for. */
  async openAll(): Promise<void> {
    await this.open();
    await this.#rest;
  }

  #rest: Promise<void> = Promise.resolve();

  /** Loads what the catalog was asked for in vain; false where there was nothing. */
  async loadWanted(): Promise<boolean> {
    const { columns, values } = this.catalog.wanted;
    const questions = [...columns].map((oid) => this.#detail('columns', oid)).concat([...values].map((oid) => this.#detail('values', oid)));
    columns.clear();
    values.clear();
    const loaded = await Promise.all(questions);
    return loaded.some((is_loaded) => is_loaded);
  }

  /** Calls back when more of the catalog has come. */
  onLoaded(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #loadFirst(): Promise<void> {
    const { catalog } = this;
    const ask = this.#reader.ask.bind(this.#reader);
    const [schemas, relations, keywords] = await Promise.all([ask('schemas', {}), ask('relations', {}), ask('keywords', {})]);
    catalog.setSchemas(schemas);
    catalog.setKeywords(keywords);
    catalog.setRelations('own', relations);
    this.#tell();
    // A part that cannot be read (a right is missing on a remote server) leaves out its candidates and nothing else.
    this.#rest = this.#loadRest(relations.length).catch(() => undefined);
  }

  async #loadRest(relation_count: number): Promise<void> {
    const { catalog } = this;
    const ask = this.#reader.ask.bind(this.#reader);
    if (relation_count <= relations_with_columns) catalog.addColumns(await ask('columns', {}), true);
    this.#tell();
    catalog.setForeignKeys(await ask('foreign_keys', {}));
    catalog.setTypes('own', await ask('types', {}));
    catalog.setRoutines('own', await ask('routines', {}));
    catalog.setRoutines('system', await ask('routines', { schema: 'pg_catalog' }));
    this.#tell();
    catalog.setTypes('system', await ask('types', { schema: 'pg_catalog' }));
    catalog.setRelations('pg_catalog', await ask('relations', { schema: 'pg_catalog' }));
    catalog.setRelations('information_schema', await ask('relations', { schema: 'information_schema' }));
    catalog.setSettings(await ask('settings', {}));
    catalog.setSizes(await ask('sizes', {}));
    this.#tell();
  }

  /** Who asks for what is already on its way waits for it. */
  #detail(question: 'columns' | 'values', oid: number): Promise<boolean> {
    const key = `${question} ${oid}`;
    const known = this.#asked.get(key);
    if (known) return known;
    const asked = this.#loadDetail(question, oid).then(() => true, () => {
      if (this.#asked.get(key) === asked) this.#asked.delete(key);
      return false;
    });
    this.#asked.set(key, asked);
    return asked;
  }

  async #loadDetail(question: 'columns' | 'values', oid: number): Promise<void> {
    if (question === 'columns') this.catalog.setColumns(oid, await this.#reader.ask('columns', { relation: oid }));
    else this.catalog.setValues(oid, await this.#reader.ask('values', { relation: oid }));
  }

  #changed(): void {
    if (this.#first === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#asked.clear();
      this.catalog.forgetDetails();
      this.#first = this.#loadFirst().catch(() => {
        this.#first = null;
      });
    }, rest_ms);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const loaders = new WeakMap<CatalogReader, CatalogLoader>();

/** The one loader of a connection. */
export function loaderOf(reader: CatalogReader): CatalogLoader {
  const known = loaders.get(reader);
  if (known) return known;
  const made = new CatalogLoader(reader);
  loaders.set(reader, made);
  return made;
}
