// What lots were when a batch used them: where from, called what, of which status, held or not.
import type { Insertable } from "kysely";
import type { Identifier } from "../../../domain/kernel/identifier.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Into } from "../../projection.ts";
import { type Handlers, ownId, type Placed, type Tables } from "./tables.ts";

export const lotHandlers: Handlers = {
  MaterialLotReceived(into, event) {
    const { supplier, manufacturer, receiptNumber, qualityStatus } = event.data;
    opened(into, event, {
      supplier: supplier?.name ?? null,
      manufacturer: manufacturer?.name ?? null,
      receipt_number: receiptNumber ?? null,
    });
    statusIs(into, event, qualityStatus);
  },
  /** What a batch made is in quarantine until its disposition. */
  MaterialLotProduced(into, event) {
    opened(into, event);
    statusIs(into, event, "quarantine");
  },
  MaterialLotSplitOff(into, event) {
    const { fromMaterialLotId, quantity, containers, qualityStatus } = event.data;
    const part = { from: fromMaterialLotId, containers, ...(quantity && { quantity }) };
    opened(into, event, { split_off: part });
    statusIs(into, event, qualityStatus);
  },
  MaterialLotsMerged(into, event) {
    opened(into, event);
    statusIs(into, event, event.data.qualityStatus);
  },
  MaterialLotRelabelled: (into, event) => identifiersAre(into, event),
  QualityStatusChanged: (into, event) => statusIs(into, event, event.data.to),
  ShelfLifeDated: (into, event) => datesAre(into, event),
  MaterialReturned(into, event) {
    const { batchId, reason, drawnEventId, quantity, containerId, exceedsDraw } = event.data;
    if (batchId === undefined || reason !== "surplus") return;
    into.insert("material_return", {
      position: event.position,
      batch_id: batchId,
      material_lot_id: ownId(event),
      drawn_event_id: drawnEventId,
      container_id: containerId ?? null,
      quantity: quantity ?? null,
      exceeds_draw: exceedsDraw,
    });
  },
  LotDeviationLinked(into, event) {
    const { deviationId: deviation_id } = event.data;
    const { position } = event;
    into.insert("lot_deviation", { material_lot_id: ownId(event), deviation_id, position });
  },
  MaterialCounted: (into, event) => found(into, event),
  QuantityAdjusted: (into, event) => found(into, event),
  HoldPlaced: (into, event) => hold(into, event, false),
  HoldLifted: (into, event) => hold(into, event, true),
};

interface Identified extends Placed {
  readonly data: { readonly identifiers: Identifier[] };
}
interface Dated extends Placed {
  readonly data: { readonly expiresOn?: string; readonly retestOn?: string };
}
type Opened = Identified & Dated;

function opened(
  into: Into<Tables>,
  event: Opened,
  from: Omit<Insertable<Tables["lot"]>, "material_lot_id" | "position"> = {},
): void {
  into.insert("lot", {
    material_lot_id: ownId(event),
    position: event.position,
    ...from,
  });
  datesAre(into, event);
  identifiersAre(into, event);
}

function datesAre(into: Into<Tables>, event: Dated): void {
  into.insert("lot_dates", {
    material_lot_id: ownId(event),
    position: event.position,
    expires_on: event.data.expiresOn ?? null,
    retest_on: event.data.retestOn ?? null,
  });
}

function identifiersAre(into: Into<Tables>, event: Identified): void {
  const { identifiers } = event.data;
  const { position } = event;
  into.insert("lot_identifiers", { material_lot_id: ownId(event), position, identifiers });
}

function statusIs(into: Into<Tables>, event: Placed, status: string): void {
  into.insert("lot_status", { material_lot_id: ownId(event), position: event.position, status });
}

interface Found extends Placed {
  readonly data: { readonly quantity: Quantity; readonly containerId?: string };
}

function found(into: Into<Tables>, event: Found): void {
  const { quantity, containerId: container_id = null } = event.data;
  const { position } = event;
  into.insert("lot_found", { position, material_lot_id: ownId(event), container_id, quantity });
}

interface Hold extends Placed {
  readonly data: {
    readonly holdId: string;
    readonly code: string;
    readonly containerId?: string;
  };
}

function hold(into: Into<Tables>, event: Hold, is_lifted: boolean): void {
  const { holdId: hold_id, code, containerId = null } = event.data;
  const lot = { material_lot_id: ownId(event), position: event.position };
  into.insert("lot_hold", { ...lot, hold_id, code, container_id: containerId, is_lifted });
}
