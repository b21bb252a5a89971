// The thread that keeps the read models: what they are made of is read, decoded and written here,
// beside whatever the service is asked meanwhile.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "../../../database/connection.ts";
import { canWait, eventTypes, type ProductionEvent } from "../../../domain/catalogue.ts";
import { createCodec } from "../../../eventstore/codec.ts";
import { openEventLog } from "../../../eventstore/event-log.ts";
import { numberedLog } from "../../../eventstore/numbered-log.ts";
import { startProjections } from "../../../projections/projections.ts";
import { ProjectionFault } from "../../../projections/runner/fault.ts";
import { loggerThrough } from "../../../projections/runner/logger.ts";
import { Wakeup } from "../../../projections/runner/wakeup.ts";
import { readModels } from "../read-models.ts";
import type { FromProjector, ProjectorData, Question, SaidFault, ToProjector } from "./message.ts";

/** Whoever waits for an event is answered at once; this is for health and metrics. */
const tellEvery_ms = 20;

const data: ProjectorData = workerData;
const tell = (message: FromProjector): void => parentPort?.postMessage(message);

const database = await openDatabase(data.database);
const log = await openEventLog(data.eventStore);
const codec = createCodec<ProductionEvent>(eventTypes, Buffer.from(data.macKey));
const changes = new Wakeup();
const projections = startProjections({
  database,
  log: numberedLog(log, codec),
  codec,
  projections: readModels,
  canWait,
  logger: loggerThrough(tell),
  changes,
});
let goOn: (() => void) | undefined;
const ending = new AbortController();
const telling = tellStatus();

parentPort?.on("message", (message: ToProjector) => {
  if (message.kind === "ask") void answer(message.id, message.question);
  else if (message.kind === "stop") void stop();
  else if (message.isPaused) goOn ??= projections.pause();
  else {
    goOn?.();
    goOn = undefined;
  }
});

async function answer(id: number, question: Question): Promise<void> {
  try {
    const answer =
      question.kind === "waitFor"
        ? await projections.waitFor(question.index, question.options)
        : await projections.rebuildAll({
            verify: question.verify,
            onRebuilt: () => tell({ kind: "rebuilt", id }),
          });
    tell({ kind: "answer", id, answer });
  } catch (error) {
    tell({ kind: "failed", id, fault: said(error) });
  }
}

async function tellStatus(): Promise<void> {
  const { signal } = ending;
  while (!signal.aborted) {
    const changed = changes.next({ signal });
    tell({ kind: "status", status: projections.status() });
    await changed;
    await sleep(tellEvery_ms, undefined, { signal }).catch(() => {});
  }
}

async function stop(): Promise<void> {
  await projections.stop();
  ending.abort();
  await telling;
  await log.close();
  await database.close();
  // Whoever waits for an event would keep it up until their time is up.
  process.exit();
}

function said(error: unknown): SaidFault {
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof ProjectionFault ? error : undefined;
  return { message, code: known?.code, place: known?.place };
}
