// An attempt that an inspector would ask about is kept as an event (regulatory 0.2, rule 2).
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { type Refusal, refusals } from "../../domain/kernel/refusal.ts";
import type { Facts } from "../codec.ts";
import type { Folded, Folds } from "../fold/fold.ts";
import { causeIn, type Given } from "../fold/given.ts";
import type { EventLog } from "../port.ts";
import { streamOf } from "../stream-name.ts";
import type { Acting, Answer, Attempt } from "./handle.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import type { RefusalsOfSite } from "./refusals-of-site.ts";
import { repeated } from "./repeat.ts";

/** Appends the events of an attempt to its stream after a revision. */
export type Append = (
  attempt: Acting,
  revision: number,
  events: readonly AnyEvent[],
  basedOn?: Facts["basedOn"],
) => Promise<Given["events"]>;

export interface Means {
  readonly log: EventLog;
  readonly append: Append;
  readonly folds: Folds;
  readonly refusals: RefusalsOfSite;
  readonly inTurn: OneAtATime;
}

export async function recordRefusal(
  { append, refusals: elsewhere, inTurn }: Means,
  attempt: Attempt,
  folded: Folded<unknown>,
  refusal: Refusal,
): Promise<Answer> {
  const { refused: code, message, attempted } = refusal;
  const cause = causeIn(attempted);
  const answer = { outcome: "refused", code, message, ...cause, repeated: false } as const;
  if (!refusals[code].recorded) return { ...answer, events: [] };
  const event = attemptRefused(attempt, refusal);
  if (folded.revision >= 0)
    return { ...answer, events: await append(attempt, folded.revision, [event]) };
  const { site } = attempt.session;
  const there = { ...attempt, stream: streamOf("refusals", site) };
  // Attempts on many streams meet in this one.
  return inTurn(there.stream, async () => {
    const { given: answered, revision } = await elsewhere.load(site);
    const given = await answered(attempt.call.commandId);
    if (given?.refusal) return repeated(attempt.stream, given);
    const events = await append(there, revision, [event]);
    // From here on it is what every repetition is told.
    await elsewhere.load(site);
    return { ...answer, events };
  });
}

const attemptRefused = ({ command, call }: Attempt, { refused, message, attempted }: Refusal) => ({
  type: "AttemptRefused",
  data: {
    command: command.name,
    code: refused,
    message,
    requirement: refusals[refused].means,
    attempted: written(attempted ?? call.data ?? {}),
  },
});

/** A rule may name a member that it does not know: what is not there is not written. */
const written = (attempted: object): object => JSON.parse(JSON.stringify(attempted));
