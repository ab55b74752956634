// 1,000,000 rows × 10 mixed columns: psql \copy, HTTP, WebSocket, interleaved; and the first row.
import { bench, bin, load, median, milliseconds, port, psqlArguments, queryRequest, round, run } from "./tools.mjs";

const sql = "select * from mixed";
const wanted = '"rows":[[';

export default async function measure() {
  const floor = [], http = [], socket = [], firstHttp = [], firstSocket = [];
  let bytes = 0;
  const request = await queryRequest({ sql, row_limit: 0 });
  const { client, connection } = await bench();
  const message = JSON.stringify({ type: "query", id: "1", connection: connection.id, sql, row_limit: 0 });
  for (let n = 0; n < 6; n++) {
    const copy = await run(`${bin}/psql`, [...psqlArguments(), "-c", `\\copy (${sql}) to '/dev/null'`]);
    const overHttp = await load(["stream", port, wanted], request);
    const overSocket = await load(["websocket", port, client.token, message, wanted]);
    if (n === 0) continue; // The first round warms caches and starts the runner.
    floor.push(copy.took);
    http.push(overHttp.total_ms);
    socket.push(overSocket.total_ms);
    firstHttp.push(overHttp.first_row_ms);
    firstSocket.push(overSocket.first_row_ms);
    bytes = overHttp.bytes;
  }
  const base = median(floor);
  const row = (work, times, must, aim) => ({ work, floor: `psql \\copy ${milliseconds(base)}`, ours: milliseconds(median(times)), ratio: `${round(median(times) / base)} ×`, must, aim });
  return [
    row(`1,000,000 rows × 10 columns over HTTP (${Math.round(bytes / 1e6)} MB)`, http, "≤ 1.0 ×", "0.6 ×"),
    row("the same over WebSocket", socket, "≤ 1.2 ×", "0.7 ×"),
    { work: "first row of it over HTTP", ours: milliseconds(median(firstHttp)), must: "≤ 10 ms", aim: "3 ms" },
    { work: "first row of it over WebSocket", ours: milliseconds(median(firstSocket)), must: "≤ 10 ms", aim: "3 ms" },
  ];
}
