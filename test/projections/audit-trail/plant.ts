// Event types that the product does not have: the audit trail must not need to know them.
import { z } from "zod";
import { AttemptRefused } from "../../../src/domain/kernel/attempt-refused.ts";
import { type EventType, eventType } from "../../../src/domain/kernel/event-type.ts";
import { Quantity } from "../../../src/domain/kernel/quantity.ts";
import type { Happened } from "../history.ts";

const KettleNamed = eventType("KettleNamed", {
  data: z.strictObject({ called: z.string(), volume: Quantity.exactOptional() }),
  action: "create",
  criticality: "minor",
  labels: { called: "Called", volume: "Volume" },
  subjects: () => [],
  sentence: ({ called, volume }, show) => `kettle ${called} of ${show.quantity(volume)} registered`,
  entry: "Equipment",
  names: ({ called }) => called,
});

const KettleRenamed = eventType("KettleRenamed", {
  data: z.strictObject({ called: z.string() }),
  action: "change",
  criticality: "major",
  labels: { called: "Called" },
  subjects: () => [],
  sentence: ({ called }) => `kettle is called ${called} from here on`,
  entry: "Change",
  names: ({ called }) => called,
  changes: ["called"],
});

const KettleWashed = eventType("KettleWashed", {
  data: z.strictObject({ with: z.string() }),
  action: "create",
  criticality: "major",
  labels: { with: "Washed with" },
  subjects: () => [],
  sentence: ({ with: soap }) => `washed with ${soap}`,
  entry: "Equipment",
});

const BrewBegun = eventType("BrewBegun", {
  data: z.strictObject({ number: z.string() }),
  action: "create",
  criticality: "critical",
  labels: { number: "Number" },
  subjects: () => [],
  sentence: ({ number }) => `brew ${number} begun`,
  entry: "Procedural Execution",
  names: ({ number }) => `brew ${number}`,
});

const HeatedIn = eventType("HeatedIn", {
  data: z.strictObject({ equipmentId: z.string(), malt: z.string(), begunEventId: z.string() }),
  action: "create",
  criticality: "critical",
  labels: { equipmentId: "Kettle", malt: "Malt", begunEventId: "Follows" },
  subjects: ({ equipmentId, malt }) => [{ equipment: equipmentId }, { materialLot: malt }],
  sentence: ({ equipmentId, malt }, show) =>
    `${show.materialLot(malt)} heated in ${show.equipment(equipmentId)}`,
  entry: "Consume",
});

const MaltArrived = eventType("MaltArrived", {
  data: z.strictObject({ sack: z.string(), amount: Quantity.exactOptional() }),
  action: "create",
  criticality: "critical",
  labels: { sack: "Sack", amount: "Amount" },
  subjects: () => [],
  sentence: ({ sack, amount }, show) => `${show.quantity(amount)} of ${sack} arrived`,
  entry: "Material",
  names: ({ sack }) => sack,
});

const types: readonly EventType[] = [
  AttemptRefused,
  KettleNamed,
  KettleRenamed,
  KettleWashed,
  BrewBegun,
  HeatedIn,
  MaltArrived,
];
export const catalogue: ReadonlyMap<string, EventType> = new Map(
  types.map((type) => [type.name, type]),
);

export const kettle = "7d0f2f6e-93c7-4f2e-8d2f-0a0b8f6e1c11";
export const malt = "a17f9d52-5b8e-4a34-9a59-3c7be5b4cf0e";

const inKettle = (type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: `equipment-${kettle}`,
  type,
  data,
  ...more,
});
export const named = (called: string, volume?: Quantity): Happened =>
  inKettle("KettleNamed", { called, ...(volume && { volume }) });
export const renamed = (called: string, from: string): Happened =>
  inKettle("KettleRenamed", { called }, { before: { called: from } });
export const washed = (soap: string, more: Partial<Happened> = {}): Happened =>
  inKettle("KettleWashed", { with: soap }, more);
export const arrived = (sack: string, amount?: Quantity): Happened => ({
  stream: `materialLot-${malt}`,
  type: "MaltArrived",
  data: { sack, ...(amount && { amount }) },
});
export const begun = (brew: string): Happened => ({
  stream: `batch-${brew}`,
  type: "BrewBegun",
  data: { number: brew },
});
export const heated = (brew: string, begunEventId: string): Happened => ({
  stream: `batch-${brew}`,
  type: "HeatedIn",
  data: { equipmentId: kettle, malt, begunEventId },
});
