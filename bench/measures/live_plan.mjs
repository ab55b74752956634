// What it costs a statement that the rows of its plan's nodes are counted while it runs: the same statement without, in turn.
import { bench, median, milliseconds, round } from "./tools.mjs";

const statements = [
  ["rows of one scan, counted", "select count(*) from mixed"],
  ["a join of 1,000,000 rows with itself, by groups", "select a.day, count(*), sum(b.price) from mixed a join mixed b using (id) group by a.day order by a.day"],
  ["1,000,000 rows × 10 columns sent", "select * from mixed"],
];

export default async function measure() {
  const { client, connection } = await bench();
  const took = async (sql, live_plan) => {
    const started = performance.now();
    const answer = await client.open("POST", `/connections/${connection.id}/query`, { sql, live_plan, row_limit: 0 });
    let end = "";
    for await (const chunk of answer.body) end = (end + Buffer.from(chunk).toString("latin1")).slice(-400);
    if (!end.includes('"status":"ok"')) throw new Error(`${sql}: ${end}`);
    return performance.now() - started;
  };
  const rows = [];
  for (const [work, sql] of statements) {
    await took(sql, true);
    const plain = [], watched = [];
    for (let n = 0; n < 9; n++) {
      const order = n % 2 === 0 ? [plain, watched] : [watched, plain];
      for (const times of order) times.push(await took(sql, times === watched));
    }
    rows.push({ work: `${work}, its plan watched`, floor: `not watched ${milliseconds(median(plain))}`, ours: milliseconds(median(watched)),
      ratio: `${round(median(watched) / median(plain))} ×` });
  }
  return rows;
}
