// The serial numbers of a product: each is reserved for one batch, once (DSCSA 582; EU 2016/161).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { rangesText, SerialRanges } from "../kernel/gs1/serial.ts";
import { Id } from "../kernel/shape/reference.ts";

export const SerialsReserved = eventType("SerialsReserved", {
  data: z.strictObject({ reservationId: Id, batchId: Id, serials: SerialRanges }),
  action: "create",
  criticality: "critical",
  labels: { reservationId: "Reservation", batchId: "Batch", serials: "Serial numbers" },
  subjects: ({ batchId }) => [{ batch: batchId }],
  sentence: ({ batchId, serials }, show) =>
    `Serial numbers ${rangesText(serials)} reserved for batch ${show.batch(batchId)}`,
  entry: "Material",
});

export const serialRegisterEvents = [SerialsReserved] as const;
