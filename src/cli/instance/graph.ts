// The graph of the genealogy, in the memory of the service that answers.
import { join } from "node:path";
import { LiveGraph } from "../../projections/genealogy/graph/live-graph.ts";
import type { Log } from "../terminal/log.ts";
import type { Instance } from "./instance.ts";

/** Undefined where the settings give it no memory. */
export function openGraph(
  { settings, stores }: Pick<Instance, "settings" | "stores">,
  logger: Log,
): LiveGraph | undefined {
  const { graphMemory_MB } = settings;
  if (graphMemory_MB === 0) return;
  const snapshotFile = join(stores.folder.path, "graph", "genealogy");
  const bytesMax = graphMemory_MB * 1_000_000;
  return new LiveGraph({ database: stores.database, snapshotFile, bytesMax }, logger);
}
