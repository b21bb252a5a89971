// Which commands over two streams have their first half in the log and not yet their second.
// Bounded by what is open. The second half is told by its command id, which is worked out from the
// first, or by naming the first half's event.
import { piecesOf } from "../domain/batch/phase/events.ts";
import type { ProductionEvent } from "../domain/catalogue.ts";
import type { Recorded } from "../domain/kernel/metadata.ts";
import { rightsLacked } from "../eventstore/handler/repeat.ts";
import { affectedIn } from "./deviation/investigate.ts";
import { linksOf } from "./deviation/raise-deviation.ts";
import { isOnOrder } from "./material/arrival.ts";
import { followUpId } from "./request.ts";

export interface OpenCommands {
  /** Every event, in log order. */
  see(recorded: Recorded<ProductionEvent>): void;
  /** First halves that were recorded before this instant (UTC, ISO 8601). */
  openSince(before: string): readonly Recorded<ProductionEvent>[];
  /** Its second half is there, or there was nothing left to do. */
  close(eventId: string): void;
}

interface Open {
  readonly first: Recorded<ProductionEvent>;
  readonly waitingFor: Set<string>;
}

export function createOpenCommands(): OpenCommands {
  /** By event id of the first half. */
  const open = new Map<string, Open>();
  const firstOf = new Map<string, string>();

  function close(eventId: string): void {
    for (const commandId of open.get(eventId)?.waitingFor ?? []) firstOf.delete(commandId);
    open.delete(eventId);
  }

  return {
    see(recorded) {
      const answered = answers(recorded.event);
      if (answered !== undefined) close(answered);
      const { commandId } = recorded.metadata;
      const first = firstOf.get(commandId);
      const { event } = recorded;
      if (first !== undefined && isDenied(event, open.get(first)?.first.event)) close(first);
      // Any other refusal is no second half: what was refused is still to be taken back.
      if (first !== undefined && event.type !== "AttemptRefused") {
        firstOf.delete(commandId);
        const waitingFor = open.get(first)?.waitingFor;
        waitingFor?.delete(commandId);
        if (waitingFor?.size === 0) close(first);
      }
      const halves = secondHalves(recorded.event);
      if (halves === 0) return;
      const ids = Array.from({ length: halves }, (_, n) => followUpId(commandId, n));
      open.set(recorded.id, { first: recorded, waitingFor: new Set(ids) });
      for (const id of ids) firstOf.set(id, recorded.id);
    },
    openSince: (before) =>
      [...open.values()]
        .map(({ first }) => first)
        .filter(({ metadata }) => metadata.recordedAt < before),
    close,
  };
}

/**
 * What whoever began may not do nobody does for them: of second halves only the charge of what was
 * weighed asks for a right.
 */
const isDenied = ({ type, data }: ProductionEvent, first: ProductionEvent | undefined): boolean =>
  type === "AttemptRefused" && rightsLacked.has(data.code) && first?.type === "MaterialDispensed";

/** The event that this one is the whole second half of, whoever appended it. */
function answers({ type, data }: ProductionEvent): string | undefined {
  switch (type) {
    case "MaterialConsumed":
    case "MaterialReturned":
      return data.drawnEventId;
    case "MaterialLotProduced":
      return data.outputEventId;
    case "QualityStatusChanged":
      return data.decidedEventId;
    default:
      return undefined;
  }
}

/** How many events of other streams follow from this one. */
function secondHalves({ type, data }: ProductionEvent): number {
  switch (type) {
    case "MaterialDrawn":
      return data.purpose === "charge" ? 1 : 0;
    case "MaterialConsumptionCorrected":
    case "MaterialConsumptionVoided":
      return data.drawnEventId === undefined ? 0 : 1;
    case "OutputProduced":
    case "DispositionDecided":
    case "MaterialDispensed":
    case "LabelDestroyed":
    case "OutOfSpecificationOpened":
    case "SerialsReserved":
      return 1;
    case "PhaseStarted":
    case "PhaseCompleted":
    case "PhaseStopped":
    case "PhaseAborted":
      return piecesOf(data).length;
    case "DeviationRaised":
      return linksOf(data);
    case "DeviationInvestigated":
      return affectedIn(data.considered).length;
    case "MaterialSampled":
      return data.sample ? 1 : 0;
    case "MaterialLotReceived":
      return isOnOrder(data) ? 1 : 0;
    case "MaterialLotSplit":
      return data.into.length;
    case "MaterialLotsMerged":
      return data.from.length;
    default:
      return 0;
  }
}
