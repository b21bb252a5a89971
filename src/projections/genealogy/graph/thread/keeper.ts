// The worker thread that keeps the graph: it alone reads the edge table and writes, so that neither
// loading nor sealing holds up whoever asks.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase, openSession, type Session } from "../../../../database/connection.ts";
import type { Graph } from "../../../../genealogy/graph.ts";
import { buffersOf } from "../../../../genealogy/graph.ts";
import { loggerThrough } from "../../../runner/logger.ts";
import { BackOff, Wakeup } from "../../../runner/wakeup.ts";
import { KeptGraph } from "../kept-graph.ts";
import { letGo } from "./let-go.ts";
import type { FromKeeper, KeeperData } from "./message.ts";
import { sealApart } from "./sealing.ts";

/** Who traces tells it to look; this is for a graph that nobody asks. */
const lookEvery_ms = 500;

const { database: address, snapshotFile, bytesMax }: KeeperData = workerData;
const wakeup = new Wakeup();
let isTold = false;
parentPort?.on("message", () => {
  isTold = true;
  wakeup.wake();
});
const tell = (message: FromKeeper): void => parentPort?.postMessage(message);
const logger = loggerThrough(tell);

const room = { bytesMax, capacityOf };
const kept = new KeptGraph({ snapshotFile, room, logger, sealApart });
let told: Graph | undefined;
let isSaving = false;

void keep();

async function keep(): Promise<void> {
  const never = new AbortController().signal;
  const backOff = new BackOff();
  for (;;) {
    try {
      await whileConnected(() => backOff.succeeded());
    } catch (err) {
      logger.warn({ err }, "The graph waits, and SQL traces; tried again.");
      await backOff.wait(never);
    }
  }
}

async function whileConnected(onSuccess: () => void): Promise<never> {
  const database = await openDatabase(address, { connectionsMax: 1 });
  let session: Session | undefined;
  try {
    session = await openSession(database.pool, "graph");
    for (;;) {
      const isAnswer = isTold;
      isTold = false;
      await kept.refresh(session.client);
      tellGraph();
      if (isAnswer) tell({ kind: "looked" });
      onSuccess();
      save();
      if (!isTold) await wakeup.next({ timeout_ms: lookEvery_ms });
    }
  } finally {
    tellGraph();
    await session?.close();
    await database.close();
  }
}

/** Nobody who waits for a commit waits for the file. */
function save(): void {
  if (isSaving) return;
  isSaving = true;
  void kept.save().finally(() => {
    isSaving = false;
  });
}

function tellGraph(): void {
  const { held } = kept;
  if (held?.graph === told) return;
  told = held?.graph;
  letGo();
  if (held) tell({ kind: "graph", buffers: buffersOf(held.graph), model: held.model });
  else tell({ kind: "none" });
}

/** Sealed again when one edge in 64 is new: the delta then costs a byte for each edge. */
function capacityOf(edges: number): number {
  return Math.max(16_384, edges >>> 6);
}
