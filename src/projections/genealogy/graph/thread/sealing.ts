// Seals a graph in a thread of its own, so that commits are taken over meanwhile.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  buffersOf,
  type Graph,
  type GraphBuffers,
  openGraph,
} from "../../../../genealogy/graph.ts";

export interface ToSeal {
  readonly buffers: GraphBuffers;
  readonly capacity: number;
}

/** Rejects with what the thread threw. The former graph stays as it is, and may be written to. */
export async function sealApart(graph: Graph, capacity: number): Promise<Graph> {
  const workerData: ToSeal = { buffers: buffersOf(graph), capacity };
  const worker = new Worker(new URL("sealer.ts", import.meta.url), { workerData });
  const [sealed]: GraphBuffers[] = await once(worker, "message");
  if (!sealed) throw new RangeError("The thread that seals said nothing.");
  return openGraph(sealed);
}
