// The batch record as data: what `record --format json` prints, and what the printed record is made
// from. Numbers in comments are the sections of the printed record (section.ts). Null: not
// recorded, never zero or "none".
import type { ReworkOrdered } from "../../../domain/batch/batch-part.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { PhasePath } from "../../../domain/kernel/shape/phase.ts";
import type { Who } from "../../audit-trail/entry.ts";
import type { BatchExceptions } from "../../review/exceptions.ts";
import type {
  Attachment,
  BlankForm,
  ControlRecipe,
  CopiedEntry,
  Counted,
  Departure,
  Dispensing,
  LabelRoll,
  Override,
  Selection,
  SerialNumbers,
  TimeTaken,
  WrittenEntry,
} from "./executed-part.ts";
import type {
  Change,
  Deviation,
  Disposition,
  EquipmentUse,
  Inspection,
  Intermediate,
  MasterAct,
  MaterialUse,
  Output,
  ProcessSeries,
  Reading,
  Remark,
  Review,
  Said,
  SampleTest,
  Step,
  SurplusReturn,
  Yield,
} from "./record-part.ts";
import type { Stamp } from "./stamp.ts";

export interface BatchRecord {
  readonly schema: "batchproof-batch-record/v1";
  readonly kind: "batchProductionRecord" | "importedBatchDataSummary";
  /** What the reader must not take this for. */
  readonly banners: readonly string[];
  /** A tree size: the record as it was known from the events 0 to asOf - 1. */
  readonly asOf: number;
  readonly identity: BatchIdentity; // 2
  readonly recipe: Recipe | null; // 3, 6
  readonly controlRecipe: ControlRecipe | null; // 3, 6
  readonly masterActs: readonly MasterAct[]; // 3
  readonly people: readonly Participant[]; // 4
  readonly inspections: readonly Inspection[]; // 5, 17
  readonly materials: readonly MaterialUse[]; // 7
  readonly returns: readonly SurplusReturn[]; // 7
  readonly selections: readonly Selection[]; // 7
  readonly dispensings: readonly Dispensing[]; // 7
  readonly equipment: readonly EquipmentUse[]; // 8
  readonly steps: readonly Step[]; // 9
  readonly writtenEntries: readonly WrittenEntry[]; // 9
  readonly blankForms: readonly BlankForm[]; // 9
  readonly copiedEntries: readonly CopiedEntry[]; // 9
  readonly parameters: readonly Reading[]; // 10
  readonly processData: readonly ProcessSeries[]; // 10
  readonly inProcess: readonly Reading[]; // 11
  readonly samples: readonly Said[]; // 12
  readonly times: readonly TimeTaken[]; // 13
  readonly yields: readonly Yield[]; // 14
  readonly outputs: readonly Output[]; // 14, 27
  readonly counted: readonly Counted[]; // 27
  readonly intermediates: readonly Intermediate[]; // 14
  readonly rework: ReworkOrdered | null; // 15
  readonly labels: readonly LabelRoll[]; // 18
  readonly serialNumbers: SerialNumbers; // 19
  readonly incoming: readonly Reading[]; // 21
  readonly release: readonly Reading[]; // 21
  readonly sampleTests: readonly SampleTest[]; // 21
  readonly deviations: readonly Deviation[]; // 23
  readonly departures: readonly Departure[]; // 23
  readonly overrides: readonly Override[]; // 23
  readonly attachments: readonly Attachment[]; // 33
  readonly changes: readonly Change[]; // 24
  readonly lateEntries: readonly Said[];
  readonly refusedAttempts: readonly Said[];
  readonly anomalies: readonly Said[];
  readonly comments: readonly Remark[];
  readonly reviews: readonly Review[]; // 29
  readonly dispositions: readonly Disposition[]; // 30
  readonly addenda: readonly Remark[]; // 31
  readonly auditTrail: { readonly entries: number }; // 25
  readonly exceptions: RecordExceptions; // 25
  readonly counts: Counts; // 1
  readonly completeness: Completeness;
  /** SHA-256, hex, of RFC 8785 over all the other members but `asOf`. */
  readonly digest: string;
}

/** What the rules in effect evaluate, flag and do not evaluate of the record as it is here. */
export type RecordExceptions = Omit<BatchExceptions, "batchId" | "batchNumber" | "asOf">;

export interface BatchIdentity {
  readonly batchId: string;
  readonly batchNumber: string;
  /** What it was called until it got its final number. */
  readonly formerNumber: string | null;
  readonly numberIsProvisional: boolean;
  readonly product: { readonly materialDefinitionId: string; readonly name: string };
  readonly strength: string | null;
  readonly status: BatchStatus;
  readonly holds: readonly { readonly code: string; readonly by: Stamp }[];
  readonly plannedQuantity: Quantity | null;
  readonly order: string | null;
  readonly campaign: string | null;
  readonly site: string;
  readonly legalEntity: string;
  readonly zone: string;
  readonly issued: Stamp;
  readonly started: Stamp | null;
  readonly completed: Stamp | null;
}
export type BatchStatus = "issued" | "started" | "completed" | "approved" | "notApproved";

export interface Recipe {
  readonly recipeId: string;
  readonly recipeVersion: string;
  readonly name: string;
  readonly digest: string;
  readonly phases: readonly {
    readonly phaseId: string;
    readonly path: PhasePath;
    readonly instruction?: string;
  }[];
  readonly formula: readonly {
    readonly material: { readonly name: string };
    readonly quantity?: Quantity;
  }[];
}

/**
 * Everyone who acted on the record, by name and role of then; machines and imports are told apart
 * by `kind`.
 */
export interface Participant extends Pick<Who, "kind" | "id" | "name" | "username" | "role"> {
  readonly entries: number;
  readonly first: string;
  readonly last: string;
}

export interface Counts {
  readonly deviations: number;
  readonly changes: number;
  readonly voids: number;
  readonly lateEntries: number;
  readonly refusedAttempts: number;
  readonly anomalies: number;
  readonly outsideLimits: number;
  readonly notTested: number;
  readonly quantitiesUnknown: number;
}

export interface Completeness {
  /** Mandatory sections without content, by the stages that ask for them. */
  readonly missing: readonly MissingSection[];
  /** Sections that apply only where the master says so, and have no content. */
  readonly notRecorded: readonly { readonly number: number; readonly title: string }[];
}
export interface MissingSection {
  readonly number: number;
  readonly title: string;
  readonly requiredBy: string;
  /** execution close, approval by quality, or disposition. */
  readonly stage: string;
  /** What it lacks, in words. */
  readonly lacks: readonly string[];
}
