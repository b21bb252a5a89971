// A worker thread that traces: the graph is shared, each answer is handed over.
import { parentPort } from "node:worker_threads";
import { type Graph, openGraph } from "../../../../genealogy/graph.ts";
import { gapsOf } from "../../../../genealogy/trace/gaps.ts";
import { trace } from "../../../../genealogy/trace/trace.ts";
import { viewOf } from "../../../../genealogy/view.ts";
import type { FromTracer, ToTracer, Traced, TraceRequest } from "./message.ts";

let graph: Graph | undefined;

parentPort?.on("message", (message: ToTracer) => {
  if (message.kind === "graph") {
    graph = openGraph(message.buffers);
    return;
  }
  const { id } = message;
  try {
    parentPort?.postMessage({ id, ...answer(message) } satisfies FromTracer);
  } catch (failed) {
    parentPort?.postMessage({ id, failed } satisfies FromTracer);
  }
});

function answer({ from, direction, asOf, happenedBy }: TraceRequest): Traced {
  if (!graph) throw new RangeError("There is no graph yet.");
  const view = viewOf(graph, { asOf, ...(happenedBy !== undefined && { happenedBy }) });
  const { nodes, edges } = trace(view, [from], direction);
  return { nodes, edges, ...gapsOf(view, [from, ...nodes], direction) };
}
