// What happened after a count, and so adds to what it found: by business time, and of one time by
// the log. What was made of a lot was there before anybody counted it.

interface Moment {
  readonly at: number;
  readonly since: number;
  readonly account: string;
}

export const isAfter = (
  { at, since, account }: Moment,
  count: { readonly at: number; readonly position: number },
): boolean => account !== "made" && (at > count.at || (at === count.at && since > count.position));
