// A worker thread that traces: the graph is shared, each answer is copied.
import { parentPort } from "node:worker_threads";
import { buffersOf, type Graph, openGraph } from "../../../../genealogy/graph.ts";
import { answerIn } from "../asked.ts";
import { letGo } from "./let-go.ts";
import type { FromTracer, ToTracer } from "./message.ts";

let graph: Graph | undefined;

parentPort?.on("message", (message: ToTracer) => {
  if (message.kind === "graph") {
    graph = openGraph(message.buffers);
    letGo();
    return;
  }
  const { id, request } = message;
  try {
    if (!graph) throw new RangeError("There is no graph yet.");
    parentPort?.postMessage({ id, answer: answerIn(graph, request) } satisfies FromTracer);
  } catch (failed) {
    // What was left half done in it would be missing from the next answer.
    graph = graph && openGraph(buffersOf(graph));
    parentPort?.postMessage({ id, failed } satisfies FromTracer);
  }
});
