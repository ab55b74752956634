// The table studio on hostile: names that only quotes can write, and values to match.

import { readFileSync } from 'node:fs';
import { walkThrough } from '../sample-walk.mjs';
import { psql, runScript } from '../server.mjs';

const rows = `
  alter table "Order" add "Größe der ""Kunden""" int references "user";
  insert into "Order" ("Id", "select", "quote""d", "😀", "total.sum", "with space", "Größe der ""Kunden""")
    select n, 'select ' || n, case when n % 3 = 0 then 'it''s "' || n || E'"\\\\ \\n<b>' else 'plain; -- ' || n end, '😀' || n, n / 7.0, date '2000-01-01' + n, n % 50 + 1 from generate_series(1, 300) n;
  insert into "order" select n, n, n % 4 + 1, n from generate_series(1, 40) n; analyze`;

walkThrough({
  database: 'hostile', schema: 'public', table: 'Order', order: '"Id"', text: 'quote"d', part: "it's",
  parent: { column: 'Größe der "Kunden"', schema: 'public', table: 'user', key: 'id' },
  child: { schema: 'public', table: 'order', column: 'Order_id', key: 'Id' }, added: { Id: '901', 'quote"d': '</script>' },
  load: async (cluster) => {
    await psql(cluster, 'create database hostile');
    await runScript(cluster, readFileSync(new URL('../../../test/http/completion/hostile.sql', import.meta.url), 'utf8') + rows, 'hostile');
  },
});
