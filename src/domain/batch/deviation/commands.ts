// Linking deviations, and authorising what departs from the master (EU GMP Part I, 4.20(h)).
import { refuseUnlessPerson, refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import { lackingNow } from "../control-recipe/gate.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { departureKey } from "./deviation.ts";
import { BatchDeviationLinked, DepartureAuthorised } from "./events.ts";

/** Also of a batch whose record is decided: what is found out later is about it all the same. */
export const linkBatchDeviation = command(
  "LinkBatchDeviation",
  "system",
  BatchDeviationLinked.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.deviations.linked.has(data.deviationId)) return [];
    return [{ type: "BatchDeviationLinked", data }];
  },
);

/** By quality. That a second person confirms an entry no deviation replaces. */
export const authoriseDeparture = command(
  "AuthoriseDeparture",
  "manageDeviation",
  DepartureAuthorised.data,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const { linked, departures } = batch.deviations;
    if (departures.has(departureKey(data))) return [];
    const refused =
      refuseUnlessPerson(context) ?? refuseEntry(batch) ?? refuseWithoutReason(context);
    if (refused) return refused;
    if (batch.performers.has(context.actor.id)) {
      return refuse("REVIEWER_NOT_INDEPENDENT", "Who worked on the batch does not authorise it.");
    }
    if (!linked.has(data.deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    const lacking = lackingNow(batch).find((one) => departureKey(one) === departureKey(data));
    if (!lacking) return refuse("NOT_FOUND", "The record lacks nothing of that name.");
    if (lacking.never) return refuse(lacking.never, `${lacking.item}: no deviation replaces it.`);
    return [{ type: "DepartureAuthorised", data }];
  },
);
