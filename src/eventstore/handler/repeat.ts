// A command that was given before, told by its id. Whoever gave it is told the first answer, also
// where they have lost the right since; anybody else is asked for the right, as if it were given
// by them now.
import type { Actor } from "../../domain/kernel/metadata.ts";
import { derivedId } from "./event-id.ts";
import type { Folded, Given } from "./fold.ts";
import type { Answer, Attempt } from "./handle.ts";
import type { RefusalsOfSite } from "./refusals-of-site.ts";

export interface FirstAnswer {
  /** Whoever it was given to. */
  readonly first: Given | undefined;
  /** What whoever asks was answered before. */
  readonly own: Given | undefined;
  /** As what the asking is kept where it is refused: never among the answers of somebody else. */
  readonly asker: Attempt;
}

export async function firstAnswer(
  refusals: RefusalsOfSite,
  attempt: Attempt,
  { given }: Pick<Folded<unknown>, "given">,
): Promise<FirstAnswer> {
  const { call, session } = attempt;
  const answerTo = async (commandId: string) =>
    given.get(commandId) ?? (await refusals.given(session.site, commandId));
  const first = await answerTo(call.commandId);
  if (!first || isSame(first.by, session.actor)) return { first, own: first, asker: attempt };
  const { kind, id } = session.actor;
  const commandId = derivedId(call.commandId, "asked by", kind, id);
  const asker = { ...attempt, call: { ...call, commandId } };
  return { first, own: await answerTo(commandId), asker };
}

const isSame = ({ kind, id }: Actor, other: Actor): boolean =>
  kind === other.kind && id === other.id;

export function repeated(stream: string, { events, refusal }: Given): Answer {
  if (refusal) return { outcome: "refused", ...refusal, events, repeated: true };
  const revision = events.at(-1)?.revision ?? -1;
  return { outcome: "accepted", stream, revision, events, reserved: [], repeated: true };
}
