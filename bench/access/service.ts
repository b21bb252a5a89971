// The service that the load is put on: a process of its own, as it is in life, started by
// `served.ts`. It is what `serve` runs, with limits that no benchmark reaches.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createServer } from "../../src/api/server.ts";
import { apiParts, openGraph } from "../../src/cli/instance/api-parts.ts";
import { openInstance } from "../../src/cli/instance/instance.ts";
import { startProcesses } from "../../src/cli/instance/processes.ts";
import { publish } from "../../src/cli/instance/published.ts";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import { RowKeeper } from "../../src/cli/row-file/row-keeper.ts";
import { openLog } from "../../src/cli/terminal/log.ts";

const settings = settingsFrom({ DATA_DIR: process.argv[2] });
const logger = openLog({ quiet: true, forPeople: false });
const instance = await openInstance(settings, { logger, as: "server", projectsApart: true });
const parts = apiParts(instance);
const graph = openGraph(instance, logger);
const rows = new RowKeeper(instance, logger);
const limits = { ...parts.wire.limits, requestsMax: 1e9, logInsMax: 1e9 };
const answers = { ...(graph && { graph }), rowFile: rows.path };
const served = { ...parts, ...answers, wire: { ...parts.wire, limits } };
const app = await createServer(served, logger);
const processes = startProcesses(instance, logger);
const address = await app.listen({ host: "127.0.0.1", port: 0 });
const { eventStore, database, folder } = instance.stores;
const { path: dataDirectory, keys: keysDirectory } = folder;
publish({ pid: process.pid, dataDirectory, keysDirectory, eventStore, database, address });
const founder = instance.access.founding.offers[0]?.token ?? "";

const delay = monitorEventLoopDelay({ resolution: 1 });

process.on("message", (asked) => {
  if (asked === "watch") delay.enable();
  if (asked === "watch" || asked === "spent") {
    const { user, system } = process.cpuUsage();
    process.send?.({
      cpu_ms: (user + system) / 1_000,
      heldUp_ms: delay.percentile(99) / 1e6,
      memory_bytes: process.resourceUsage().maxRSS * 1024,
      resident_bytes: process.memoryUsage.rss(),
    });
  } else void stop();
});
process.send?.({ address, founder, database: instance.stores.database });

async function stop(): Promise<void> {
  await processes[Symbol.asyncDispose]();
  await app.close();
  await graph?.[Symbol.asyncDispose]();
  await rows[Symbol.asyncDispose]();
  await instance.close();
  process.disconnect?.();
}
