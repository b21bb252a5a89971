// What can hardly be meant, by what it is held against.
import type { Context } from "../decider.ts";
import { sameContent } from "../precondition.ts";
import type { Quantity } from "../quantity.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { isImplausible, type Limits } from "../shape/limits.ts";
import { isMachine, type Source } from "./source.ts";

/** What a caller says of a value beside the value: where it is from, and that it is meant. */
export interface Entered {
  readonly source?: Source;
  readonly confirmed?: true;
}

/** What it is held against: limits, and when that was there to which it happened (UTC). */
interface Held {
  readonly limits?: Limits | undefined;
  readonly since?: string;
}

/**
 * Implausible input asks once (design, section 2): IMPLAUSIBLE_VALUE, until whoever enters it by
 * hand says that it is meant; then that is what the event says. So does a claimed time of more than
 * a day before there was anything that it could happen to: another day, month or year was typed. A
 * device, a service and an import mean what they say. `source`: as the server knows it.
 */
export function asMeant(
  value: Quantity | undefined,
  held: Held,
  entered: Entered,
  context: Entering,
): Pick<Entered, "confirmed"> | Refusal {
  const far = value && isImplausible(value, held.limits) && farText(value, held.limits);
  return askedOnce(far || earlyText(context.occurredAt, held.since), entered, held, context);
}

export type Entering = Pick<Context, "actor" | "authentication" | "occurredAt">;

/** `found`: why it can hardly be meant, as a sentence; undefined: it may well be. */
export function askedOnce(
  found: string | undefined,
  entered: Entered,
  heldAgainst: object,
  context: Entering,
): Pick<Entered, "confirmed"> | Refusal {
  const { source = "manual", confirmed } = entered;
  if (!found || source !== "manual" || isMachine(context)) return {};
  if (confirmed) return { confirmed };
  const attempted = { ...entered, occurredAt: context.occurredAt, heldAgainst };
  return refuse("IMPLAUSIBLE_VALUE", `${found} Confirm it if it is meant.`, attempted);
}

function farText(value: Quantity, limits: Limits | undefined): string {
  const { low, high, target } = { ...limits, ...limits?.plausible };
  const isOne = low !== undefined && sameContent(low, high);
  const asked = [
    isOne && `it should be ${written(low)}`,
    !isOne && low && `at least ${written(low)}`,
    !isOne && high && `at most ${written(high)}`,
    target && `aimed at ${written(target)}`,
  ].filter(Boolean);
  return `${written(value)} can hardly be: ${asked.join(", ")}.`;
}

const written = ({ value, unitOfMeasure }: Quantity): string => `${value} ${unitOfMeasure}`;

const day_ms = 24 * 3_600_000;

/** Undefined: it may well have been then. */
function earlyText(occurredAt: string, since: string | undefined): string | undefined {
  const isEarly = since !== undefined && Date.parse(since) - Date.parse(occurredAt) > day_ms;
  return isEarly ? `At ${occurredAt} it can hardly have been, before ${since}.` : undefined;
}
