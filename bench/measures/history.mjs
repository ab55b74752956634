// Pages of a history of 100,000 queries, by every filter: what the server needs, beside the same page of an empty history.
import { psql } from "../../test/http/support/cluster.mjs";
import { bench, median, round } from "./tools.mjs";

const rows = 100_000;
const repetitions = 15;

async function fill(account, connection) {
  const [organization, other] = [connection.organization_id, await psql("SELECT gen_random_uuid()")];
  await psql(`
    INSERT INTO studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms, row_count, error_code, error_message)
    SELECT '${organization}', '${account}', CASE WHEN n % 4 = 0 THEN '${other}'::uuid ELSE '${connection.id}' END,
           'SELECT * FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.id = ' || n || ' AND c.name LIKE ''%' || md5(n::text) || '%'' ORDER BY o.placed_at DESC',
           CASE WHEN n % 50 = 0 THEN 'failed' WHEN n % 997 = 0 THEN 'timeout' ELSE 'ok' END, now() - n * interval '7 seconds', n % 1000, n % 100,
           CASE WHEN n % 50 = 0 THEN '22012' END, CASE WHEN n % 50 = 0 THEN 'division by zero' END
    FROM generate_series(1, ${rows}) AS n`);
  await psql("VACUUM ANALYZE studio.query_history");
}

export default async function measure() {
  const { client, connection } = await bench();
  const { account } = (await client.request("GET", "/me")).json;
  const time = async (query) => {
    const times = [];
    let items = 0;
    for (let n = 0; n < repetitions + 2; n++) {
      const start = performance.now();
      const answer = await client.request("GET", `/history?${query}`);
      if (answer.status !== 200) throw new Error(answer.text);
      items = answer.json.items.length;
      if (n >= 2) times.push(performance.now() - start); // the first ones warm plans and cache up
    }
    return { took: median(times), worst: Math.max(...times), items };
  };
  const organization = `scope=organization&organization_id=${connection.organization_id}`;
  const empty = (await time("search=of+an+empty+history")).took;
  await fill(account.id, connection);
  let cursor = (await client.request("GET", "/history?limit=500")).json.next;
  for (let n = 0; n < 20; n++) cursor = (await client.request("GET", `/history?limit=500&after=${cursor}`)).json.next;
  const filters = {
    "mine": "", "500 of mine": "limit=500", "mine, 10,000 later": `after=${cursor}`, "the organization's": organization,
    "of an account": `${organization}&account_id=${account.id}`, "of a connection": `${organization}&connection_id=${connection.id}`, "mine of a connection": `connection_id=${connection.id}`,
    "failed": "status=failed", "timeout (rare)": "status=timeout", "cancelled (none)": "status=cancelled", "slow": "min_duration_ms=990", "slower than any": "min_duration_ms=100000",
    "text that is everywhere": "search=customers", "text that is rare": "search=where+o.id+%3D+4", "text that is nowhere": "search=nowhere+to+be+found", "all at once": `${organization}&status=failed&min_duration_ms=500&search=orders`,
  };
  const results = [];
  for (const [name, query] of Object.entries(filters)) {
    const { took, worst, items } = await time(query);
    results.push({ work: `a page of ${rows} lines of history: ${name} (${items} found)`, floor: `empty history ${round(empty, 1)} ms`, ours: `${round(took, 1)} ms, at worst ${round(worst, 1)} ms`, must: "≤ 20 ms" });
  }
  await psql("TRUNCATE studio.query_history");
  return results;
}
