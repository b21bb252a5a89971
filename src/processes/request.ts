// A command that touches two streams: what a caller asks, and what its second half is called.
import type { Claims, Metadata } from "../domain/kernel/metadata.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Answer, Call } from "../eventstore/handler/handle.ts";

export interface Request<Data> {
  /** The same id is the same request, whatever happens, also in its second half. */
  readonly commandId: string;
  readonly data: Data;
  readonly claims?: Partial<Claims>;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** Of the first half alone. */
  readonly permitted?: NonNullable<Call["permitted"]>;
}

type Accepted = Extract<Answer, { readonly outcome: "accepted" }>;

/** The first half of a request, told from its stored event: enough to go on from. */
export interface FirstHalf {
  readonly commandId: string;
  readonly eventId: string;
  readonly claims: Partial<Claims>;
  readonly correlationId: string;
}

export const firstHalf = (
  { commandId, claims, correlationId }: Request<unknown>,
  eventId: string,
): FirstHalf => ({
  commandId,
  eventId,
  claims: claims ?? {},
  correlationId: correlationId ?? commandId,
});

/** The second half's command id: worked out, so that whoever finishes it does the same. */
export const followUpId = (commandId: string, n = 0): string =>
  derivedId(commandId, "follow-up", String(n));

/** The call that follows from a first half, on another stream. */
export const followUp = (first: FirstHalf, id: string, data: unknown, n = 0): Call => ({
  commandId: followUpId(first.commandId, n),
  id,
  data,
  claims: first.claims,
  correlationId: first.correlationId,
  causationId: first.eventId,
});

/** The call of the first half itself. */
export const callOn = (id: string, { commandId, ...request }: Request<unknown>): Call => ({
  ...request,
  commandId,
  id,
});

/** What the caller had claimed, from the metadata of the first half. */
export function claimsOf(metadata: Metadata): Partial<Claims> {
  const { occurredAt, reason, authorisedBy, workstation, fromPaper, actor } = metadata;
  return {
    occurredAt,
    ...(reason && { reason }),
    ...(authorisedBy !== undefined && { authorisedBy }),
    ...(workstation !== undefined && { workstation }),
    ...(fromPaper && { fromPaper }),
    onBehalfOf: metadata.onBehalfOf ?? actor.id,
  };
}

/**
 * The event that a first half appended; undefined when it had happened already under another
 * request.
 */
export const eventIn = ({ events }: Accepted, type: string): string | undefined =>
  events.find((event) => event.type === type)?.id;

/** What follows from the first half is done at once; nothing where it had happened already. */
export async function inTwoHalves(
  request: Request<unknown>,
  begun: Promise<Answer>,
  type: string,
  finish: (first: FirstHalf) => Promise<unknown>,
): Promise<Answer> {
  const answer = await begun;
  if (answer.outcome === "refused") return answer;
  const eventId = eventIn(answer, type);
  if (eventId !== undefined) await finish(firstHalf(request, eventId));
  return answer;
}

/** What is decided already can no longer be refused: if it is, the program is wrong. */
export function mustBeAccepted(answer: Answer, what: string): Accepted {
  if (answer.outcome === "accepted") return answer;
  throw new Error(`${what} could not be finished: ${answer.code}, ${answer.message}`);
}
