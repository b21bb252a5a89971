// When an entry came later than what it tells of (regulatory 0.2, rule 8; PI 041-1:
// contemporaneous).
import { toUtc, zoneStated } from "../../domain/kernel/instant.ts";
import type { Metadata } from "../../domain/kernel/metadata.ts";

/**
 * A person finishes a step, walks to the station and enters it: within this time that is "at the
 * time".
 */
export const lateAfter_ms = 5 * 60_000;

export interface Gap {
  /** From the claimed business time to the server's; null where no zone was stated. */
  readonly gap_ms: number | null;
  /**
   * Imports and devices that store and forward are expected to be behind: only people enter late,
   * and what they copy from paper is late however soon they do.
   */
  readonly late: boolean;
}

export function gapOf({ recordedAt, occurredAt, fromPaper, actor }: Metadata): Gap {
  const isCopied = fromPaper !== undefined;
  if (!zoneStated(occurredAt)) return { gap_ms: null, late: isCopied };
  const gap_ms = Date.parse(recordedAt) - Date.parse(toUtc(occurredAt));
  return { gap_ms, late: isCopied || (actor.kind === "person" && gap_ms > lateAfter_ms) };
}
