// Raising, classifying and closing a deviation. Raising one is never refused.
import { commandsOf } from "../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { deviation } from "./deviation.ts";
import { DeviationClassified, DeviationClosed, DeviationRaised } from "./events.ts";

const command = commandsOf(deviation);

export const raiseDeviation = command(
  "RaiseDeviation",
  "raiseDeviation",
  DeviationRaised.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "DeviationRaised", data }];
    if (sameContent(state.raised, data)) return [];
    return refuse("ALREADY_EXISTS", "Another deviation has this id.");
  },
);

export const classifyDeviation = command(
  "ClassifyDeviation",
  "manageDeviation",
  DeviationClassified.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.classification === data.classification) return [];
    if (state.status === "closed") return closed;
    const before = { classification: state.classification ?? null };
    return refuseWithoutReason(context) ?? [{ type: "DeviationClassified", data, before }];
  },
);

export const closeDeviation = command(
  "CloseDeviation",
  "manageDeviation",
  DeviationClosed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "closed") return [];
    if (state.classification === undefined) {
      return refuse("STATUS_BLOCKS_USE", "A deviation is classified before it is closed.");
    }
    return refuseUnlessPerson(context) ?? [{ type: "DeviationClosed", data }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no deviation under this id.");
const closed = refuse("STATUS_BLOCKS_USE", "The deviation is closed.");
