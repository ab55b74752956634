// The schemas that the editor is measured on: so many relations with a few columns each, every one but the first with a foreign
// key to an earlier one, in names as people give them.

import { psql } from '../server.mjs';

const nouns = ['order', 'customer', 'invoice', 'product', 'shipment', 'payment', 'account', 'ticket', 'device', 'session'];
const parts = ['line', 'item', 'note', 'event', 'status', 'address', 'price', 'tag', 'audit', 'stock', 'limit', 'draft'];

/** The name of the relation of a number from 1, as the SQL below makes it. @param {number} number */
export function relationName(number) {
  const noun = nouns[number % nouns.length] ?? '';
  const part = parts[Math.floor(number / nouns.length) % parts.length] ?? '';
  return `${noun}_${part}_${number}`;
}

/** Makes a database of that name with so many relations. @param {import('../server.mjs').ClusterInfo} cluster @param {string} database @param {number} count */
export async function makeSchema(cluster, database, count) {
  await psql(cluster, `create database ${database}`, 'postgres');
  const list = (/** @type {string[]} */ words) => `array[${words.map((word) => `'${word}'`).join(',')}]`;
  // Each hundred in a transaction of its own: a thousand tables would need more locks than a server has.
  await psql(cluster, `do $$
    declare nouns text[] := ${list(nouns)}; parts text[] := ${list(parts)};
      this text; that text;
    begin
      for n in 1..${count} loop
        this := nouns[1 + n % ${nouns.length}] || '_' || parts[1 + (n / ${nouns.length}) % ${parts.length}] || '_' || n;
        that := nouns[1 + (n / 2) % ${nouns.length}] || '_' || parts[1 + (n / 2 / ${nouns.length}) % ${parts.length}] || '_' || n / 2;
        execute format('create table %I (id int primary key, name text not null, amount numeric(12,2), made_at timestamptz, is_open bool, parent_id int %s)',
          this, case when n > 1 then format('references %I', that) else '' end);
        if n % 100 = 0 then commit; end if;
      end loop;
    end $$`, database);
  await psql(cluster, 'vacuum analyze', database);
}
