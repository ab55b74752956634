// What gateway and runner keep of private memory while 1,000,000 rows stream through them.
import { gatewayPid, privateKib, workers } from "../../test/http/support/cluster.mjs";
import { load, port, queryRequest } from "./tools.mjs";

export default async function measure() {
  await load(["stream", port, '"rows":[['], await queryRequest({ sql: "select * from mixed limit 1000", row_limit: 0 }));
  const gateway = await gatewayPid();
  const runners = await workers("studio runner%");
  const before = { gateway: privateKib(gateway), runners: new Map(runners.map((pid) => [pid, privateKib(pid)])) };
  let gatewayPeak = 0;
  let runnerPeak = 0;
  const sample = () => {
    gatewayPeak = Math.max(gatewayPeak, privateKib(gateway) - before.gateway);
    for (const [pid, start] of before.runners) runnerPeak = Math.max(runnerPeak, privateKib(pid) - start);
  };
  const timer = setInterval(sample, 25);
  const request = await queryRequest({ sql: "select * from mixed", row_limit: 0 });
  for (let n = 0; n < 3; n++) await load(["stream", port, '"rows":[['], request);
  sample();
  clearInterval(timer);
  const row = (work, kib) => ({ work, ours: `${(kib / 1024).toFixed(1)} MiB`, must: "≤ 16 MiB", aim: "4 MiB" });
  return [row("gateway's private memory growth while 1,000,000 rows stream", gatewayPeak), row("runner's likewise", runnerPeak)];
}
