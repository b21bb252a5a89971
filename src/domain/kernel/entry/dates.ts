// Dates of goods that can hardly be meant: another day, year or century was typed.
import type { Refusal } from "../refusal.ts";
import { askedOnce, type Entered, type Entering } from "./meant.ts";

interface DatesEntered extends Pick<Entered, "confirmed"> {
  readonly manufacturedOn?: string;
  readonly expiresOn?: string;
  readonly retestOn?: string;
}

interface Held {
  /** The day at the site to which it is entered. */
  readonly on: string;
  /** When it was made, where that is known otherwise than by what is entered. */
  readonly madeOn?: string;
  /** Of the material, as defined, where it is. */
  readonly shelfLife_months?: number;
}

/** Metal, stone and glass aside, nobody promises more for goods that expire. */
const months_max = 30 * 12;

/**
 * Asked once, as `asMeant` asks: made after that day; expiring or to be tested again before that
 * day, before it was made, or later than twice the shelf life of the material, without one 30
 * years.
 */
export function datesMeant(
  entered: DatesEntered,
  held: Held,
  context: Entering,
): Pick<Entered, "confirmed"> | Refusal {
  const { manufacturedOn, expiresOn, retestOn } = entered;
  const found =
    madeText(manufacturedOn, held) ??
    ageText("Expiry", expiresOn, manufacturedOn, held) ??
    ageText("Retest", retestOn, manufacturedOn, held);
  return askedOnce(found, entered, held, context);
}

const madeText = (manufacturedOn: string | undefined, { on }: Held): string | undefined =>
  manufacturedOn !== undefined && manufacturedOn > on
    ? `Made on ${manufacturedOn} it can hardly be, after ${on}.`
    : undefined;

function ageText(
  what: string,
  date: string | undefined,
  manufacturedOn: string | undefined,
  { on, madeOn = manufacturedOn, shelfLife_months }: Held,
): string | undefined {
  if (date === undefined) return undefined;
  const can = `${what} on ${date} can hardly be`;
  if (madeOn !== undefined && date < madeOn) return `${can}: it was made on ${madeOn}.`;
  if (date < on) return `${can}: that was before ${on}.`;
  const last = monthsAfter(on, shelfLife_months === undefined ? months_max : 2 * shelfLife_months);
  if (date <= last) return undefined;
  const by = shelfLife_months === undefined ? "30 years" : `twice ${shelfLife_months} months`;
  return `${can}: ${by} from ${on} are over on ${last}.`;
}

/** The last day of that month: a month more or less is no slip. */
function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}
