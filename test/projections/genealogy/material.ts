// What happens to material, written down one event at a time.
import { eventIdAt, type Happened } from "../history.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const material = { materialDefinitionId: "m-1", name: "Starch" };
const identifiersOf = (lot: string, scheme = "lot-no") => [
  { scheme, issuer: "Example Ltd", value: lot },
];

export const received = (lot: string, more: object = {}): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialLotReceived",
  data: {
    material,
    identifiers: identifiersOf(lot),
    containers: [],
    qualityStatus: "quarantine",
    ...more,
  },
});

export const issued = (batch: string): Happened => ({
  stream: `batch-${batch}`,
  type: "BatchIssued",
  data: { batchNumber: batch, material, equipmentIds: [], dataOrigin: "live" },
});

export const consumed = (batch: string, lot: string, more: object = {}): Happened => ({
  stream: `batch-${batch}`,
  type: "MaterialConsumed",
  data: { materialLotId: lot, material, kind: "charge", basis: "weighed", flags: [], ...more },
});

export const produced = (batch: string, lot: string, more: object = {}): Happened => ({
  stream: `batch-${batch}`,
  type: "OutputProduced",
  data: {
    materialLotId: lot,
    material,
    identifiers: identifiersOf(lot),
    containers: [],
    holds: [],
    flags: [],
    ...more,
  },
});

export const merged = (lot: string, ...from: readonly string[]): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialLotsMerged",
  data: {
    material,
    identifiers: identifiersOf(lot),
    containers: [],
    qualityStatus: "quarantine",
    from: from.map((materialLotId, n) => ({ materialLotId, heel: n > 0 })),
  },
});

export const splitOff = (lot: string, parent: string, more: object = {}): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialLotSplitOff",
  data: {
    material,
    identifiers: identifiersOf(lot),
    containers: [],
    qualityStatus: "quarantine",
    fromMaterialLotId: parent,
    splitEventId: eventIdAt(999_999),
    ...more,
  },
});

export const relabelled = (lot: string, number: string): Happened => ({
  stream: `materialLot-${lot}`,
  type: "MaterialLotRelabelled",
  data: { identifiers: identifiersOf(number) },
  before: { identifiers: identifiersOf(lot) },
});

export const voided = (batch: string, lot: string, position: number): Happened => ({
  stream: `batch-${batch}`,
  type: "MaterialConsumptionVoided",
  data: { correctsEventId: eventIdAt(position), materialLotId: lot },
});

export const corrected = (
  batch: string,
  lot: string,
  position: number,
  quantity: object,
): Happened => ({
  stream: `batch-${batch}`,
  type: "MaterialConsumptionCorrected",
  data: { correctsEventId: eventIdAt(position), materialLotId: lot, quantity },
  before: { quantity: null },
});

export const opened = (unit: string): Happened => ({
  stream: `logisticUnit-${unit}`,
  type: "LogisticUnitOpened",
  data: { identifiers: identifiersOf(unit, "sscc"), kind: "tote" },
});

export const loaded = (unit: string, lot: string): Happened => ({
  stream: `logisticUnit-${unit}`,
  type: "LogisticUnitLoaded",
  data: { movementId: `${unit} ${lot}`, materialLotId: lot, quantity: kg("1") },
});

const contents = (...lots: readonly string[]) => ({
  customerPartyId: "party-1",
  consignee: { name: "Customer" },
  lines: lots.map((materialLotId) => ({ materialLotId, quantity: kg("1") })),
  logisticUnitIds: [],
  documents: [],
});

export const prepared = (shipment: string, ...lots: readonly string[]): Happened => ({
  stream: `shipment-${shipment}`,
  type: "ShipmentPrepared",
  data: { identifiers: identifiersOf(shipment, "delivery"), ...contents(...lots) },
});

export const shipped = (shipment: string, ...lots: readonly string[]): Happened => ({
  stream: `shipment-${shipment}`,
  type: "ShipmentDispatched",
  data: contents(...lots),
});

export const serialsIssued = (batch: string, from: string, to: string): Happened => ({
  stream: `batch-${batch}`,
  type: "SerialsIssued",
  data: { reservationId: `r-${batch}-${from}`, serials: [{ from, to }] },
});
export const serialsAccounted = (batch: string, as: string, ...serials: object[]): Happened => ({
  stream: `batch-${batch}`,
  type: "SerialsAccounted",
  data: { as, serials, flags: [] },
});
