// What is known of a lot, whatever has happened to it.
import type { EventOf } from "../kernel/event-type.ts";
import type { Fact } from "../kernel/exception/fact.ts";
import type { Identifier } from "../kernel/identifier.ts";
import type { Keyed } from "../kernel/keyed.ts";
import type { Quantity } from "../kernel/quantity.ts";
import type { Charge, DrawFlag } from "../kernel/shape/charge.ts";
import type { Calculation, Undated } from "../kernel/shape/dating.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import type { MadeOn } from "../kernel/shape/made-on.ts";
import type { MaterialReference } from "../kernel/shape/reference.ts";
import type { Measured } from "./measured.ts";
import type { OnHand, When } from "./on-hand.ts";
import type { MaterialLotReceived, QualityStatus } from "./origin/events.ts";
import type { ContainerOpened, SamplingPlanned } from "./quality/events.ts";
import type { MaterialSampled, Part } from "./use/events.ts";

export interface Lot {
  /** The event that opened the stream. */
  readonly origin: { readonly type: string; readonly data: unknown };
  readonly originEventId: string;
  /** Who opened the stream: received it, say, or produced it. */
  readonly openedBy: string;
  /** Of what was received: by whom, with what, and how it was found. */
  readonly receipt: Receipt | undefined;
  /** The lots that it was split off or merged from. */
  readonly from: readonly string[];
  /** Its containers are none of those that it came from. */
  readonly isMerged: boolean;
  readonly material: MaterialReference;
  /** What is printed on it, as it came; undefined: it is not printed matter, or nobody knew. */
  readonly artworkVersion: string | undefined;
  /** Whose it is, where that is not the manufacturer. */
  readonly ownerPartyId: string | undefined;
  readonly identifiers: readonly Identifier[];
  /** With those that it has been relabelled from: a hold on one of them still binds it. */
  readonly everIdentifiedBy: readonly Identifier[];
  readonly expiresOn: string | undefined;
  readonly retestOn: string | undefined;
  readonly locationId: string | undefined;
  readonly qualityStatus: QualityStatus;
  /** For which markets, by the disposition that says so; "": as it came to be. Undefined: any. */
  readonly freedFor: ReadonlyMap<string, readonly string[] | undefined>;
  /** The decision that the status follows: what was decided before it is past. */
  readonly decided: Decided | undefined;
  /** By hold id; free only when empty. */
  readonly holds: ReadonlyMap<string, PlacedHold>;
  /** Deviations that are about it. */
  readonly deviationIds: ReadonlySet<string>;
  readonly onHand: OnHand;
  readonly measured: Measured;
  /** The batch that made it. */
  readonly batchId: string | undefined;
  /** The equipment, of which its batch made use; also of what it was split off or merged from. */
  readonly madeOn: readonly MadeOn[];
  /** By event id. */
  readonly draws: Keyed<Draw>;
  /** How its dates were worked out; undefined: they were not, or not of this lot. */
  readonly dated: Dated | undefined;
  /** In the order of planning; the last retest is the last of its purpose. */
  readonly plans: readonly EventOf<typeof SamplingPlanned>["data"][];
  /** Those with a stream of their own, by sample id. */
  readonly samples: ReadonlyMap<string, SampledOf>;
  /** Outside a shipment, back to a supplier, by event id. */
  readonly sentOut: ReadonlyMap<string, SentOut>;
  /** By container id. */
  readonly openings: ReadonlyMap<string, EventOf<typeof ContainerOpened>["data"]>;
  /** What was split off, by event id. */
  readonly splits: ReadonlyMap<string, readonly Part[]>;
  /** How many sampling plans there were when a lot was split off, by its id. */
  readonly plansAtSplit: ReadonlyMap<string, number>;
}

export interface Decided {
  readonly dispositionId: string | undefined;
  /** Of the lot, as whoever decided found it. */
  readonly lotRevision: number;
  /** Among the decisions of the disposition. */
  readonly number: number;
}

export interface Dated {
  /** By which plan last, how often after a retest; 0: never yet. */
  readonly byPlan: number;
  readonly retests: number;
  /** Of each kind of date the last. */
  readonly calculations: readonly Calculation[];
  readonly unknown: readonly Undated[];
}

export interface SentOut {
  readonly to: { readonly name: string; readonly partyId?: string };
  readonly quantity: Quantity | undefined;
}

type Sampled = EventOf<typeof MaterialSampled>["data"];
export type SampledOf = Sampled & Required<Pick<Sampled, "sample">>;

export type Receipt = EventOf<typeof MaterialLotReceived>["data"] & {
  /** By the site's calendar, or by that of the metadata where nobody asked the site. */
  readonly receivedOn: string;
};

export interface PlacedHold extends Hold {
  readonly containerId?: string;
}

export interface Draw {
  readonly when: When;
  readonly quantity: Quantity | undefined;
  readonly containerId: string | undefined;
  readonly batchId: string | undefined;
  /** Where it went into another lot. */
  readonly intoMaterialLotId: string | undefined;
  readonly charge: Charge | undefined;
  readonly observed: boolean;
  /** What it was drawn against. */
  readonly flags: readonly DrawFlag[];
  /** What a review of the batch must look at; undefined: it was drawn against nothing. */
  readonly fact: Fact | undefined;
  readonly returned: readonly (Quantity | undefined)[];
  /** Set when the batch did not take it: why. */
  readonly notConsumed: NotConsumed | undefined;
}
export interface NotConsumed {
  readonly code: string;
  readonly message: string;
}
