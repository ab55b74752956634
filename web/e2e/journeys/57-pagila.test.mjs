// The table studio on pagila: partitions, an enum, a domain, arrays, triggers, views over an aggregate of its own. In a database
// beside that of the other journeys, which leave things behind in theirs.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { walkThrough } from '../sample-walk.mjs';
import { psql, runScript } from '../server.mjs';

/** @param {string} name */
const script = (name) => gunzipSync(readFileSync(new URL(`../../../dev/data/pagila/${name}.sql.gz`, import.meta.url)));

walkThrough({
  database: 'pagila_walk', schema: 'public', table: 'film', order: 'film_id', text: 'title', part: 'LOVE',
  parent: { column: 'language_id', schema: 'public', table: 'language', key: 'language_id' },
  child: { schema: 'public', table: 'inventory', column: 'film_id', key: 'film_id' }, added: { title: 'OUR OWN', language_id: '1' },
  load: async (cluster) => {
    await psql(cluster, 'create database pagila_walk');
    await runScript(cluster, script('pagila-schema'), 'pagila_walk');
    await runScript(cluster, script('pagila-data'), 'pagila_walk');
    await psql(cluster, 'analyze', 'pagila_walk');
  },
});
