// What is known of a batch once it is issued, whatever its activities have added.
import type { Facts } from "../kernel/exception/fact.ts";
import type { Keyed } from "../kernel/keyed.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import type { AttachmentPart } from "./attachment/attachment.ts";
import type { BlankFormPart } from "./blank-form/blank-form.ts";
import type { Copied } from "./control-recipe/control-recipe.ts";
import type { Evidence } from "./control-recipe/evidence.ts";
import type { DeviationPart } from "./deviation/deviation.ts";
import type { DispensingPart } from "./dispensing/dispensing.ts";
import type { LabelPart } from "./label/label.ts";
import type { BatchStatus, Issued } from "./lifecycle/lifecycle.ts";
import type { MaterialPart } from "./material/material.ts";
import type { ParameterPart } from "./parameter/parameter.ts";
import type { PhasePart } from "./phase/phase.ts";
import type { ResultPart } from "./result/result.ts";
import type { ReviewPart } from "./review/review.ts";
import type { SerialPart } from "./serial/serial.ts";

export interface Batch {
  readonly status: BatchStatus;
  readonly issued: Issued;
  /** Where it is made. */
  readonly site: string;
  /** As it was claimed, UTC. */
  readonly issuedAt: string;
  /** When it was started, or first worked on where that was before, UTC. */
  readonly startedAt: string | undefined;
  /** When it was last worked on, UTC, by the times that are claimed. */
  readonly workedUntil: string | undefined;
  readonly completedAt: string | undefined;
  /** Where it was issued under a provisional one, once that is replaced. */
  readonly finalNumber: string | undefined;
  /** The master that it is made by; undefined where there is none. */
  readonly copied: Copied | undefined;
  /** Of the order that it was issued for, where that was read: the batch itself does not say. */
  readonly rework: ReworkOrdered | undefined;
  /** What the record holds, by what the control recipe calls it. */
  readonly evidence: Evidence;
  /** What exception rules are asked about. */
  readonly facts: Facts | undefined;
  /** By hold id. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** When each was first used for it, UTC, by equipment id. */
  readonly equipment: ReadonlyMap<string, string>;
  /** The actor's id by event id. */
  readonly authors: Keyed<string>;
  /** Persons who worked on the batch. */
  readonly performers: ReadonlySet<string>;
  /** Of the last event. */
  readonly revision: number;
  /** Revision of the last event that is not itself a review. */
  readonly lastEntry: number;
  readonly material: MaterialPart;
  readonly dispensing: DispensingPart;
  readonly labels: LabelPart;
  readonly phases: PhasePart;
  readonly parameters: ParameterPart;
  readonly results: ResultPart;
  readonly deviations: DeviationPart;
  readonly attachments: AttachmentPart;
  readonly blankForms: BlankFormPart;
  readonly serials: SerialPart;
  readonly review: ReviewPart;
}

/** An order to put lots in again. */
export interface ReworkOrdered {
  readonly orderNumber: string;
  readonly materialLotIds: readonly string[];
}
