// Raising, assessing, investigating and closing a deviation. Raising one is never refused.
import { unknownScope } from "../kernel/access/standing.ts";
import { commandsOf } from "../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { actionKey, batchesOf, deviation } from "./deviation.ts";
import {
  DeviationActionTaken,
  DeviationClassified,
  DeviationClosed,
  DeviationImpactAssessed,
  DeviationInvestigated,
  DeviationRaised,
} from "./events.ts";

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

/** It bears on any batch that somebody names in it: no part of the plant is left out. */
const scope = () => unknownScope;

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
  { scope },
);

/** Also of one that is closed: what was found later may mean something else for the batch. */
export const assessDeviationImpact = command(
  "AssessDeviationImpact",
  "manageDeviation",
  DeviationImpactAssessed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const former = state.impacts.get(data.batchId);
    if (sameContent(former, data)) return [];
    const refused = refuseUnlessPerson(context) ?? (former && refuseWithoutReason(context));
    return refused ?? [{ type: "DeviationImpactAssessed", data }];
  },
  { scope },
);

export const investigateDeviation = command(
  "InvestigateDeviation",
  "manageDeviation",
  DeviationInvestigated.data.omit({ notConsidered: true }),
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (sameContent(state.investigated, data)) return [];
    if (state.status === "closed") return closed;
    const refused =
      refuseUnlessPerson(context) ?? (state.investigated && refuseWithoutReason(context));
    return refused ?? [{ type: "DeviationInvestigated", data }];
  },
  { scope },
);

export const takeDeviationAction = command(
  "TakeDeviationAction",
  "manageDeviation",
  DeviationActionTaken.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return state.actions.has(actionKey(data)) ? [] : [{ type: "DeviationActionTaken", data }];
  },
  { scope },
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
    const open = batchesOf(state).filter((batchId) => !state.impacts.has(batchId));
    if (open.length > 0) {
      return refuse("IMPACT_NOT_ASSESSED", "Its impact on a batch has not been assessed.", {
        batchIds: open,
      });
    }
    const nobody = refuseUnlessPerson(context);
    if (nobody) return nobody;
    if ([state.raisedBy, state.classifiedBy].includes(context.actor.id)) {
      const message = "Who raised or classified a deviation does not close it; another does.";
      return refuse("REVIEWER_NOT_INDEPENDENT", message);
    }
    return [{ type: "DeviationClosed", data }];
  },
  { scope },
);

const unknown = refuse("NOT_FOUND", "There is no deviation under this id.");
const closed = refuse("STATUS_BLOCKS_USE", "The deviation is closed.");
