// The worker thread that seals one graph, and ends.
import { parentPort, workerData } from "node:worker_threads";
import { buffersOf, openGraph } from "../../../../genealogy/graph.ts";
import { seal } from "../../../../genealogy/seal.ts";
import type { ToSeal } from "./sealing.ts";

const { buffers, capacity }: ToSeal = workerData;
parentPort?.postMessage(buffersOf(seal(openGraph(buffers), capacity)));
