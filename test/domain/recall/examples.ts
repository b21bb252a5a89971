// A recall of a lot of starch that went into a batch and to a pharmacy.
import { uuid } from "../../given.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
export const opening = {
  number: "R-2026-1",
  type: "recall" as const,
  mock: false,
  seeds: ["starch:5"],
  reason: "Metal found in a sack.",
  knownAt: "2026-11-20T08:00:00Z",
  profiles: ["eu-food" as const],
};
export const clock = {
  code: "eu-food-withdrawal",
  what: "Competent authorities told of the withdrawal",
  dueAt: "2026-11-20T08:00:00.000Z",
  source: "Regulation (EC) No 178/2002, Art. 19",
};
export const opened = { type: "RecallOpened", data: { ...opening, clocks: [clock] } };
export const mock = {
  type: "RecallOpened",
  data: { ...opening, mock: true, clocks: [] },
};

type Thing = { kind: "materialLot" | "batch"; id: string };
export const suspect = (...things: Thing[]) => ({ seed: "starch:5", things });
export const starch = { kind: "materialLot" as const, id: "lot-1" };
export const resolved = {
  type: "RecallSeedResolved",
  data: { seed: "starch:5", things: [starch], asOf: 40 },
};
export const digests = ["ab".repeat(32)];
type Line = { materialLotId: string; quantity?: ReturnType<typeof kg> };
const line = (materialLotId: string, quantity = kg("5")): Line => ({ materialLotId, quantity });
export const shipped = (shipmentId: string, name = "Apotheke am Ring", lot = "lot-1") => ({
  shipmentId,
  customerPartyId: "p-1",
  name,
  lines: [line(lot)],
});
export const traced = (
  lots: string[],
  batches: string[] = [],
  shipments: ReturnType<typeof shipped>[] = [],
) => ({ seeds: [suspect()], lots, batches, shipments, fresh: [], asOf: 40, digests });
export const widened = (
  lots: string[],
  batches: string[] = [],
  shipments: (ReturnType<typeof shipped> & { consigneeNumber: string })[] = [],
) => ({ type: "RecallScopeWidened", data: { lots, batches, shipments, asOf: 40, digests } });

export const toC1 = { ...shipped("s-1"), consigneeNumber: "C1" };
export const reached = widened(["lot-1", "lot-2"], ["batch-1"], [toC1]);
export const ordered = { type: "RecallHoldOrdered", id: uuid(0x10), data: { sites: ["site-1"] } };
export const settled = {
  type: "RecallHoldsSettled",
  data: { forEventIds: [uuid(0x10)], lots: 2, batches: 1 },
};

export const proposal = {
  proposalId: "n-1",
  lots: ["lot-2"],
  batches: [],
  why: "judged",
  text: "Made before the sack was opened.",
};
export const proposed = { type: "RecallNarrowingProposed", data: proposal };
export const decided = {
  type: "RecallNarrowingDecided",
  data: { proposalId: "n-1", accepted: true, lots: ["lot-2"], batches: [] },
};
export const reason = { code: "assessed", text: "The times do not meet." };

export const evaluation = {
  evaluation: "Metal may injure.",
  classification: "II" as const,
  depth: "retail" as const,
  effectivenessLevel: "A" as const,
};
export const evaluated = {
  type: "RecallEvaluated",
  data: evaluation,
  before: { classification: null, depth: null, effectivenessLevel: null },
};
export const informed = {
  type: "RecallAuthorityInformed",
  data: { clock: clock.code, authority: "AGES" },
};
export const notified = (time = 1, consigneeNumber = "C1") => ({
  type: "RecallConsigneeNotified",
  data: { consigneeNumber, channel: "letter", time },
});
export const replied = (
  lines: object[] = [],
  passedOnTo: object[] = [],
  consigneeNumber = "C1",
) => ({
  type: "RecallConsigneeReplied",
  data: { consigneeNumber, lines, passedOnTo },
});
export const checked = (effective = true) => ({
  type: "RecallEffectivenessChecked",
  data: { consigneeNumber: "C1", method: "phone", effective },
});
export const recovered = (value = "5") => ({
  type: "RecallGoodsRecovered",
  data: { recoveryNumber: "RET-1", lines: [{ materialLotId: "lot-1", quantity: kg(value) }] },
});
export const disposed = (value = "5") => ({
  type: "RecallGoodsDisposed",
  data: {
    certificate: "D-1",
    method: "destroyed",
    lines: [{ materialLotId: "lot-1", quantity: kg(value) }],
  },
});
