// A lot of starch in two drums, and what can happen to it.
import { uuid } from "../../given.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
export const starch = { materialDefinitionId: "starch", name: "Maize starch" };
export const numbered = (value: string) => ({ scheme: "starch", issuer: "plant", value });

export const receipt = {
  material: starch,
  identifiers: [numbered("5")],
  quantity: kg("100"),
  containers: [
    { containerId: "drum-1", quantity: kg("60") },
    { containerId: "drum-2", quantity: kg("40") },
  ],
  qualityStatus: "quarantine" as const,
  supplier: { partyId: "p-1", name: "Stärke AG" },
  receiptNumber: "R-77",
  expiresOn: "2027-06-30",
  locationId: "store-1",
};
export const received = { type: "MaterialLotReceived", data: receipt };
export const receivedUnknown = {
  type: "MaterialLotReceived",
  data: {
    material: starch,
    identifiers: [numbered("5")],
    containers: [],
    qualityStatus: "unstated" as const,
  },
};
export const status = (to: string, from = "quarantine") => ({
  type: "QualityStatusChanged",
  data: { from, to, dispositionId: "d-1" },
});
export const released = status("released");

export const hold = { holdId: "h-1", code: "deviation", owner: "qa" };
export const held = { type: "HoldPlaced", data: hold };
export const heldDrum = { type: "HoldPlaced", data: { ...hold, containerId: "drum-1" } };
export const destroyed = {
  type: "MaterialLotDestroyed",
  data: { quantity: kg("100"), method: "incinerated" },
};
export const reason = { code: "found", text: "Found at the monthly inventory." };

export const charge = { kind: "charge", basis: "weighed" } as const;
export const drawId = uuid(0xd1);
export const drawn = {
  type: "MaterialDrawn",
  id: drawId,
  data: {
    batchId: "batch-1",
    quantity: kg("25"),
    containerId: "drum-1",
    charge,
    purpose: "charge",
    observed: false,
    flags: [],
  },
};
