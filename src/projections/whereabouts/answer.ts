// The answer to "where is it now": of each lot all that was made of it, told apart by where it is
// (design, section 5; issue of recall: sums equal what was made, or the difference is shown).
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { UnknownCode } from "../genealogy/answer.ts";
import type { SerialFate } from "../genealogy/reach/serials.ts";

/** Where material can be, in the order in which people ask; the words are for people. */
export const states = {
  inStock: "In stock",
  atContractor: "With a contract maker",
  packed: "Packed, not yet gone",
  inProcess: "In process",
  inTransit: "On the way",
  shipped: "With the consignee",
  donated: "Donated, with the consignee",
  notArrived: "Sent, and not found on arrival",
  consumed: "Used up in a batch",
  otherLot: "In another lot",
  sampled: "Sampled",
  retained: "Retained sample",
  scrapped: "Scrapped",
  destroyed: "Destroyed",
  returnedToSupplier: "Returned to the supplier",
  adjusted: "Missing by count",
  overdrawn: "Taken beyond what there was",
  moreReturned: "Come back beyond what had gone there",
} as const;
export type State = keyof typeof states;

/** The closed list of what an answer can lack. */
export const lacks = {
  LOT_QUANTITY_UNKNOWN: "How much there was of the lot is not recorded.",
  QUANTITY_UNKNOWN: "How much of it went there is not recorded.",
  UNIT_NOT_CONVERTIBLE: "Its amounts are in units that do not convert.",
  PLACE_UNKNOWN: "The place of what is in stock is not recorded.",
  BATCH_UNKNOWN: "For which batch it was taken is not recorded.",
  BEYOND_CONSIGNEE: "Where it went after the first consignee is not recorded.",
  DISPATCH_NOT_RECORDED: "A logistic unit has left by its own record, and by no shipment's.",
  MORE_RETURNED: "More came back than had gone there; where the rest came from is not recorded.",
  COUNTED_MORE:
    "A count found more than the records leave; where the rest came from is not recorded.",
  QUANTITIES_DIFFER: "Where it is does not add up to what was made.",
} as const;
export type Lack = keyof typeof lacks;

export interface Unknown {
  /** Of the trace too: a lot that it may not have reached is not among the lots either. */
  readonly code: Lack | UnknownCode;
  /** The lot, by the name that people know. */
  readonly subject: string;
  readonly detail: string;
}

export interface Place {
  readonly location?: string;
  readonly locationId?: string;
  readonly ofContractor?: true;
  readonly containerId?: string;
  /** Absent: not known for this container alone. */
  readonly quantity?: Quantity;
}

export interface Holding {
  readonly state: State;
  /** Absent: not known. */
  readonly quantity?: Quantity;
  /** The batch, the lot, the shipment, the sample, as people write it; its id beside it. */
  readonly in?: string;
  readonly id?: string;
  readonly consignee?: string;
  readonly documents?: readonly string[];
  /** Cause, method, destination; phases that run at present. */
  readonly detail?: string;
  readonly places?: readonly Place[];
  /** Of what is in stock: what had been with a consignee. */
  readonly returned?: Quantity;
}

export interface LotWhereabouts {
  readonly lot: string;
  readonly lotId: string;
  readonly material: string;
  /** Absent: not known. */
  readonly made?: Quantity;
  readonly holdings: readonly Holding[];
  /** Made less all holdings, where that is known and is not zero. */
  readonly difference?: Quantity;
}

/** Material that went into a batch or another lot stands again with what it became. */
export interface Total {
  readonly material: string;
  readonly state: State;
  /** One for each unit that does not convert into the others. */
  readonly quantities: readonly Quantity[];
  /** Holdings whose quantity is not known: the total is at least this. */
  readonly unknown: number;
}

export interface SerialPlace {
  readonly state: State;
  /** The batch, lot or shipment that they are in. */
  readonly in?: string;
  readonly id?: string;
  readonly consignee?: string;
}

/** Numbers that count up from one to another, of which the same is recorded. */
export interface SerialLine extends Partial<SerialPlace> {
  /** That they were issued to, or used by; absent: of a lot that is one thing. */
  readonly batch?: string;
  readonly batchId?: string;
  readonly from: string;
  /** The last one; absent: one number alone. */
  readonly to?: string;
  /** 0: the thing of the line before, under another number or in another place. */
  readonly count: number;
  readonly became: SerialFate;
  /** That has them, as far as that is recorded. */
  readonly lot?: string;
  readonly lotId?: string;
  /** Where each of them can be, and in which is not recorded. */
  readonly among?: readonly SerialPlace[];
}

/** What there is of serial numbers in all, of which the answer lists a page. */
export interface SerialCoverage {
  readonly page: number;
  readonly pages: number;
  readonly ranges: number;
  readonly serials: number;
  /** That they were issued to, or used by. */
  readonly batches: number;
  /** That are one thing each. */
  readonly lots: number;
}

export interface Whereabouts {
  readonly from: string;
  /** Tree size: complete over the recorded events 0 to asOf - 1. */
  readonly asOf: number;
  readonly lots: readonly LotWhereabouts[];
  readonly totals: readonly Total[];
  readonly unknown: readonly Unknown[];
  /** Only where they were asked for. */
  readonly serials?: readonly SerialLine[];
  readonly serialCoverage?: SerialCoverage;
  /** SHA-256 of RFC 8785 over the question and the lots by natural keys. */
  readonly digest: string;
}
