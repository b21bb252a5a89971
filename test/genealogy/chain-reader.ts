// A worker that traces a chain while it grows, and tells of every answer that is not a whole number
// of events: n nodes of the chain and one dead end.
import { parentPort, workerData } from "node:worker_threads";
import { openGraph } from "../../src/genealogy/graph.ts";
import { trace } from "../../src/genealogy/trace/trace.ts";
import { viewOf } from "../../src/genealogy/view.ts";

const { buffers, length } = workerData;
const graph = openGraph(buffers);
const wrong: string[] = [];
let answers = 0;
for (let asOf = 0; asOf < length; answers++) {
  const view = viewOf(graph);
  asOf = view.asOf;
  if (view.nodes < 2) continue;
  const { nodes } = trace(view, [0], "forward");
  if (nodes.length !== asOf + 1) wrong.push(`${nodes.length} nodes of ${asOf} events`);
  const back = trace(view, [asOf], "backward").nodes.length;
  if (back !== asOf) wrong.push(`${back} nodes back of ${asOf} events`);
}
parentPort?.postMessage({ answers, wrong });
