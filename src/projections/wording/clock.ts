// When an authority was told, beside when it was due.
import { durationText } from "./duration.ts";

/** A clause that names no time but says at once is not late by a minute. Nothing: in time. */
export const toldAfterText = ({
  atOnce,
  lateBy_ms,
}: {
  readonly atOnce?: true;
  readonly lateBy_ms?: number;
}): string => {
  if (lateBy_ms === undefined) return "";
  return atOnce ? `${durationText(lateBy_ms)} after` : `LATE by ${durationText(lateBy_ms)}`;
};
