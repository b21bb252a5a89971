// Cross-contact: what was on a piece of equipment after a suspect, and before the next cleaning
// that is recorded; backward, what was there before it, and after the cleaning before. Pure.

/** Business time in milliseconds of the epoch, and the log index of what says it. */
export interface Moment {
  readonly at: number;
  readonly position: number;
}

/** Something was on the equipment. */
export interface Use<Of> {
  readonly of: Of;
  readonly from: Moment;
  /** At infinity: it is there still, as far as is recorded. */
  readonly to: Moment;
}

export interface CrossContact<Of, Cleaned extends Moment> {
  readonly use: Use<Of>;
  /** Of several, the one that was there last before it; backward, the first after it. */
  readonly suspect: Use<Of>;
  /** What ended it: the first cleaning after the suspect, and backward the last before it. */
  readonly cleaning?: Cleaned;
}

/** Of one moment, what the log has first was first. */
const order = (one: Moment, other: Moment): number =>
  compare(one.at, other.at) || compare(one.position, other.position);
/** Infinity has no difference to itself. */
const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/**
 * Of one piece of equipment. Each of `others` once for each of its uses that was in contact; what
 * was there at the same time as a suspect was, too.
 */
export function crossContacts<Of, Cleaned extends Moment>(
  suspects: readonly Use<Of>[],
  others: readonly Use<Of>[],
  cleanings: readonly Cleaned[],
  way: "forward" | "backward",
): readonly CrossContact<Of, Cleaned>[] {
  const line = way === "forward" ? asItIs : turnedRound;
  const cleaned = cleanings.map((one) => ({ at: line(one), one }));
  cleaned.sort((one, other) => order(one.at, other.at));
  const ends = suspects.map((suspect) => {
    const [from, to] = endsOf(suspect, line);
    return { suspect, from, cleaning: firstAfter(cleaned, to) };
  });
  ends.sort((one, other) => order(other.from, one.from));
  return others.flatMap((use) => {
    const [from, to] = endsOf(use, line);
    const met = ends.find(
      (one) => order(one.from, to) <= 0 && (!one.cleaning || order(from, one.cleaning.at) < 0),
    );
    if (!met) return [];
    const cleaning = met.cleaning && { cleaning: met.cleaning.one };
    return [{ use, suspect: met.suspect, ...cleaning }];
  });
}

type Line = (moment: Moment) => Moment;
const asItIs: Line = ({ at, position }) => ({ at, position });
const turnedRound: Line = ({ at, position }) => ({ at: -at, position: -position });

function endsOf({ from, to }: Use<unknown>, line: Line): readonly [from: Moment, to: Moment] {
  return line === asItIs ? [from, to] : [line(to), line(from)];
}

/** `sorted` by their moments. */
function firstAfter<One extends { readonly at: Moment }>(
  sorted: readonly One[],
  moment: Moment,
): One | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one && order(one.at, moment) < 0) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
