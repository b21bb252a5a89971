// Where material is, as a read model: which events move it, and between which accounts.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { negate, type Quantity, sign, sumOf } from "../../domain/kernel/quantity.ts";
import type { MaterialReference } from "../../domain/kernel/shape/reference.ts";
import { projection } from "../projection.ts";
import { named } from "./around/name.ts";
import { idOf, type Rules } from "./around/rule.ts";
import { sampled } from "./around/sample.ts";
import { Memory } from "./memory.ts";
import { type Account, Moving } from "./moving.ts";

const madeAndKept: Rules = {
  MaterialLotReceived: (moving, { data, stream }) => made(moving, idOf(stream), data),
  OutputProduced: (moving, { data }) => made(moving, data.materialLotId, data),
  MaterialLotSplitOff: (moving, { data, stream }) => made(moving, idOf(stream), data),
  MaterialLotsMerged: (moving, { data, stream }) => made(moving, idOf(stream), data),
  MaterialLotRelabelled: (moving, { data, stream }) => moving.lot(idOf(stream), data.identifiers),
  MaterialMoved: (moving, { data, stream }) =>
    moving.place(idOf(stream), data.toLocationId, data.containerId),
  MaterialCounted: (moving, { data, stream }) =>
    moving.counted(idOf(stream), data.quantity, data.containerId),
  QuantityAdjusted: (moving, { data, stream }) =>
    moving.counted(idOf(stream), data.quantity, data.containerId),
};

const takenOut: Rules = {
  MaterialDrawn(moving, { data, stream }) {
    const charged = data.purpose === "charge";
    const reference = charged ? data.batchId : data.intoMaterialLotId;
    out(moving, stream, charged ? "batch" : "lot", data, { reference });
  },
  MaterialDrawCorrected(moving, { data, stream }) {
    const former = moving.voidMoved(data.correctsEventId);
    const { quantity, batchId: reference } = data;
    const away = { lotId: idOf(stream), direction: "out", account: "batch" } as const;
    moving.move({ ...away, reference, ...former, quantity });
  },
  MaterialReturned(moving, { data, stream }) {
    const [drawn] = moving.moved(data.drawnEventId);
    moving.move({
      lotId: idOf(stream),
      direction: "in",
      account: drawn?.account === "lot" ? "lot" : "batch",
      reference: drawn?.reference ?? data.batchId,
      quantity: data.quantity,
      containerId: data.containerId ?? drawn?.container_id ?? undefined,
    });
  },
  // What was drawn before is with the batch already; this is what was charged without a draw.
  MaterialConsumed(moving, { data, stream }) {
    if (data.drawnEventId !== undefined) return;
    charged(moving, stream, data.materialLotId, data);
  },
  MaterialConsumptionCorrected(moving, { data, stream }) {
    if (data.drawnEventId !== undefined) return;
    const former = moving.voidMoved(data.correctsEventId);
    const { materialLotId: lotId, quantity } = data;
    const away = { direction: "out", account: "batch", reference: idOf(stream) } as const;
    moving.move({ lotId, ...away, ...former, quantity });
  },
  MaterialConsumptionVoided(moving, { data }) {
    if (data.drawnEventId === undefined) moving.voidMoved(data.correctsEventId);
  },
  // Of one sample from several containers each gives its part.
  MaterialSampled(moving, { data, stream }) {
    const to = { reference: data.sampleNumber, detail: data.destination };
    const parts = data.sample?.parts ?? [];
    for (const part of parts.length > 0 ? parts : [data]) out(moving, stream, "sample", part, to);
  },
  MaterialReturnedToSupplier(moving, { data, stream }) {
    const to = { reference: data.returnNumber, detail: data.supplier.name };
    const [containerId, ...others] = data.containerIds;
    const { quantity } = data;
    const one = containerId !== undefined && others.length === 0 ? { containerId } : {};
    out(moving, stream, "supplier", { ...(quantity && { quantity }), ...one }, to);
  },
  MaterialScrapped: (moving, { data, stream }) =>
    out(moving, stream, "scrap", data, { detail: data.cause }),
  MaterialLotDestroyed: (moving, { data, stream }) =>
    out(moving, stream, "destroyed", data, {
      detail: data.witness ? `${data.method}, witnessed by ${data.witness}` : data.method,
    }),
  // Whole containers go as they are; what is more than they hold came out of nobody knows which.
  MaterialLotSplit(moving, { data, stream }) {
    for (const { materialLotId: reference, quantity, containers = [] } of data.into) {
      for (const container of containers) out(moving, stream, "lot", container, { reference });
      const packed = sumOf(containers.map((one) => one.quantity));
      const rest = containers.length === 0 ? quantity : beyond(quantity, packed);
      if (containers.length > 0 && rest === undefined) continue;
      out(moving, stream, "lot", { quantity: rest }, { reference });
    }
  },
};

