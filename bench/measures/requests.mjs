// Small answers over 16 kept connections against pgbench -c16 with the simple protocol, interleaved.
import { load, median, pgbench, port, queryRequest, round } from "./tools.mjs";

async function compare(work, sql, wanted, must, aim) {
  const floor = [], ours = [], late = [];
  for (let n = 0; n < 5; n++) {
    floor.push(await pgbench(`${sql};\n`));
    const answer = await load(["requests", port, 16, 5, wanted], await queryRequest({ sql }));
    ours.push(answer.per_second);
    late.push(answer.p99_ms);
  }
  return { work, floor: `pgbench -c16 ${Math.round(median(floor))}/s`, ours: `${Math.round(median(ours))}/s, p99 ${round(median(late), 1)} ms`, ratio: `${round(median(ours) / median(floor))} ×`, must, aim };
}

export default async function measure() {
  return [
    await compare("`select 1`, 16 keep-alive connections", "select 1", '"rows":[[1]]', "≥ 0.4 ×", "0.7 ×"),
    await compare("50-row page of a table of 30 columns, 16 connections", "select * from wide order by id limit 50", '"tag":"SELECT 50"', "≥ 0.6 ×", "0.9 ×"),
  ];
}
