// Registering, qualifying, calibrating, using, and taking out of service for good.
import type { z } from "zod";
import { unknownScope } from "../kernel/access/standing.ts";
import type { Context, Decision } from "../kernel/decider.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import { toUtc } from "../kernel/instant.ts";
import {
  refuseBackdated,
  refuseTwice,
  refuseUnauthenticated,
  refuseWithoutReason,
  sameContent,
} from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { command, type Equipment, type EquipmentState } from "./equipment.ts";
import {
  EquipmentCalibrated,
  EquipmentClassified,
  EquipmentDeviationLinked,
  type EquipmentEvent,
  EquipmentQualified,
  EquipmentRegistered,
  EquipmentRetired,
  EquipmentUseEnded,
  EquipmentUseStarted,
} from "./events.ts";
import { objections, type Second } from "./fitness.ts";
import { openUseAt, standingAt, standingNow } from "./history.ts";
import type { Standing } from "./standing.ts";

/** Who makes for one client uses and keeps it; what it is fit for bears on everybody's batches. */
const scope = () => unknownScope;

export const registerEquipment = command(
  "RegisterEquipment",
  "qualifyEquipment",
  EquipmentRegistered.data,
  (data, state) => {
    if (state.status === "unknown") {
      return refuseMistyped(data.identifiers) ?? [{ type: "EquipmentRegistered", data }];
    }
    if (sameContent(state.registered, data)) return [];
    return refuse("ALREADY_EXISTS", `${state.registered.name} is registered here already.`);
  },
  { scope, reserves: { identifiers: ({ identifiers }) => identifiers, code: "IDENTIFIER_TAKEN" } },
);

export const qualifyEquipment = command(
  "QualifyEquipment",
  "qualifyEquipment",
  EquipmentQualified.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const { isRetired, qualified } = standingNow(state.history);
    if (isRetired) return retired;
    if (sameContent(qualified, data)) return [];
    return refuseUnauthenticated(context) ?? [{ type: "EquipmentQualified", data }];
  },
  { scope },
);

/** Of which classes it is from now on, whatever it was registered or classified as before. */
export const classifyEquipment = command(
  "ClassifyEquipment",
  "qualifyEquipment",
  EquipmentClassified.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const { isRetired, classes } = standingNow(state.history);
    if (isRetired) return retired;
    const twice = refuseTwice(data.classes, "Class");
    if (twice) return twice;
    if (sameContent([...classes].sort(), [...data.classes].sort())) return [];
    const refused =
      refuseUnauthenticated(context) ?? refuseBackdated(context) ?? refuseWithoutReason(context);
    const before = { classes: [...classes] };
    return refused ?? [{ type: "EquipmentClassified", data, before }];
  },
  { scope },
);

/** A failed calibration is recorded like any other; from then on the equipment may not be used. */
export const recordCalibration = command(
  "RecordCalibration",
  "maintainEquipment",
  EquipmentCalibrated.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    const { since: _, ...former } = standingNow(state.history).calibrated ?? {};
    return sameContent(former, data) ? [] : [{ type: "EquipmentCalibrated", data }];
  },
);

const Use = EquipmentUseStarted.data.omit({ flags: true });

export const startEquipmentUse = command(
  "StartEquipmentUse",
  "useEquipment",
  Use,
  (data, state, context) => {
    const { judgedAt: at, judgedOn: on } = context;
    if (state.status === "unknown") return unknown;
    if (isUsedBy(standingNow(state.history), data.batchId)) return [];
    const found = against(state, { at, on }, data);
    const [first] = found;
    if (first) {
      const because = found.map((one) => one.because).join("; ");
      return refuse(first.code, `${state.registered.name} may not be used: ${because}.`, data);
    }
    // What had begun is recorded as such: a start put into the past would hide who used it then.
    const backdated = refuseBackdated(context);
    if (backdated) return backdated;
    return [{ type: "EquipmentUseStarted", data: { ...data, flags: [] } }];
  },
);

/** It is in use already: recorded whatever its state, and flagged. */
export const recordEquipmentUse = command(
  "RecordEquipmentUse",
  "useEquipment",
  Use,
  (data, state, context) => used(data, state, context),
);

export const endEquipmentUse = command(
  "EndEquipmentUse",
  "useEquipment",
  EquipmentUseEnded.data,
  (data, state, context) => ended(data, state, context),
);

/** Second half of a phase that has started on it: whoever may run the batch has used it. */
export const followPhaseStart = command("FollowPhaseStart", "system", Use, (data, state, context) =>
  used(data, state, context),
);

export const followPhaseEnd = command(
  "FollowPhaseEnd",
  "system",
  EquipmentUseEnded.data,
  (data, state, context) => ended(data, state, context),
);

export const linkEquipmentDeviation = command(
  "LinkEquipmentDeviation",
  "system",
  EquipmentDeviationLinked.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (state.deviationIds.has(data.deviationId)) return [];
    return [{ type: "EquipmentDeviationLinked", data }];
  },
);

export const retireEquipment = command(
  "RetireEquipment",
  "qualifyEquipment",
  EquipmentRetired.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const { isRetired, usedBy } = standingNow(state.history);
    if (isRetired) return [];
    if (usedBy) return refuse("STATUS_BLOCKS_USE", "It is in use.");
    return refuseWithoutReason(context) ?? [{ type: "EquipmentRetired", data }];
  },
  { scope },
);

const isUsedBy = ({ usedBy }: Standing, batchId: string): boolean => usedBy?.batchId === batchId;

const unknown = refuse("NOT_FOUND", "No equipment is registered under this id.");
const retired = refuse("STATUS_BLOCKS_USE", "The equipment has been taken out of service.");

/** At the second of use, whenever it is recorded. */
function against(state: Equipment, { at, on }: Second, use: z.output<typeof Use>) {
  const second = { at: toUtc(at), on };
  return objections(state.registered, standingAt(state.history, second.at), second, use);
}

function used(
  data: z.output<typeof Use>,
  state: EquipmentState,
  { occurredAt: at, date: on }: Context,
): Decision<EquipmentEvent> {
  if (state.status === "unknown") return unknown;
  if (isUsedBy(standingAt(state.history, toUtc(at)), data.batchId)) return [];
  const flags = [...new Set(against(state, { at, on }, data).map(({ code }) => code))];
  return [{ type: "EquipmentUseStarted", data: { ...data, flags } }];
}

/** Whoever had it then, whoever has it by now. Nothing where they did not, or have ended it. */
function ended(
  data: z.output<typeof EquipmentUseEnded.data>,
  state: EquipmentState,
  { occurredAt }: Context,
): Decision<EquipmentEvent> {
  if (state.status === "unknown") return unknown;
  const use = openUseAt(state.history, toUtc(occurredAt));
  return use?.batchId === data.batchId ? [{ type: "EquipmentUseEnded", data }] : [];
}
