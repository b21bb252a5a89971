// Raising a deviation by whatever found it: it was noticed when that was recorded.
import { commandsOf } from "../kernel/decider.ts";
import { raiseDeviation } from "./commands.ts";
import { deviation } from "./deviation.ts";
import { DeviationRaised } from "./events.ts";

export const raiseAsNoticed = commandsOf(deviation)(
  raiseDeviation.name,
  "system",
  DeviationRaised.data.omit({ detectedAt: true }),
  (data, state, context) =>
    raiseDeviation.decide({ ...data, detectedAt: context.occurredAt }, state, context),
);
