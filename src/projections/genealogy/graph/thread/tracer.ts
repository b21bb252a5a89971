// A worker thread that traces: the graph is shared, each answer is handed over.
import { parentPort } from "node:worker_threads";
import { type Graph, openGraph } from "../../../../genealogy/graph.ts";
import { tracedIn } from "../traced.ts";
import type { FromTracer, ToTracer } from "./message.ts";

let graph: Graph | undefined;

parentPort?.on("message", (message: ToTracer) => {
  if (message.kind === "graph") {
    graph = openGraph(message.buffers);
    return;
  }
  const { id } = message;
  try {
    if (!graph) throw new RangeError("There is no graph yet.");
    parentPort?.postMessage({ id, ...tracedIn(graph, message) } satisfies FromTracer);
  } catch (failed) {
    parentPort?.postMessage({ id, failed } satisfies FromTracer);
  }
});
