// What a trace answers: complete over the recorded events to
// a position, and what it does not know (design, section 5).
import type { Contacts } from "./contact/contact.ts";
import type { Thing } from "./question/thing.ts";
import type { Direction } from "./reach/walk.ts";
import type { SeedKind } from "./seed.ts";

/** The closed list of what an answer can lack. */
export const unknownCodes = {
  INPUT_QUANTITY_UNKNOWN: "The source does not say how much of the lot went in.",
  OUTPUT_QUANTITY_UNKNOWN: "The source does not say how much came out.",
  LOT_QUANTITY_UNKNOWN: "The source does not say how much of the lot there was.",
  ORIGIN_UNKNOWN: "Where the lot came from is not recorded.",
  TIME_UNKNOWN:
    "When it went in is not known; the time given is the nearest that the source lets one say.",
  ZONE_UNSTATED: "The source states no time zone; its times are ordered as UTC.",
  DRAW_OPEN: "Material was drawn for a batch, and what became of it is not recorded yet.",
  CONTAINER_UNSTATED: "It took of the lot, and from which container is not recorded.",
  SPAN_UNSTATED:
    "It took of the lot, and from which part of it is not recorded, or does not compare.",
  SERIAL_IN_BATCH:
    "The number is one of the batch's; which lot of it has it, and where it is, is not recorded.",
  DEVICE_UNSTATED: "Values of the time in doubt do not say with what they were measured.",
  VALUE_NOT_COMPARABLE: "A value of this name is in a unit that does not compare with the limit.",
  LOT_ID_TWICE: "Two lots are recorded under this id; what is said of either is said of both.",
  NOT_RECORDED: "Other events name it, and what it is is not recorded.",
  NOT_TRACED: "It cannot be traced as it is: what it reaches, and what of that is not known.",
  NUMBER_GIVEN_UP: "It had the number that was asked for, and is called otherwise since.",
  NUMBER_HAD_BEFORE: "It had the number before what has it now, and is not what was traced.",
  RETURN_UNKNOWN: "Surplus of it came back, and how much is not recorded, or does not compare.",
  MORE_RETURNED: "More came back than had gone in; where the rest came from is not recorded.",
  COUNTED_MORE:
    "A count found more than the records leave; where the rest came from is not recorded.",
  BEYOND_CONSIGNEE: "Where it went after the first consignee is not recorded.",
} as const;
export type UnknownCode = keyof typeof unknownCodes;

export interface Unknown {
  readonly code: UnknownCode;
  /** What lacks it, by the names that people know. */
  readonly subject: string;
  readonly detail: string;
}

export interface TracedLot {
  /** As people write it; `lotId` tells apart lots that are written alike. */
  readonly lot: string;
  readonly lotId: string;
  readonly material: string;
  readonly supplier?: string;
  /** What there was of it, where known. */
  readonly quantity?: { readonly value: string; readonly unitOfMeasure: string };
  /** Only where the answer is rolled up. */
  readonly rolledUp?: RolledUp;
}

/** What stands under a lot of which parts were reached. */
export interface RolledUp {
  /** Whether the lot itself was reached, and not only parts of it. */
  readonly isReached: boolean;
  readonly sublots: readonly Thing[];
}

export interface TracedBatch {
  readonly batchId: string;
  readonly batchNumber: string;
  /** The provisional one, where it has its final number. */
  readonly formerNumber?: string;
  readonly product: string;
}

export interface TracedShipment {
  readonly shipmentId: string;
  readonly name: string;
}

/** One load of a returnable container; two loads of it are two of them, by one name. */
export interface TracedUnit {
  readonly logisticUnitId: string;
  readonly name: string;
}

export interface Residue {
  readonly lot: string;
  readonly lotId: string;
  readonly value: string;
  readonly unitOfMeasure: string;
}

export interface TracedSeed {
  /** As it was written. */
  readonly asked: string;
  readonly kind: SeedKind;
  /** The lots, batches, shipments and units that it stands for. */
  readonly things: readonly Thing[];
}

export interface Trace extends Partial<Contacts> {
  readonly from: string;
  /** What each of the names was resolved to; none of it is listed again below. */
  readonly seeds: readonly TracedSeed[];
  readonly direction: Direction;
  readonly happenedBy?: string;
  /** Observed times exclude what had left before the material came. */
  readonly strict?: true;
  /** So many steps at most, and whether there was more beyond. */
  readonly depth?: number;
  readonly isCut?: boolean;
  /**
   * Sublots stand under the lots that they are parts of: so many lots and sublots were reached.
   * Coverage, residue and what is not known are as without it.
   */
  readonly rolledUp?: { readonly lots: number };
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  /** How many events the log had when it was asked for, said by whoever gives the answer. */
  readonly logSize?: number;
  readonly lots: readonly TracedLot[];
  readonly batches: readonly TracedBatch[];
  readonly shipments: readonly TracedShipment[];
  readonly logisticUnits: readonly TracedUnit[];
  readonly edgeCount: number;
  readonly unknown: readonly Unknown[];
  readonly coverage: {
    readonly lots: number;
    /** Lots of which all that came and went is known in quantity. */
    readonly lotsBalanced: number;
    readonly inputs: number;
    readonly inputsWithQuantity: number;
    readonly receipts: number;
    readonly receiptsWithOrigin: number;
  };
  /** What is left of each balanced lot by the records: came less went. Zero is not listed. */
  readonly residue: readonly Residue[];
  /** SHA-256 of RFC 8785 over the query and the sorted natural keys with quantities. */
  readonly digest: string;
}
