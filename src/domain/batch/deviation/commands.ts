// Linking deviations, and authorising what departs from the master (EU GMP Part I, 4.20(h)).
import type { Context } from "../../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import {
  type Refusal,
  type RefusalCode,
  type RefusalRule,
  refusals,
  refuse,
} from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { lackingNow } from "../control-recipe/gate/gate.ts";
import type { Missing } from "../control-recipe/gate/missing.ts";
import { planned } from "../phase/phase.ts";
import { unstatedIn } from "../record/released.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { departureKey } from "./deviation.ts";
import { BatchDeviationLinked, DepartureAuthorised, OverrideAuthorised } from "./events.ts";
import { isOverridable, overriddenFor } from "./override.ts";

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

/**
 * By quality. That a second person confirms an entry no deviation replaces. How much was made is
 * asked at the release, when the record is approved, and so may be let be then, too.
 */
export const authoriseDeparture = command(
  "AuthoriseDeparture",
  "manageDeviation",
  DepartureAuthorised.data,
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.deviations.departures.has(departureKey(data))) return [];
    const isNamed = (one: Missing) => departureKey(one) === departureKey(data);
    const atRelease = batch.copied ? unstatedIn(batch).find(isNamed) : undefined;
    const isOpen = batch.status === "approved" && atRelease !== undefined;
    const closed = isOpen ? undefined : refuseEntry(batch);
    const refused = refuseAuthorising(batch, data, context, closed);
    if (refused) return refused;
    const lacking = atRelease ?? lackingNow(batch).find(isNamed);
    if (!lacking) return refuse("NOT_FOUND", "The record lacks nothing of that name.");
    if (lacking.never) return refuse(lacking.never, `${lacking.item}: no deviation replaces it.`);
    return [{ type: "DepartureAuthorised", data }];
  },
);

/**
 * By quality, before the act: for one lot, one step, or that on one piece of equipment, by who
 * holds the role that the rule names. Refused with OVERRIDE_NOT_POSSIBLE where the rule allows
 * none, or none for such a thing.
 */
export const authoriseOverride = command(
  "AuthoriseOverride",
  "manageDeviation",
  OverrideAuthorised.data.omit({ path: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.deviations.overrides.get(data.overrideId);
    if (former) {
      const { by: _, isUsed: __, path: ___, ...same } = former;
      const other = refuse("ALREADY_EXISTS", "The batch has another override under this id.");
      return sameContent(same, data) ? [] : other;
    }
    const { code, phaseId } = data;
    if (!isOverridable(code)) {
      return refuse("OVERRIDE_NOT_POSSIBLE", `${code} is not overridden.`, { ...data });
    }
    const isFor = overriddenFor[code];
    const named = (["materialLotId", "phaseId", "equipmentId"] as const).filter(
      (one) => data[one] !== undefined,
    );
    if (!sameContent(named, isFor)) {
      const message = `${code} is overridden for one ${isFor.join(" and ")}.`;
      return refuse("OVERRIDE_NOT_POSSIBLE", message, { ...data });
    }
    const refused = refuseAuthorising(batch, data, context, refuseEntry(batch));
    if (refused) return refused;
    const path = phaseId === undefined ? undefined : planned(batch.issued.recipe, phaseId)?.path;
    const authorised = { ...data, ...(path && { path }) };
    return refuseRole(code, context) ?? [{ type: "OverrideAuthorised", data: authorised }];
  },
);

function refuseRole(code: RefusalCode, { actor }: Context): Refusal | undefined {
  const { override }: RefusalRule = refusals[code];
  if (override !== "never" && actor.kind === "person" && actor.role === override.role) return;
  const role = override === "never" ? "nobody" : override.role;
  return refuse("NOT_AUTHORIZED", `Only ${role} may override ${code}.`, { code, role });
}

function refuseAuthorising(
  batch: Batch,
  { deviationId }: { readonly deviationId: string },
  context: Context,
  closed: Refusal | undefined,
): Refusal | undefined {
  const refused = refuseUnlessPerson(context) ?? closed ?? refuseWithoutReason(context);
  if (refused) return refused;
  if (batch.performers.has(context.actor.id)) {
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who worked on the batch does not authorise it.");
  }
  if (batch.deviations.linked.has(deviationId)) return undefined;
  return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
}