const sentAway: Rules = {
  LogisticUnitOpened(moving, { data, stream, position }) {
    moving.into.insert("whereabouts_unit", {
      unit_id: idOf(stream),
      position,
      name: data.identifiers[0]?.value ?? idOf(stream),
      location_id: data.locationId ?? null,
    });
  },
  LogisticUnitLoaded: (moving, { data, stream }) => packed(moving, stream, "in", data),
  LogisticUnitUnloaded: (moving, { data, stream }) => packed(moving, stream, "out", data),
  LogisticUnitShipped: (moving, { data, stream }) =>
    departed(moving, idOf(stream), data.shipmentId, false),
  ShipmentPrepared(moving, { data, stream, position }) {
    moving.into.insert("whereabouts_shipment", {
      shipment_id: idOf(stream),
      position,
      number: data.identifiers[0]?.value ?? idOf(stream),
      consignee: data.consignee.name,
      documents: data.documents.map(({ kind, number }) => `${kind} ${number}`),
      is_donation: data.donation === true,
    });
  },
  // The lines are all that left, what is in units included.
  ShipmentDispatched(moving, { data, stream }) {
    const reference = idOf(stream);
    for (const unitId of data.logisticUnitIds) departed(moving, unitId, reference, true);
    for (const { materialLotId, quantity } of data.lines) {
      const away = { direction: "out", account: "shipment", reference } as const;
      moving.move({ lotId: materialLotId, ...away, quantity });
    }
  },
  ShipmentReceived(moving, { data, stream }) {
    moving.arrival(idOf(stream), null, undefined);
    for (const { materialLotId, quantity } of data.lines) {
      moving.arrival(idOf(stream), materialLotId, quantity);
    }
  },
  ShipmentReturned(moving, { data, stream }) {
    const reference = idOf(stream);
    for (const { materialLotId, quantity } of data.lines) {
      const back = { direction: "in", account: "shipment", reference } as const;
      moving.move({ lotId: materialLotId, ...back, detail: data.returnNumber, quantity });
    }
  },
};

const rules: Rules = { ...madeAndKept, ...takenOut, ...sentAway, ...sampled, ...named };

export const whereabouts = projection<DB, ProductionEvent>()({
  name: "whereabouts",
  version: 2,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    whereabouts_lot: "select * from whereabouts_lot order by lot_id, position",
    whereabouts_movement: "select * from whereabouts_movement order by position, ord",
    whereabouts_container:
      "select * from whereabouts_container order by lot_id, container_id, position",
    whereabouts_count: "select * from whereabouts_count order by position",
    whereabouts_place: "select * from whereabouts_place order by position, ord",
    whereabouts_location: "select * from whereabouts_location order by location_id, position",
    whereabouts_batch: "select * from whereabouts_batch order by batch_id",
    whereabouts_phase: "select * from whereabouts_phase order by position",
    whereabouts_shipment: "select * from whereabouts_shipment order by shipment_id",
    whereabouts_sample: "select * from whereabouts_sample order by sample_id",
    whereabouts_arrival: "select * from whereabouts_arrival order by position, ord",
    whereabouts_unit: "select * from whereabouts_unit order by unit_id",
    whereabouts_packing: "select * from whereabouts_packing order by position",
    whereabouts_departure: "select * from whereabouts_departure order by position, unit_id",
  },
  memory: () => new Memory(),
  prefetch: (events, ask, memory) => memory.load(events, ask),
  any(into, event, memory) {
    // Each function of the table is for the events of its own name.
    const rule = rules[event.type] as ((moving: Moving, event: unknown) => void) | undefined;
    rule?.(new Moving(into, event, memory), event);
  },
  on: {},
});

interface Made {
  readonly material: MaterialReference;
  readonly identifiers: readonly Identifier[];
  readonly quantity?: Quantity;
  readonly containers: readonly { readonly containerId: string; readonly quantity?: Quantity }[];
  readonly locationId?: string;
}

function made(moving: Moving, lotId: string, data: Made): void {
  const { material, identifiers, containers, locationId } = data;
  const quantity = data.quantity ?? sumOf(containers.map((one) => one.quantity));
  moving.lot(lotId, identifiers, material.name);
  moving.move({ lotId, direction: "in", account: "made", quantity });
  moving.containers(lotId, containers);
  moving.place(lotId, locationId);
}

interface Taken {
  readonly quantity?: Quantity | undefined;
  readonly containerId?: string;
}

const out = (
  moving: Moving,
  stream: string,
  account: Account,
  { quantity, containerId }: Taken,
  to: { readonly reference?: string | undefined; readonly detail?: string | undefined },
): void => {
  const { reference, detail } = to;
  const from = { lotId: idOf(stream), direction: "out", quantity, containerId } as const;
  moving.move({ ...from, account, reference, detail });
};

const charged = (
  moving: Moving,
  stream: string,
  lotId: string,
  { quantity, containerId }: Taken,
): void => {
  const away = { direction: "out", account: "batch", reference: idOf(stream) } as const;
  moving.move({ lotId, ...away, quantity, containerId });
};

function packed(
  { into, position }: Moving,
  stream: string,
  direction: "in" | "out",
  { materialLotId, quantity }: { readonly materialLotId: string; readonly quantity: Quantity },
): void {
  into.insert("whereabouts_packing", {
    position,
    unit_id: idOf(stream),
    lot_id: materialLotId,
    direction,
    quantity: quantity.value,
    unit_of_measure: quantity.unitOfMeasure,
  });
}

const departed = (
  { into, position }: Moving,
  unit_id: string,
  shipment_id: string,
  dispatched: boolean,
): void => into.upsert("whereabouts_departure", { position, unit_id, shipment_id, dispatched });

/** Undefined: nothing, or nobody knows. */
function beyond(whole: Quantity | undefined, part: Quantity | undefined): Quantity | undefined {
  const rest = whole && part && sumOf([whole, negate(part)]);
  return rest && sign(rest) > 0 ? rest : undefined;
}
