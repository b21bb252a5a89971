// Since when a device is in doubt that failed its calibration: since it last passed one.
import { type History, momentsOf } from "./history.ts";
import type { Moment } from "./standing.ts";

export interface Doubt {
  readonly certificate: string;
  /** UTC: the calibration that it passed last, or its registration where it never did. */
  readonly from: string;
  readonly passedCertificate: string | undefined;
  /** UTC: the calibration that it failed. */
  readonly to: string;
  /** Batches that used it then, as its own stream says. */
  readonly batchIds: readonly string[];
}

/** Of each failure one, the latest first; failures in a row are in doubt since the same. */
export function doubtsOf(of: History): readonly Doubt[] {
  const history = momentsOf(of);
  const doubts: Doubt[] = [];
  let passed: { readonly at: string; readonly certificate: string } | undefined;
  const registered = history[0]?.at ?? "";
  for (const { at, event } of history) {
    if (event.type !== "EquipmentCalibrated") continue;
    const { result, certificate } = event.data;
    if (result === "pass") {
      passed = { at, certificate };
      continue;
    }
    const from = passed?.at ?? registered;
    const batchIds = usedBetween(history, from, at);
    doubts.unshift({ certificate, from, passedCertificate: passed?.certificate, to: at, batchIds });
  }
  return doubts;
}

/** A use that was going on counts. */
function usedBetween(history: readonly Moment[], from: string, to: string): readonly string[] {
  const found = new Set<string>();
  let usedBy: string | undefined;
  for (const { at, event } of history) {
    if (at > to) break;
    if (at > from && usedBy !== undefined) found.add(usedBy);
    if (event.type === "EquipmentUseStarted") usedBy = event.data.batchId;
    if (event.type === "EquipmentUseEnded") usedBy = undefined;
    if (at >= from && usedBy !== undefined) found.add(usedBy);
  }
  if (usedBy !== undefined) found.add(usedBy);
  return [...found];
}
