// What is known of a lot, whatever has happened to it.
import type { Identifier } from "../kernel/identifier.ts";
import type { Keyed } from "../kernel/keyed.ts";
import type { Quantity } from "../kernel/quantity.ts";
import type { Charge } from "../kernel/shape/charge.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import type { MadeOn } from "../kernel/shape/made-on.ts";
import type { MaterialReference } from "../kernel/shape/reference.ts";
import type { OnHand } from "./on-hand.ts";
import type { QualityStatus } from "./origin/events.ts";
import type { Part } from "./use/events.ts";

export interface Lot {
  /** The event that opened the stream. */
  readonly origin: { readonly type: string; readonly data: unknown };
  readonly material: MaterialReference;
  /** Whose it is, where that is not the manufacturer. */
  readonly ownerPartyId: string | undefined;
  readonly identifiers: readonly Identifier[];
  /** With those that it has been relabelled from: a hold on one of them still binds it. */
  readonly everIdentifiedBy: readonly Identifier[];
  readonly expiresOn: string | undefined;
  readonly retestOn: string | undefined;
  readonly locationId: string | undefined;
  readonly qualityStatus: QualityStatus;
  /** By hold id; free only when empty. */
  readonly holds: ReadonlyMap<string, PlacedHold>;
  readonly onHand: OnHand;
  /** As it was when the lot came to be. */
  readonly opened: OnHand;
  /** The batch that made it. */
  readonly batchId: string | undefined;
  /** The equipment, of which its batch made use; also of what it was split off or merged from. */
  readonly madeOn: readonly MadeOn[];
  /** By event id. */
  readonly draws: Keyed<Draw>;
  /** What was split off, by event id. */
  readonly splits: ReadonlyMap<string, readonly Part[]>;
}

export interface PlacedHold extends Hold {
  readonly containerId?: string;
}

export interface Draw {
  readonly quantity: Quantity | undefined;
  readonly containerId: string | undefined;
  readonly batchId: string | undefined;
  readonly charge: Charge | undefined;
  readonly observed: boolean;
  readonly returned: readonly (Quantity | undefined)[];
  /** Set when the batch did not take it: why. */
  readonly notConsumed: NotConsumed | undefined;
}
export interface NotConsumed {
  readonly code: string;
  readonly message: string;
}
