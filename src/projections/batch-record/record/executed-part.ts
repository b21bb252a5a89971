// Parts of a batch record about how the copy of the master was executed: what was adjusted,
// weighed, written down, labelled, how long it took, and where it was departed from.
import type { Compensation } from "../../../domain/batch/dispensing/compensation.ts";
import type { TimeTaken as Taken } from "../../../domain/batch/phase/time-limit.ts";
import type { SerialAccount } from "../../../domain/batch/serial/events.ts";
import type { SerialRange } from "../../../domain/kernel/gs1/serial.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Input } from "../../../domain/kernel/recipe/formula-section.ts";
import type { ProfileName } from "../../../domain/kernel/recipe/recipe.ts";
import type { Limits } from "../../../domain/kernel/shape/limits.ts";
import type { PhasePath } from "../../../domain/kernel/shape/phase.ts";
import type { Said } from "./record-part.ts";
import type { Stamp } from "./stamp.ts";

/** The exact copy of the approved master, and what is not as in it (21 CFR 211.188(a)). */
export interface ControlRecipe {
  readonly masterRecipeId: string;
  readonly version: number;
  /** SHA-256 over the RFC 8785 text of the master, whole; as it was approved. */
  readonly digest: string;
  readonly number: string;
  readonly name: string;
  /** What all quantities are for. */
  readonly batchSize: Quantity;
  readonly phases: number;
  readonly inputs: readonly Input[];
  /** Whose rules the master satisfies: those by which the record is complete. */
  readonly profiles: readonly ProfileName[];
  /** What it asks to be checked, sampled and timed, by the section of the record. */
  readonly asked: readonly AskedFor[];
  readonly adjustments: readonly Adjustment[];
  readonly by: Stamp;
}

export interface AskedFor {
  readonly section: 11 | 12 | 13 | 20 | 22;
  readonly name: string;
  /** Of a limit of time that in which it ends. */
  readonly step: PhasePath;
  /** In which a limit of time begins. */
  readonly since?: PhasePath;
}

/** The whole difference to the master. */
export interface Adjustment {
  readonly step: PhasePath | null;
  readonly parameter: string;
  readonly inMaster: Quantity | null;
  readonly inBatch: Quantity;
  readonly low: Quantity | null;
  readonly high: Quantity | null;
}

export interface Selection {
  readonly material: string;
  readonly lot: string;
  readonly container: string | null;
  readonly step: PhasePath | null;
  /** As the scanner sent it; null: it was not scanned. */
  readonly scanned: string | null;
  /** First to expire of what was in stock; null: nothing was suggested. */
  readonly suggested: string | null;
  readonly followsSuggestion: boolean | null;
  readonly by: Stamp;
}

export interface Dispensing {
  readonly material: string;
  readonly lot: string;
  readonly container: string | null;
  readonly into: string;
  readonly step: PhasePath | null;
  readonly nominal: Quantity;
  /** Formula, version, inputs and exact result: whoever reads it gets the same amount. */
  readonly compensation: Compensation | null;
  readonly limits: Limits | null;
  readonly tare: Quantity;
  readonly gross: Quantity;
  readonly net: Quantity;
  readonly scale: string;
  /** The last before the weighing; null: the record has none. */
  readonly calibration: Said | null;
  /** By the scale's own clock. */
  readonly readAt: string | null;
  /** As whoever typed the weight said. */
  readonly claimedReadAt: string | null;
  readonly label: string | null;
  readonly flags: readonly string[];
  /** Which entry says how the container was chosen. */
  readonly selectedBy: number | null;
  readonly by: Stamp;
}

export interface WrittenEntry {
  readonly entry: string;
  readonly step: PhasePath;
  readonly text: string;
  readonly by: Stamp;
}

/** A limit of time of the recipe, where the phase that ends it began or was over. */
export interface TimeTaken extends Taken {
  readonly step: PhasePath;
  readonly by: Stamp;
}

/** All of one lot of printed matter: issued = applied + returned + destroyed. */
export interface LabelRoll {
  readonly lot: string;
  readonly material: string;
  readonly artworkVersion: string | null;
  readonly movements: readonly LabelMovement[];
  /** The last; null: not reconciled. */
  readonly reconciliation: LabelReconciliation | null;
}
export interface LabelMovement {
  readonly what: "issued" | "applied" | "returned" | "destroyed";
  readonly quantity: Quantity | null;
  readonly cause: string | null;
  /** It was taken back, and counts for nothing. */
  readonly isVoided: boolean;
  readonly by: Stamp;
}
export interface LabelReconciliation {
  readonly issued: Quantity;
  readonly applied: Quantity;
  readonly returned: Quantity;
  readonly destroyed: Quantity;
  readonly difference: Quantity;
  readonly deviation: string | null;
  /** How every label was examined, where that is why nothing is to be reconciled. */
  readonly waivedBy: string | null;
  readonly by: Stamp;
}

/** What the record lacks for good, and under which deviation that is allowed. */
export interface Departure {
  readonly section: number;
  readonly item: string;
  readonly deviation: string;
  readonly by: Stamp;
}

/** One act that was let off one rule, before it was done. */
export interface Override {
  /** Of the refusal that it lifts. */
  readonly code: string;
  /** The lot that may be charged; null: a step may be started. */
  readonly lot: string | null;
  readonly step: PhasePath | null;
  /** The piece that the step may be started on; null: it is no rule about equipment. */
  readonly equipment: string | null;
  readonly deviation: string;
  readonly by: Stamp;
  /** The act that used it up; null: none has. */
  readonly usedBy: Stamp | null;
}

/** A file that belongs to the record; its bytes are kept under their digest. */
export interface Attachment {
  readonly attachmentId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size_bytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  /** Compared with the original by whoever attached it. */
  readonly isTrueCopy: boolean;
  readonly step: PhasePath | null;
  readonly deviation: string | null;
  readonly by: Stamp;
}

/** A numbered paper form of the control recipe (21 CFR 211.100(b)). */
export interface BlankForm {
  readonly form: string;
  readonly copy: number;
  readonly issued: Stamp;
  /** Null: it is out. */
  readonly ended: { readonly as: "returned" | "void"; readonly by: Stamp } | null;
  /** That came back; null: none, so far. */
  readonly pages: number | null;
}

/** What was copied from a form, and by whom that was compared. */
export interface CopiedEntry extends Said {
  readonly form: string;
  readonly page: number;
  readonly checks: readonly {
    readonly result: "same" | "differs";
    readonly findings: string | null;
    readonly by: Stamp;
  }[];
  /** By another person, as it is now. */
  readonly isChecked: boolean;
}

/** Serial numbers of the batch: issued = applied + returned + destroyed. */
export interface SerialMovement {
  readonly what: "issued" | "applied" | "returned" | "destroyed";
  readonly serials: readonly SerialRange[];
  /** The same in words. */
  readonly text: string;
  readonly cause: string | null;
  readonly flags: readonly string[];
  readonly by: Stamp;
}
export interface SerialReconciliation extends SerialAccount {
  /** What does not come out, in words; null: everything does. */
  readonly amiss: string | null;
  readonly deviation: string | null;
  readonly by: Stamp;
}
export interface SerialNumbers {
  /** In the order of the log. What lots were made under stands with the outputs. */
  readonly movements: readonly SerialMovement[];
  /** The last; null: not reconciled. */
  readonly reconciliation: SerialReconciliation | null;
}

/** Of a lot of the batch: what was found of it. */
export interface Counted extends Said {
  readonly materialLotId: string;
}
