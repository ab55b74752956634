// What gateway and runner keep of private memory while 1,000,000 rows stream through them.
import { load, memoryRows, port, queryRequest, watchMemory } from "./tools.mjs";

export default async function measure() {
  await load(["stream", port, '"rows":[['], await queryRequest({ sql: "select * from mixed limit 1000", row_limit: 0 }));
  const stop = await watchMemory();
  const request = await queryRequest({ sql: "select * from mixed", row_limit: 0 });
  for (let n = 0; n < 3; n++) await load(["stream", port, '"rows":[['], request);
  return memoryRows("while 1,000,000 rows stream", stop());
}
