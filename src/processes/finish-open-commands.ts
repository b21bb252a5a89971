// Finishes what a crash left between the two halves of a command. Harmless beside the process that
// is still at it: both append under the same command ids, and the stream decides who came first.
import { setTimeout as sleep } from "node:timers/promises";
import { piecesOf } from "../domain/batch/phase/events.ts";
import type { ProductionEvent } from "../domain/catalogue.ts";
import type { Metadata, Recorded } from "../domain/kernel/metadata.ts";
import { RecordsExported, RecordsOpened } from "../domain/session/events.ts";
import type { Codec } from "../eventstore/codec.ts";
import type { Clock, Handler, Session } from "../eventstore/handler/handle.ts";
import type { EventLog } from "../eventstore/port.ts";
import type { StoredEvent, StorePosition } from "../eventstore/stored-event.ts";
import { categoryAndId } from "../eventstore/stream-name.ts";
import { finishCharge } from "./charge-material.ts";
import { finishCorrection, finishVoid } from "./correct-charge.ts";
import { finishDisposition } from "./decide-disposition.ts";
import { finishInvestigation } from "./deviation/investigate.ts";
import { finishRaising } from "./deviation/raise-deviation.ts";
import { finishDispensing } from "./dispensing/dispense.ts";
import { finishEnd, finishStart } from "./equipment/start-phase.ts";
import { finishReceipt } from "./hold/receive-lot.ts";
import { finishDestroyed } from "./label/destroy-labels.ts";
import { finishResult } from "./material/record-result.ts";
import { finishSample } from "./material/take-sample.ts";
import { finishMerge } from "./merge-lots.ts";
import { createOpenCommands, type OpenCommands } from "./open-commands.ts";
import { finishOutput } from "./produce-output.ts";
import { claimsOf, type FirstHalf } from "./request.ts";
import { finishReserving } from "./serial/reserve-serials.ts";
import { finishSplit } from "./split-lot.ts";

export interface Finishing {
  readonly log: EventLog;
  readonly codec: Codec<ProductionEvent>;
  readonly handler: Handler;
  readonly clock: Clock;
  readonly onFault: (error: unknown, first: Recorded<ProductionEvent>) => void;
}

/**
 * Before a reservation counts as abandoned (60 s), so that the second half finds its identifiers.
 */
const abandonedAfter_ms = 30_000;

/** One pass over the log, from the beginning: how many commands were finished. */
export async function finishOpenCommands(parts: Finishing): Promise<number> {
  const open = createOpenCommands();
  for await (const stored of parts.log.readAll()) see(parts, open, stored);
  return finishDue(parts, open);
}

export interface Following {
  readonly after?: StorePosition;
  readonly signal: AbortSignal;
  readonly lookEvery_ms?: number;
  /** Told of every event of ours but readings, in log order. */
  readonly also?: (recorded: Recorded<ProductionEvent>) => Promise<void>;
}

/** Follows the log and finishes what stays open, until the signal aborts. */
export async function followOpenCommands(
  parts: Finishing,
  { after, signal, lookEvery_ms = 5_000, also }: Following,
): Promise<void> {
  const open = createOpenCommands();
  const from = after === undefined ? {} : { after };
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const looking = look(parts, open, either, lookEvery_ms);
  try {
    for await (const followed of parts.log.follow({ ...from, signal, passOver: readings })) {
      const recorded = followed.kind === "event" && see(parts, open, followed.event);
      if (recorded) await also?.(recorded);
    }
  } finally {
    ended.abort();
    await looking;
  }
}

/** Nothing follows from a reading, and there are more of them than of anything else. */
const readings: ReadonlySet<string> = new Set([RecordsOpened.name, RecordsExported.name]);

async function look(
  parts: Finishing,
  open: OpenCommands,
  signal: AbortSignal,
  every_ms: number,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(every_ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await finishDue(parts, open);
  }
}

function see(
  { codec }: Finishing,
  open: OpenCommands,
  stored: StoredEvent,
): Recorded<ProductionEvent> | undefined {
  const decoded = codec.decode(stored);
  if (decoded.kind === "foreign") return undefined;
  open.see(decoded.recorded);
  return decoded.recorded;
}

/** A command that cannot be finished stays open, and is told of each time. */
async function finishDue(parts: Finishing, open: OpenCommands): Promise<number> {
  const before = new Date(parts.clock.now().getTime() - abandonedAfter_ms).toISOString();
  let finished = 0;
  for (const first of open.openSince(before)) {
    try {
      await finish(parts.handler, first);
      open.close(first.id);
      finished += 1;
    } catch (error) {
      parts.onFault(error, first);
    }
  }
  return finished;
}

async function finish(handler: Handler, first: Recorded<ProductionEvent>): Promise<void> {
  const { event, metadata } = first;
  const { id } = categoryAndId(first.stream);
  const half: FirstHalf = {
    commandId: metadata.commandId,
    eventId: first.id,
    claims: claimsOf(metadata),
    correlationId: metadata.$correlationId,
  };
  const session = sessionOf(metadata);
  switch (event.type) {
    case "MaterialDrawn":
      await finishCharge(handler, id, half, session);
      return;
    case "MaterialConsumptionCorrected":
      return finishCorrection(handler, { ...event.data, batchId: id }, half, session);
    case "MaterialConsumptionVoided":
      return finishVoid(handler, { ...event.data, batchId: id }, half, session);
    case "OutputProduced":
      return finishOutput(handler, id, event.data.materialLotId, half, session);
    case "MaterialDispensed":
      await finishDispensing(handler, id, half, session);
      return;
    case "LabelDestroyed":
      return finishDestroyed(handler, event.data, half, session);
    case "DispositionDecided":
      return finishDisposition(handler, id, half, session);
    case "PhaseStarted":
      return finishStart(handler, id, piecesOf(event.data), half, session);
    case "PhaseCompleted":
    case "PhaseStopped":
    case "PhaseAborted":
      return finishEnd(handler, id, piecesOf(event.data), half, session);
    case "DeviationRaised":
      return finishRaising(handler, id, event.data, half, session);
    case "DeviationInvestigated":
      return finishInvestigation(handler, id, event.data.considered, half, session);
    case "MaterialLotReceived":
      return finishReceipt(handler, id, half, session);
    case "MaterialSampled":
      return finishSample(handler, id, event.data, half, session);
    case "OutOfSpecificationOpened":
      return finishResult(handler, id, event.data, half, session);
    case "SerialsReserved":
      return finishReserving(handler, event.data, half, session);
    case "MaterialLotSplit":
      return finishSplit(handler, id, half, session);
    case "MaterialLotsMerged":
      return finishMerge(handler, id, event.data.from, half, session);
    default:
      throw new Error(`${event.type} is no first half of anything.`);
  }
}

/** A service acts, on behalf of whoever began (Annex 11: a service is never shown as a person). */
const sessionOf = ({ site, legalEntity, zone }: Metadata): Session => ({
  actor: {
    kind: "service",
    id: "finish-open-commands",
    name: "Completion of interrupted commands",
  },
  authentication: { method: "instance" },
  permits: "everything",
  site,
  legalEntity,
  zone,
});
