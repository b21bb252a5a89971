// What is authorised under a deviation is authorised, and used, while the deviation is open.
import { batch } from "../../domain/batch/batch.ts";
import {
  authoriseDeparture as departure,
  authoriseOverride as override,
} from "../../domain/batch/deviation/commands.ts";
import { skipPhase as skip } from "../../domain/batch/phase/commands.ts";
import { deviation } from "../../domain/deviation/deviation.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

const under = {
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

/** OVERRIDE_NOT_OPEN where an override was authorised under a deviation that is closed by now. */
export async function refuseClosed(
  handler: Handler,
  batchId: string,
  overrideIds: readonly string[] = [],
): Promise<Refusal | undefined> {
  const { state } = await handler.load(batch, batchId);
  if (state.status === "unknown") return undefined;
  for (const overrideId of overrideIds) {
    const { deviationId } = { ...state.deviations.overrides.get(overrideId) };
    if (deviationId === undefined) continue;
    const { state: found } = await handler.load(deviation, deviationId);
    if (found.status === "closed") {
      return refuse("OVERRIDE_NOT_OPEN", `The deviation of override ${overrideId} is closed.`);
    }
  }
  return undefined;
}
