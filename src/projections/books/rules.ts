// Which events move material, and between the stock of a lot and which account.
import { type Quantity, sumOf } from "../../domain/kernel/quantity.ts";
import { partsOf } from "../../domain/material-lot/stock.ts";
import type { Account, Booking } from "./booking.ts";
import { idOf, type Rules } from "./rule.ts";

const madeAndCounted: Rules<Booking> = {
  MaterialLotReceived: (booking, { data, stream }) => made(booking, idOf(stream), data),
  OutputProduced: (booking, { data }) => made(booking, data.materialLotId, data),
  MaterialLotSplitOff: (booking, { data, stream }) => made(booking, idOf(stream), data),
  MaterialLotsMerged: (booking, { data, stream }) => made(booking, idOf(stream), data),
  MaterialCounted: (booking, { data, stream }) =>
    booking.counted(idOf(stream), data.quantity, data.containerId),
  QuantityAdjusted: (booking, { data, stream }) =>
    booking.counted(idOf(stream), data.quantity, data.containerId),
};

const takenOut: Rules<Booking> = {
  MaterialDrawn(booking, { data, stream }) {
    const charged = data.purpose === "charge";
    const reference = charged ? data.batchId : data.intoMaterialLotId;
    out(booking, stream, charged ? "batch" : "lot", data, { reference });
  },
  MaterialDrawCorrected(booking, { data, stream }) {
    // What was taken back as not consumed moved nothing.
    if (booking.moved(data.correctsEventId).length === 0) return;
    const former = booking.voidMoved(data.correctsEventId);
    const { quantity, batchId: reference } = data;
    const away = { lotId: idOf(stream), direction: "out", account: "batch" } as const;
    booking.move({ ...away, reference, ...former, quantity });
  },
  MaterialReturned(booking, { data, stream }) {
    // What the batch never took had not left.
    if (data.reason === "notConsumed") {
      booking.voidMoved(data.drawnEventId);
      return;
    }
    const [drawn] = booking.moved(data.drawnEventId);
    booking.move({
      lotId: idOf(stream),
      direction: "in",
      account: drawn?.account === "lot" ? "lot" : "batch",
      reference: drawn?.reference ?? data.batchId,
      quantity: data.quantity,
      containerId: data.containerId ?? drawn?.container_id ?? undefined,
    });
  },
  // What was drawn before is with the batch already; this is what was charged without a draw.
  MaterialConsumed(booking, { data, stream }) {
    if (data.drawnEventId !== undefined) return;
    charged(booking, stream, data.materialLotId, data);
  },
  MaterialConsumptionCorrected(booking, { data, stream }) {
    if (data.drawnEventId !== undefined) return;
    const former = booking.voidMoved(data.correctsEventId);
    const { materialLotId: lotId, quantity } = data;
    const away = { direction: "out", account: "batch", reference: idOf(stream) } as const;
    booking.move({ lotId, ...away, ...former, quantity });
  },
  MaterialConsumptionVoided(booking, { data }) {
    if (data.drawnEventId === undefined) booking.voidMoved(data.correctsEventId);
  },
  // Of one sample from several containers each gives its part.
  MaterialSampled(booking, { data, stream }) {
    const to = { reference: data.sampleNumber, detail: data.destination };
    const parts = data.sample?.parts ?? [];
    for (const part of parts.length > 0 ? parts : [data]) out(booking, stream, "sample", part, to);
  },
  MaterialReturnedToSupplier(booking, { data, stream }) {
    const to = { reference: data.returnNumber, detail: data.supplier.name };
    out(booking, stream, "supplier", data, to);
  },
  MaterialScrapped: (booking, { data, stream }) =>
    out(booking, stream, "scrap", data, { detail: data.cause }),
  MaterialLotDestroyed: (booking, { data, stream }) =>
    out(booking, stream, "destroyed", data, {
      detail: data.witness ? `${data.method}, witnessed by ${data.witness}` : data.method,
    }),
  MaterialLotSplit(booking, { data, stream }) {
    for (const { materialLotId: reference, ...part } of data.into) {
      for (const one of partsOf(part)) out(booking, stream, "lot", one, { reference });
    }
  },
};

const shipped: Rules<Booking> = {
  // The lines are all that left, what is in units included.
  ShipmentDispatched(booking, { data, stream }) {
    const reference = idOf(stream);
    for (const { materialLotId, quantity } of data.lines) {
      const away = { direction: "out", account: "shipment", reference } as const;
      booking.move({ lotId: materialLotId, ...away, quantity });
    }
  },
  ShipmentReturned(booking, { data, stream }) {
    const reference = idOf(stream);
    for (const { materialLotId, quantity } of data.lines) {
      const back = { direction: "in", account: "shipment", reference } as const;
      booking.move({ lotId: materialLotId, ...back, detail: data.returnNumber, quantity });
    }
  },
};

export const bookRules: Rules<Booking> = { ...madeAndCounted, ...takenOut, ...shipped };

interface Made {
  readonly quantity?: Quantity;
  readonly containers: readonly { readonly containerId: string; readonly quantity?: Quantity }[];
}

function made(booking: Booking, lotId: string, { quantity, containers }: Made): void {
  const all = quantity ?? sumOf(containers.map((one) => one.quantity));
  booking.move({ lotId, direction: "in", account: "made", quantity: all });
  booking.containers(lotId, containers);
}

interface Taken {
  readonly quantity?: Quantity | undefined;
  readonly containerId?: string;
  /** Whole ones. */
  readonly containerIds?: readonly string[];
}

const out = (
  booking: Booking,
  stream: string,
  account: Account,
  { quantity, containerId, containerIds: wholeContainers }: Taken,
  to: { readonly reference?: string | undefined; readonly detail?: string | undefined },
): void => {
  const { reference, detail } = to;
  const from = { lotId: idOf(stream), quantity, containerId, wholeContainers };
  booking.move({ ...from, direction: "out", account, reference, detail });
};

const charged = (
  booking: Booking,
  stream: string,
  lotId: string,
  { quantity, containerId }: Taken,
): void => {
  const away = { direction: "out", account: "batch", reference: idOf(stream) } as const;
  booking.move({ lotId, ...away, quantity, containerId });
};
