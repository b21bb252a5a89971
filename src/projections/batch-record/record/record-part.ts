// The parts of a batch record. Null: not recorded, never zero or "none".

import type { QualifiedAs } from "../../../domain/kernel/access/qualified-as.ts";
import type { SignatureSlot } from "../../../domain/kernel/access/signature-slot.ts";
import type { Coverage } from "../../../domain/kernel/exception/evaluate.ts";
import type { Identifier } from "../../../domain/kernel/identifier.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Limits } from "../../../domain/kernel/shape/limits.ts";
import type { PhasePath } from "../../../domain/kernel/shape/phase.ts";
import type { Figure } from "../../process-data/figure.ts";
import type { Stamp } from "./stamp.ts";

export interface Inspection {
  readonly kind: "check" | "lineClearance";
  readonly name: string;
  readonly phaseOfBatch: string | null;
  readonly result: string;
  readonly step: PhasePath | null;
  readonly findings: string | null;
  readonly equipment: string | null;
  /** The entry that a second person confirms. */
  readonly ofEntry: number | null;
  readonly by: Stamp;
}

export interface MaterialUse {
  readonly material: string;
  readonly materialLotId: string;
  /** As people write it, and every number that somebody gave the lot, as of then. */
  readonly lot: string;
  readonly identifiers: readonly Identifier[];
  readonly supplier: string | null;
  readonly manufacturer: string | null;
  readonly receiptNumber: string | null;
  readonly statusAtUse: string | null;
  readonly holdsAtUse: readonly string[];
  readonly expiresOn: string | null;
  readonly retestOn: string | null;
  readonly container: string | null;
  /** What stands: as corrected. Null: not known. */
  readonly quantity: Quantity | null;
  readonly firstQuantity: Quantity | null;
  /** Less what its lot has back of it. Null: not known. */
  readonly stayed: Quantity | null;
  readonly voided: boolean;
  readonly corrections: readonly QuantityCorrection[];
  readonly kind: string;
  readonly quantityKnownBy: string;
  readonly charged: { readonly from: string; readonly to: string; readonly basis: string } | null;
  readonly step: PhasePath | null;
  /** Rules that this broke; recorded all the same. */
  readonly flags: readonly string[];
  readonly by: Stamp;
}
export interface QuantityCorrection {
  /** Null: void, it was not consumed. */
  readonly quantity: Quantity | null;
  readonly by: Stamp;
}

/** Taken out of a lot for the batch, and put back: it is not in it. */
export interface SurplusReturn {
  readonly material: string;
  readonly lot: string;
  readonly container: string | null;
  /** Null: not known. */
  readonly quantity: Quantity | null;
  readonly exceedsDraw: boolean;
  readonly by: Stamp;
}

/** What the batch made and used again itself. */
export interface Intermediate {
  readonly material: string;
  /** By the copy of the master, for the size of this batch; null: it does not say. */
  readonly planned: Quantity | null;
  /** Null: not known of each part, or in units that do not add up. */
  readonly made: Quantity | null;
  readonly charged: Quantity | null;
  readonly left: Quantity | null;
}

export interface EquipmentUse {
  readonly equipmentId: string;
  readonly name: string;
  readonly steps: readonly string[];
  readonly first: Stamp;
  readonly last: Stamp;
  /**
   * Cleaning, calibration and the like, by their sentences: the last of each kind before, and those
   * after.
   */
  readonly around: readonly Said[];
}

export interface Step {
  readonly phaseId: string;
  readonly path: PhasePath;
  /** Null: skipped. */
  readonly run: number | null;
  /** How it stands. */
  readonly outcome: "started" | "paused" | "held" | "completed" | "skipped" | "stopped" | "aborted";
  readonly instruction: string | null;
  readonly result: string | null;
  readonly equipment: string | null;
  /** Under which it was skipped. */
  readonly deviation: string | null;
  readonly flags: readonly string[];
  readonly started: Stamp | null;
  readonly interruptions: readonly Interruption[];
  /** Null: it is not over. */
  readonly ended: Stamp | null;
}

/** In the words of ISA-88: a pause is foreseen, a hold is not. */
export interface Interruption {
  readonly kind: "paused" | "held" | "stopped";
  readonly since: Stamp;
  /** It went on, was held out of a pause, was over, or was aborted; null: it stands. */
  readonly until: Stamp | null;
}

/** A measured value with its unit, or an answer in words. */
export type Value = Quantity | { readonly text: string };

export interface ValueEntry {
  readonly value: Value;
  readonly limits: Limits | null;
  /** Null: no limit to compare with. */
  readonly outside: boolean | null;
  readonly source: string | null;
  /** What whoever typed it said that it was from. */
  readonly claimedSource: string | null;
  readonly by: Stamp;
}

