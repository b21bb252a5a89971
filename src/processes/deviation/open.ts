// What is authorised under a deviation is authorised while the deviation is open.
import {
  authoriseDeparture as departure,
  authoriseOverride as override,
} from "../../domain/batch/deviation/commands.ts";
import { skipPhase as skip } from "../../domain/batch/phase/commands.ts";
import { deviation } from "../../domain/deviation/deviation.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { lookingAt } from "../hold/looking-at.ts";

export const under = {
  deviation: {
    aggregate: deviation,
    id: ({ deviationId = "none" }: { readonly deviationId?: string }) => deviationId,
  },
} as const;

const closed = refuse("DEVIATION_REQUIRED", "The deviation is closed: nothing is done under it.");

const whileOpen = <State, Data extends { readonly deviationId?: string }, Event extends AnyEvent>(
  command: Command<State, Data, Event>,
) =>
  lookingAt(command, under, (decided, { data, also }) =>
    data.deviationId !== undefined && also.deviation.status === "closed" ? closed : decided,
  );

export const authoriseDeparture = whileOpen(departure);
export const authoriseOverride = whileOpen(override);
export const skipPhase = whileOpen(skip);
