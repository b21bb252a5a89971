// Questions that many decisions ask before their own.
import type { Context } from "./decider.ts";
import { latest } from "./instant.ts";
import type { Actor } from "./metadata.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Change, void and override say why (PIC/S PI 041; draft Annex 11, 12.2). */
export function refuseWithoutReason({ reason }: Pick<Context, "reason">): Refusal | undefined {
  if (!reason) return refuse("REASON_REQUIRED", "The reason is missing.");
  const said = reason.text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  if ([...said].length >= leastSaid && !saysNothing.has(said)) return undefined;
  return refuse("REASON_TOO_VAGUE", `"${reason.text}" does not say why.`);
}

/** Annex 11, 9: letters and digits. */
const leastSaid = 3;
const saysNothing: ReadonlySet<string> = new Set([
  "change",
  "changed",
  "corrected",
  "correction",
  "error",
  "fixed",
  "mistake",
  "none",
  "okay",
  "other",
  "unknown",
  "update",
  "updated",
  "wrong",
]);

/** Approval and release are somebody's (21 CFR 11.10(d), 11.50). */
export const refuseUnauthenticated = ({
  authentication,
}: Pick<Context, "authentication">): Refusal | undefined =>
  authentication.method === "none"
    ? refuse("UNAUTHENTICATED", "Nobody is logged in.", { method: authentication.method })
    : undefined;

/** Who asks, and when: all that this rests on. */
export type Asking = Pick<Context, "actor" | "authentication" | "at" | "occurredAt">;

/**
 * Review, approval and disposition are never those of a device, a service or an import (Annex 11,
 * 15), and are given when they are recorded.
 */
export const refuseUnlessPerson = (context: Asking): Refusal | undefined =>
  context.actor.kind === "person"
    ? (refuseUnauthenticated(context) ?? refuseBackdated(context))
    : refuse("UNAUTHENTICATED", "Only a person can do this.", { kind: context.actor.kind });

/** What is counted once is named once. */
export function refuseTwice(ids: readonly string[], what: string): Refusal | undefined {
  const twice = ids.find((id, n) => ids.indexOf(id) !== n);
  return twice === undefined
    ? undefined
    : refuse("NAMED_TWICE", `${what} ${twice} is named twice.`, { twice });
}

/** The same content, in whatever order its members stand. */
export const sameContent = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left, inOrder) === JSON.stringify(right, inOrder);

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

// What is believed of a time that somebody claims. What happened is told by whoever saw it; what
// may happen is judged by the server's clock, so that no claim makes an expired lot fresh, a lapsed
// calibration current, or an approval older than it is (regulatory DI-C; PI 041-1).
interface Claimed {
  /** UTC. */
  readonly occurredAt: string;
  /** The server's, UTC. */
  readonly at: string;
  readonly actor: Actor;
}

/**
 * By which instant an act is judged: now, or what is claimed where that is later. What is imported
 * was judged when it happened, elsewhere.
 */
export const judgedAt = ({ occurredAt, at, actor }: Claimed): string =>
  actor.kind === "import" ? occurredAt : latest(occurredAt, at);

/** Clocks of workstations may differ from the server's by so much. */
const tolerance_ms = 5 * 60_000;

/** What has not happened yet is not recorded as done; a device's clock stands with its readings. */
export function refuseAhead({ occurredAt, at, actor }: Claimed): Refusal | undefined {
  const ahead_ms = Date.parse(occurredAt) - Date.parse(at);
  if (actor.kind !== "person" || ahead_ms <= tolerance_ms) return undefined;
  return refuse(
    "OCCURRED_IN_FUTURE",
    `${occurredAt} is after ${at}, which is now. Leave occurredAt out, or set the clock right.`,
  );
}

/** An approval is given when it is recorded (11.50(a)(2)): nobody has approved yesterday. */
export function refuseBackdated({ occurredAt, at }: Claimed): Refusal | undefined {
  const behind_ms = Date.parse(at) - Date.parse(occurredAt);
  if (behind_ms <= tolerance_ms) return undefined;
  return refuse(
    "STEP_MUST_BE_RECORDED_LIVE",
    `It is decided now, at ${at}, and was not at ${occurredAt}. Leave occurredAt out.`,
  );
}
