// What the record of a batch holds, by what the control recipe calls it: the fold that conditions,
// loops and the gate of completion ask.
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import { type PhasePath, pathText } from "../../kernel/shape/phase.ts";
import type { BatchEvent } from "../batch.ts";

export interface Evidence {
  /** Ids of the entries, by step and name. */
  readonly entries: Keyed<readonly string[]>;
  /** The last value, by step and name. */
  readonly values: Keyed<Quantity>;
  /** The last verdict, by step and name. */
  readonly passed: Keyed<boolean>;
  /** Step and name, by the id of the entry. */
  readonly keys: Keyed<string>;
  /** Ids of entries that a second person confirmed. */
  readonly verified: Keyed<true>;
  /** Id of the clearance, by area and when. */
  readonly cleared: Keyed<string>;
  /** Revision at which the phase was completed last. */
  readonly completedAt: Keyed<number>;
}

export const noEvidence: Evidence = {
  entries: keyed(),
  values: keyed(),
  passed: keyed(),
  keys: keyed(),
  verified: keyed(),
  cleared: keyed(),
  completedAt: keyed(),
};

/** Without a step: wherever in the batch. */
export const evidenceKey = (name: string, path?: PhasePath): string =>
  JSON.stringify([path ? pathText(path) : null, name]);
export const clearanceKey = (area: string, when: "before" | "after"): string =>
  JSON.stringify([area, when]);
/** Under which the completion of a step is an entry of its own. */
export const completion = "";

export function evolveEvidence(
  part: Evidence,
  { id, revision, event }: Recorded<BatchEvent>,
): Evidence {
  switch (event.type) {
    case "ParameterRecorded": {
      const { parameter, path, value } = event.data;
      const key = evidenceKey(parameter, path);
      return { ...noted(part, key, id), values: part.values.with(key, value) };
    }
    case "ParameterCorrected": {
      const key = part.keys.get(event.data.correctsEventId);
      if (key === undefined) return part;
      return { ...part, values: part.values.with(key, event.data.value) };
    }
    case "CheckPerformed": {
      const { check, path, result, checksEventId } = event.data;
      const key = evidenceKey(check, path);
      const isConfirmed = checksEventId !== undefined && result === "pass";
      const verified = isConfirmed ? part.verified.with(checksEventId, true) : part.verified;
      const passed = part.passed.with(key, result === "pass");
      return { ...noted(part, key, id), passed, verified };
    }
    case "ResultRecorded":
      return noted(part, evidenceKey(event.data.test), id);
    case "LineCleared": {
      const { area, when, result } = event.data;
      if (result !== "clear") return part;
      return { ...part, cleared: part.cleared.with(clearanceKey(area, when), id) };
    }
    case "PhaseCompleted": {
      const { phaseId, path } = event.data;
      const completedAt = part.completedAt.with(phaseId, revision);
      return { ...noted(part, evidenceKey(completion, path), id), completedAt };
    }
    default:
      return part;
  }
}

function noted(part: Evidence, key: string, id: string): Evidence {
  const entries = part.entries.with(key, [...(part.entries.get(key) ?? []), id]);
  return { ...part, entries, keys: part.keys.with(id, key) };
}
