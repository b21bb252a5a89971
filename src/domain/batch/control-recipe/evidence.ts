// What the record of a batch holds, by what the control recipe calls it: the fold that conditions,
// loops and the gate of completion ask.
import { toUtc } from "../../kernel/instant.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Metadata, Recorded } from "../../kernel/metadata.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import { type PhasePath, pathText } from "../../kernel/shape/phase.ts";
import type { BatchEvent } from "../batch.ts";

export interface Found {
  readonly id: string;
  readonly revision: number;
}
/** The last, and those before it: a list that grows with every event is not copied each time. */
interface Entries extends Found {
  readonly before: Entries | undefined;
}
interface Value extends Found {
  readonly value: Quantity;
}
/** UTC: by the claim, and by the server's clock. */
export interface When {
  readonly occurredAt: string;
  readonly recordedAt: string;
}
const whenOf = ({ occurredAt, recordedAt }: Metadata): When => ({
  occurredAt: toUtc(occurredAt),
  recordedAt,
});
interface Verdict extends Found {
  readonly result: "pass" | "fail" | "notApplicable";
}

export interface Evidence {
  /** All entries, by step and name. */
  readonly entries: Keyed<Entries>;
  /** The last value, by step and name, as it is after corrections. */
  readonly values: Keyed<Value>;
  /** The last verdict, by step and name. */
  readonly verdicts: Keyed<Verdict>;
  /** Step and name, by the id of the entry. */
  readonly keys: Keyed<string>;
  /** Whether a second person confirmed it last, by the id of the entry. */
  readonly verified: Keyed<boolean>;
  /** What each correction corrects, by the id of the correction. */
  readonly corrected: Keyed<string>;
  /** Who corrected it, by the id of the entry. */
  readonly correctors: Keyed<readonly string[]>;
  /** Whether it was clear last, and by which entry, by area and when. */
  readonly cleared: Keyed<{ readonly isClear: boolean; readonly id: string }>;
  /** Revision at which the phase was started last. */
  readonly startedAt: Keyed<number>;
  /** Revision at which the phase was completed last. */
  readonly completedAt: Keyed<number>;
  /** When the last run began and was over, by phase id. */
  readonly startedOn: Keyed<When>;
  readonly endedOn: Keyed<When>;
  /** Since when the last run stands still or is given up, by phase id; undefined: it is not. */
  readonly stillSince: Keyed<When | undefined>;
  /** From when to when the last run stood still, and went on, by phase id. */
  readonly stood: Keyed<readonly (readonly [from: When, to: When])[]>;
  /** Revision at which a limit of time was come to last, by its name. */
  readonly timed: Keyed<number>;
  /** How often the phase was completed. */
  readonly completions: Keyed<number>;
}

export const noEvidence: Evidence = {
  entries: keyed(),
  values: keyed(),
  verdicts: keyed(),
  keys: keyed(),
  verified: keyed(),
  corrected: keyed(),
  correctors: keyed(),
  cleared: keyed(),
  startedAt: keyed(),
  completedAt: keyed(),
  startedOn: keyed(),
  endedOn: keyed(),
  stillSince: keyed(),
  stood: keyed(),
  timed: keyed(),
  completions: keyed(),
};

/** Without a step: wherever in the batch. */
export const evidenceKey = (name: string, path?: PhasePath): string =>
  JSON.stringify([path ? pathText(path) : null, name]);
export const clearanceKey = (area: string, when: "before" | "after"): string =>
  JSON.stringify([area, when]);
/** Under which the completion of a step is an entry of its own. */
export const completion = "";

