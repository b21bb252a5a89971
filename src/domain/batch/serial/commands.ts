// Issuing serial numbers, accounting for them, and whether it comes out.
import { serialsOf } from "../../kernel/gs1/serial.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { amissIn, SerialsAccounted, SerialsIssued, SerialsReconciled } from "./events.ts";
import { serialAccountOf, serialFlags } from "./serial.ts";

/** Second half: they have been reserved for the batch, and for nothing else. */
export const issueSerials = command("IssueSerials", "system", SerialsIssued.data, (data, batch) => {
  if (!isKnown(batch)) return unknownBatch;
  if (batch.serials.reservationIds.has(data.reservationId)) return [];
  return [{ type: "SerialsIssued", data }];
});

/** An observation: recorded whatever was issued, and flagged. */
export const accountForSerials = command(
  "AccountForSerials",
  "executeBatch",
  SerialsAccounted.data.omit({ flags: true }),
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    const found = serialsOf(data.serials);
    if ("malformed" in found) {
      return refuse("IDENTIFIER_MALFORMED", `${found.malformed} does not begin a range.`);
    }
    if ("twice" in found) return refuse("NAMED_TWICE", `${found.twice} is named twice.`);
    const flags = [...serialFlags(batch.serials, found.serials)];
    return refuseEntry(batch) ?? [{ type: "SerialsAccounted", data: { ...data, flags } }];
  },
);

/** Where it does not come out it takes a deviation. */
export const reconcileSerials = command(
  "ReconcileSerials",
  "executeBatch",
  SerialsReconciled.data.pick({ deviationId: true }),
  ({ deviationId }, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.serials.isReconciled) return [];
    const account = serialAccountOf(batch.serials);
    if (deviationId !== undefined && !batch.deviations.linked.has(deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    const refused = refuseEntry(batch);
    if (refused) return refused;
    const amiss = amissIn(account);
    if (amiss !== null && deviationId === undefined) {
      const message = `Not each serial number that was issued is accounted for once: ${amiss}.`;
      return refuse("SERIAL_RECONCILIATION_FAILED", message, { amiss });
    }
    const under = deviationId !== undefined && { deviationId };
    return [{ type: "SerialsReconciled", data: { ...account, ...under } }];
  },
);

/** None were issued, or all that happened to them is in the last account. */
export const areSerialsReconciled = ({ serials }: Batch): boolean =>
  serials.issued.length === 0 || serials.isReconciled;
