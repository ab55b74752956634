// What the gateway costs with 100 sockets open that say nothing.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { gatewayPid } from "../../test/http/support/cluster.mjs";
import { bench, port, round } from "./tools.mjs";

/** Clock ticks of CPU and voluntary context switches of a process. */
function cost(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const switches = /^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1];
  return { ticks: Number(fields[11]) + Number(fields[12]), switches: Number(switches) };
}

export default async function measure() {
  const { client } = await bench();
  const holder = spawn(process.env.STUDIO_BENCH_LOAD, ["sockets", String(port), client.token, "100"], { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    holder.stdout.once("data", resolve);
    holder.once("close", () => reject(new Error("the sockets did not open")));
  });
  const gateway = await gatewayPid();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const before = cost(gateway);
  const seconds = 30;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = cost(gateway);
  holder.stdin.end();
  const percent = (after.ticks - before.ticks) / seconds; // a tick is 10 ms: ticks a second are per cent
  return [{ work: "gateway's CPU when idle with 100 sockets open", ours: `${round(percent, 2)} % of a core, ${round((after.switches - before.switches) / seconds, 2)} wake-ups a second`, must: "< 0.5 %" }];
}
