// A command of one aggregate, deciding on what stands in other streams too.

import type { Scope } from "../../domain/kernel/access/standing.ts";
import type { Command, Context, Decision, Read, ReadStates } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";

export interface LookedAt<State, Data, Reads> {
  readonly data: Data;
  readonly state: State;
  readonly also: ReadStates<Reads>;
  readonly context: Context;
}

/**
 * Where it happens by itself, `next` has the last word; what is refused, or had happened, stays so.
 * `scope`: for which part of the plant it is given, where what it looks at says so.
 */
export const lookingAt = <
  State,
  Data,
  Event extends AnyEvent,
  const Reads extends Readonly<Record<string, Read<Data>>>,
>(
  base: Command<State, Data, Event>,
  reads: Reads,
  next: (decided: readonly Event[], at: LookedAt<State, Data, Reads>) => Decision<Event>,
  scope?: (data: Data, also: ReadStates<Reads>) => Scope | readonly Scope[],
): Command<State, Data, Event, Reads> => ({
  ...base,
  reads,
  ...(scope && { scope: (data, _, also) => scope(data, also) }),
  decide(data, state, { also, ...context }) {
    const decided = base.decide(data, state, { ...context, also: {} });
    if (isRefusal(decided) || decided.length === 0) return decided;
    return next(decided, { data, state, also, context });
  },
});
