// Questions that many decisions ask before their own.
import type { Context } from "./decider.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Change, void and override say why (PIC/S PI 041; draft Annex 11, 12.2). */
export const refuseWithoutReason = ({ reason }: Context): Refusal | undefined =>
  reason ? undefined : refuse("REASON_REQUIRED", "The reason is missing.");

/** Approval and release are somebody's (21 CFR 11.10(d), 11.50). */
export const refuseUnauthenticated = ({ authentication }: Context): Refusal | undefined =>
  authentication.method === "none"
    ? refuse("UNAUTHENTICATED", "Nobody is logged in.", { method: authentication.method })
    : undefined;

/**
 * Review, approval and disposition are never those of a device, a service or an import (Annex 11,
 * 15).
 */
export const refuseUnlessPerson = (context: Context): Refusal | undefined =>
  context.actor.kind === "person"
    ? refuseUnauthenticated(context)
    : refuse("UNAUTHENTICATED", "Only a person can do this.", { kind: context.actor.kind });

/** The same content, in whatever order its members stand. */
export const sameContent = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left, inOrder) === JSON.stringify(right, inOrder);

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
