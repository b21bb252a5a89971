// Recording values and checks. A value as found is never refused for being wrong (design, section
// 2).
import { asMeant } from "../../kernel/entry/meant.ts";
import { sourceOf } from "../../kernel/entry/source.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { type Quantity, unitRatio } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import { command } from "../batch.ts";
import { limitsIn, stepAt } from "../control-recipe/control-recipe.ts";
import { refuseRole, verifierOf } from "../control-recipe/sign-off.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { CheckPerformed, EntryWritten, ParameterCorrected, ParameterRecorded } from "./events.ts";
import { parameterKey } from "./parameter.ts";

export const recordParameter = command(
  "RecordParameter",
  "executeBatch",
  ParameterRecorded.data.omit({
    outOfLimit: true,
    repeatOfEventId: true,
    claimedSource: true,
    flags: true,
  }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused = refuseEntry(batch) ?? refuseUnknownUnit(data.value);
    if (refused) return refused;
    const first = batch.parameters.first.get(parameterKey(data));
    const repeat = first === undefined ? {} : { repeatOfEventId: first };
    // What the approved copy says holds, whatever the caller thinks.
    const step = data.path && pathText(data.path);
    const limits = limitsIn(batch.copied, step, data.parameter, data.limits);
    const from = sourceOf(data, context);
    const held = { limits, since: batch.issuedAt };
    const meant = asMeant(data.value, held, { ...data, ...from }, context);
    if (isRefusal(meant)) return meant;
    const { confirmed: _, ...found } = { ...data, ...from };
    const compared = { ...(limits && { limits }), ...verdict(data.value, limits) };
    const recorded = { ...found, ...compared, ...repeat, ...meant };
    return [{ type: "ParameterRecorded", data: recorded }];
  },
);

export const correctParameter = command(
  "CorrectParameter",
  "executeBatch",
  ParameterCorrected.data.pick({ correctsEventId: true, value: true, confirmed: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.parameters.entries.get(data.correctsEventId);
    if (!former) return refuse("NOT_FOUND", "The batch has no such value to correct.");
    if (sameContent(former.value, data.value)) return [];
    const refused =
      refuseEntry(batch) ?? refuseUnknownUnit(data.value) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const { parameter, limits } = former;
    const meant = asMeant(data.value, { limits, since: batch.issuedAt }, data, context);
    if (isRefusal(meant)) return meant;
    const { correctsEventId, value } = data;
    const kept = { ...(limits && { limits }), ...verdict(value, limits), ...meant };
    const corrected = { correctsEventId, value, parameter, ...kept };
    return [{ type: "ParameterCorrected", data: corrected, before: { value: former.value } }];
  },
);

/** Said again, it stands beside the first. A choice is one of those that the copy offers. */
export const writeEntry = command(
  "WriteEntry",
  "executeBatch",
  EntryWritten.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    const step = batch.copied && stepAt(batch.copied, data.path);
    const asked = step?.phase.entries?.find(({ name }) => name === data.entry);
    const choices = asked?.kind === "yesNo" ? ["yes", "no"] : asked?.choices;
    if (choices && !choices.includes(data.text)) {
      return refuse("MALFORMED_COMMAND", `It is one of: ${choices.join(", ")}.`);
    }
    return refuseEntry(batch) ?? [{ type: "EntryWritten", data }];
  },
);

/** A second person confirms what another did (21 CFR 211.101(d); 211.188(b)(11)). */
export const performCheck = command(
  "PerformCheck",
  "executeBatch",
  CheckPerformed.data.omit({ flags: true }),
  (data, batch, context) => {
    const { actor } = context;
    if (!isKnown(batch)) return unknownBatch;
    const refused = refuseEntry(batch);
    if (refused) return refused;
    if (data.checksEventId !== undefined) {
      const author = batch.authors.get(data.checksEventId);
      if (author === undefined) return refuse("NOT_FOUND", "The batch has no such entry to check.");
      const correctors = batch.evidence.correctors.get(data.checksEventId) ?? [];
      if (author === actor.id || correctors.includes(actor.id)) {
        return refuse("SECOND_PERSON_REQUIRED", "Who made the entry does not check it.");
      }
      const notTheirs = refuseRole(verifierOf(batch, data.checksEventId), context);
      if (notTheirs) return notTheirs;
    }
    return [{ type: "CheckPerformed", data }];
  },
);

/** Absent where there is nothing to compare with. */
const verdict = (value: Quantity, limits: Limits | undefined): { outOfLimit?: boolean } => {
  const outOfLimit = isOutside(value, limits);
  return outOfLimit === undefined ? {} : { outOfLimit };
};

const refuseUnknownUnit = ({ unitOfMeasure }: Quantity): Refusal | undefined =>
  unitRatio(unitOfMeasure) ? undefined : refuse("UNIT_UNKNOWN", `${unitOfMeasure} is not known.`);
