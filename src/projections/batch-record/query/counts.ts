// The counts of the cover (section 1): each is the length of a part of the record.
import type { BatchRecord, Counts } from "../record/record.ts";

export function countsOf(record: Omit<BatchRecord, "completeness" | "counts" | "digest">): Counts {
  const { parameters, inProcess, incoming, release, materials } = record;
  const readings = [...parameters, ...inProcess, ...incoming, ...release];
  return {
    deviations: record.deviations.length,
    changes: record.changes.filter(({ action }) => action !== "void").length,
    voids: record.changes.filter(({ action }) => action === "void").length,
    lateEntries: record.lateEntries.length,
    refusedAttempts: record.refusedAttempts.length,
    anomalies: record.anomalies.length,
    outsideLimits: readings.filter(({ outside }) => outside === true).length,
    notTested: readings.filter(({ value }) => value === null).length,
    quantitiesUnknown: materials.filter(({ quantity, voided }) => quantity === null && !voided)
      .length,
  };
}