/** One parameter or test, with the first value, every repeat and every correction (AT-20). */
export interface Reading {
  readonly name: string;
  readonly step: PhasePath | null;
  readonly occasion: string | null;
  readonly method: string | null;
  readonly sample: string | null;
  readonly lot: string | null;
  readonly materialLotId: string | null;
  readonly equipment: string | null;
  /** Null: not tested. */
  readonly value: Value | null;
  readonly limits: Limits | null;
  readonly outside: boolean | null;
  readonly first: ValueEntry | null;
  readonly repeats: readonly ValueEntry[];
  readonly corrections: readonly (ValueEntry & { readonly ofEntry: number | null })[];
}

export interface ProcessSeries {
  readonly processDataId: string;
  readonly equipment: string | null;
  /** Business times, as the source states them. */
  readonly from: string;
  readonly to: string;
  readonly rowCount: number;
  readonly chunkCount: number;
  /** SHA-256 over the chunks, as the batch's own event binds them. */
  readonly digest: string;
  readonly tags: readonly { readonly tag: string; readonly unitOfMeasure: string }[];
  /** Worked out from the recorded readings, each with its rule. */
  readonly figures: readonly Figure[];
  readonly by: Stamp;
}

export interface Yield {
  readonly stage: string;
  readonly percent: Quantity;
  readonly theoretical: Quantity | null;
  readonly actual: Quantity | null;
  readonly formula: string;
  readonly inputs: readonly { readonly name: string; readonly value: Quantity }[];
  readonly knownBy: string;
  readonly limits: Limits | null;
  readonly outside: boolean | null;
  readonly implausible: boolean;
  /** A later yield of the stage stands instead. */
  readonly superseded: boolean;
  readonly by: Stamp;
}

export interface Output {
  readonly material: string;
  readonly materialLotId: string;
  readonly lot: string;
  readonly identifiers: readonly Identifier[];
  readonly quantity: Quantity | null;
  /** Counted beside the weight (catch weight); null: they were not all counted. */
  readonly pieces: Quantity | null;
  readonly containers: number;
  /** How much it is was said, of it or of each container, or found since. */
  readonly isMeasured: boolean;
  readonly expiresOn: string | null;
  readonly retestOn: string | null;
  readonly flags: readonly string[];
  readonly by: Stamp;
}

/** An entry of the audit trail in its own words. */
export interface Said {
  readonly sentence: string;
  readonly of: string;
  readonly by: Stamp;
}

/** What was found in a sample of what the batch made. */
export interface SampleTest extends Said {
  readonly test: string;
  /** That the batch made; of a part that was split off, the lot that it is of. */
  readonly materialLotId: string | null;
  /** Nobody has found it to be an error of the laboratory. */
  readonly isValid: boolean;
}

/** Of the version that was copied: submitted by its preparer, approved, brought into use. */
export interface MasterAct extends Said {
  /** Of the event. */
  readonly type: string;
}

export interface Change extends Said {
  readonly action: string;
  readonly fields: readonly {
    readonly label: string;
    readonly old?: string | null;
    readonly new: string | null;
  }[];
}

export interface Remark {
  readonly text: string;
  readonly evidence: string | null;
  readonly aboutEntry: number | null;
  /** Of an addendum: what rests on the record as it was. */
  readonly makesStale: {
    /** Reviews and approvals of the record, and decisions on lots, as far as they are in it. */
    readonly entries: readonly number[];
    readonly lots: readonly string[];
    readonly recalls: readonly string[];
    readonly traceExercises: readonly string[];
  } | null;
  /** The id under which a hold is to be placed, if somebody decides so. */
  readonly proposesHold: string | null;
  readonly by: Stamp;
}

export interface Review {
  readonly act: "productionApproved" | "reviewed" | "approved" | "notApproved";
  readonly conclusion: string | null;
  readonly toRevision: number;
  /** What the exception rules had evaluated by then; null: it was not frozen. */
  readonly coverage: Coverage | null;
  readonly by: Stamp;
}

export interface Deviation {
  readonly deviationId: string;
  readonly title: string;
  readonly description: string;
  /** As stated; may be long after it happened. */
  readonly detectedAt: string;
  /** The batch itself, or only a lot that it used or made. */
  readonly concerns: "batch" | "lot";
  readonly classification: string | null;
  /** By quality, of this batch; the last counts. Null: not assessed for it. */
  readonly assessment: {
    readonly impact: string;
    readonly conclusion: "acceptable" | "notAcceptable";
    readonly by: Stamp;
  } | null;
  /** Null: open. */
  readonly conclusion: string | null;
  readonly raised: Stamp;
  readonly closed: Stamp | null;
  /** All that followed: classified, assessed, investigated, acted on, closed. */
  readonly followed: readonly Said[];
}

export interface Disposition {
  readonly lot: string;
  readonly decision: string;
  readonly former: string | null;
  /** Null: all of the lot. */
  readonly quantity: Quantity | null;
  readonly market: string | null;
  readonly conditions: string | null;
  /** Whose meaning stands there, and that it is not yet an electronic signature. */
  readonly signature: SignatureSlot;
  /** Null: no Qualified Person certifies by it. */
  readonly qualifiedAs: QualifiedAs | null;
  readonly by: Stamp;
}
