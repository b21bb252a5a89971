// A command that was given before, told by its id. Whoever gave it is told the first answer, also
// where they have lost the right since; anybody else is asked for the right, as if it were given
// by them now.
import type { Actor } from "../../domain/kernel/metadata.ts";
import type { Folded } from "../fold/fold.ts";
import type { Given } from "../fold/given.ts";
import { derivedId } from "./event-id.ts";

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
  const { call, session, command } = attempt;
  const answerTo = async (commandId: string) =>
    (await given(commandId)) ?? (await refusals.given(session.site, commandId));
  const found = await answerTo(call.commandId);
  if (!found) return { first: undefined, own: undefined, asker: attempt };
  const isOwn = isSame(found.by, session.actor);
  // A note names no command, for none led to it.
  const isOfThis = found.command === undefined || found.command === command.name;
  if (isOwn && isOfThis) return { first: found, own: found, asker: attempt };
  const { kind, id } = session.actor;
  const commandId = derivedId(call.commandId, "asked by", kind, id, command.name);
  const asker = { ...attempt, call: { ...call, commandId } };
  // That somebody else had not the right, or gave another command, is no answer to this one: an id
  // that was used up by them would keep the command from being given at all.
  const isAnswer = isOfThis && !rightsLacked.has(found.refusal?.code);
  return { first: isAnswer ? found : undefined, own: await answerTo(commandId), asker };
}

/** Codes of what whoever asked may not; the same command of somebody else is another question. */
export const rightsLacked: ReadonlySet<string | undefined> = new Set([
  "IDENTITY_NOT_VERIFIED",
  "NOT_AUTHORIZED",
  "PASSWORD_CHANGE_REQUIRED",
  "SIGNATURE_POLICY_NOT_ACCEPTED",
  "TRAINING_NOT_CURRENT",
]);

const isSame = ({ kind, id }: Actor, other: Actor): boolean =>
  kind === other.kind && id === other.id;

export function repeated(stream: string, { events, refusal }: Given): Answer {
  if (refusal) {
    const { command: _, ...why } = refusal;
    return { outcome: "refused", ...why, events, repeated: true };
  }
  const revision = events.at(-1)?.revision ?? -1;
  return { outcome: "accepted", stream, revision, events, reserved: [], repeated: true };
}