export function evolveEvidence(part: Evidence, recorded: Recorded<BatchEvent>): Evidence {
  const { id, revision, event, metadata } = recorded;
  const found = { id, revision };
  switch (event.type) {
    case "ParameterRecorded": {
      const { parameter, path, value } = event.data;
      const key = evidenceKey(parameter, path);
      return { ...noted(part, key, found), values: part.values.with(key, { ...found, value }) };
    }
    case "ParameterCorrected":
      return corrected(part, event.data, found, metadata.actor.id);
    case "MaterialConsumptionCorrected":
    case "ResultCorrected":
      return unconfirmed(part, event.data.correctsEventId, metadata.actor.id);
    case "CheckPerformed":
      return checked(part, event.data, found, metadata.actor.kind === "person");
    case "ResultRecorded":
      return noted(part, evidenceKey(event.data.test), found);
    case "LineCleared": {
      const { area, when, result } = event.data;
      const isClear = result === "clear";
      return { ...part, cleared: part.cleared.with(clearanceKey(area, when), { isClear, id }) };
    }
    case "EntryWritten":
      return noted(part, evidenceKey(event.data.entry, event.data.path), found);
    case "PhaseStarted": {
      const { phaseId, timeLimits } = event.data;
      return {
        ...part,
        timed: timedAt(part.timed, timeLimits, revision),
        startedAt: part.startedAt.with(phaseId, revision),
        startedOn: part.startedOn.with(phaseId, whenOf(metadata)),
        stillSince: part.stillSince.with(phaseId, undefined),
        stood: part.stood.with(phaseId, []),
      };
    }
    case "PhaseResumed":
    case "PhaseRestarted":
      return wentOn(part, event.data.phaseId, whenOf(metadata));
    case "PhasePaused":
    case "PhaseHeld":
    case "PhaseStopped":
    case "PhaseAborted": {
      const { phaseId } = event.data;
      // Held out of a pause, it stood still before.
      const since = part.stillSince.get(phaseId) ?? whenOf(metadata);
      return { ...part, stillSince: part.stillSince.with(phaseId, since) };
    }
    case "PhaseSkipped":
      return noted(part, evidenceKey(completion, event.data.path), found);
    case "PhaseCompleted": {
      const { phaseId, path, timeLimits } = event.data;
      return {
        ...noted(part, evidenceKey(completion, path), found),
        timed: timedAt(part.timed, timeLimits, revision),
        endedOn: part.endedOn.with(phaseId, whenOf(metadata)),
        completedAt: part.completedAt.with(phaseId, revision),
        completions: part.completions.with(phaseId, (part.completions.get(phaseId) ?? 0) + 1),
      };
    }
    default:
      return part;
  }
}

/** Another value is another entry: what was confirmed was the former one. */
function corrected(
  part: Evidence,
  { correctsEventId: of, value }: { readonly correctsEventId: string; readonly value: Quantity },
  found: Found,
  actorId: string,
): Evidence {
  const key = part.keys.get(of);
  if (key === undefined) return part;
  const last = part.values.get(key);
  const isLast = last?.id === of;
  return {
    ...unconfirmed(noted(part, key, found), of, actorId),
    corrected: part.corrected.with(found.id, of),
    values: isLast ? part.values.with(key, { ...last, value }) : part.values,
  };
}

const timedAt = (
  timed: Keyed<number>,
  limits: readonly { readonly name: string }[] = [],
  revision: number,
): Keyed<number> => limits.reduce((all, { name }) => all.with(name, revision), timed);

function wentOn(part: Evidence, phaseId: string, to: When): Evidence {
  const from = part.stillSince.get(phaseId);
  const before = part.stood.get(phaseId) ?? [];
  const stood = from ? part.stood.with(phaseId, [...before, [from, to]]) : part.stood;
  return { ...part, stood, stillSince: part.stillSince.with(phaseId, undefined) };
}

/** By whoever has corrected it, it is not confirmed either. */
const unconfirmed = (part: Evidence, of: string, actorId: string): Evidence => ({
  ...part,
  verified: part.verified.with(of, false),
  correctors: part.correctors.with(of, [...(part.correctors.get(of) ?? []), actorId]),
});

interface Checked {
  readonly check: string;
  readonly path?: PhasePath;
  readonly result: Verdict["result"];
  readonly checksEventId?: string;
}

/** What confirms another entry says nothing of its own. */
function checked(
  part: Evidence,
  { check, path, result, checksEventId }: Checked,
  found: Found,
  byPerson: boolean,
): Evidence {
  if (checksEventId !== undefined) {
    return { ...part, verified: part.verified.with(checksEventId, byPerson && result === "pass") };
  }
  const key = evidenceKey(check, path);
  return { ...noted(part, key, found), verdicts: part.verdicts.with(key, { ...found, result }) };
}

function noted(part: Evidence, key: string, found: Found): Evidence {
  const entries = part.entries.with(key, { ...found, before: part.entries.get(key) });
  return { ...part, entries, keys: part.keys.with(found.id, key) };
}

/** The entries under a key, from a revision on, in their order. */
export function entriesSince({ entries }: Evidence, key: string, since: number): readonly Found[] {
  const found: Found[] = [];
  let one = entries.get(key);
  for (; one !== undefined && one.revision >= since; one = one.before) found.push(one);
  return found.reverse();
}

/** Whether another person has confirmed what was written last of these, as it stands now. */
export function isConfirmed({ verified, corrected }: Evidence, ids: readonly string[]): boolean {
  const lastId = ids.findLast((id) => !corrected.has(id)) ?? corrected.get(ids.at(-1) ?? "");
  if (lastId === undefined) return false;
  const correctionId = ids.findLast((id) => corrected.get(id) === lastId);
  return verified.get(lastId) === true || verified.get(correctionId ?? "") === true;
}
