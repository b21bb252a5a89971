// A serial number leads to the thing that has it, or to the batch whose packs have it.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { type TraceQuery, trace } from "../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import {
  consumed,
  issued,
  prepared,
  produced,
  received,
  serialsAccounted,
  serialsIssued,
  shipped,
  splitOff,
} from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const applied = (batch: string, from: string) => serialsAccounted(batch, "applied", { from });
const thing = (batch: string, lot: string, number: string): Happened =>
  produced(batch, lot, {
    identifiers: [{ scheme: "serialNumber", issuer: "Example Ltd", value: number }],
  });

async function traced(history: readonly Happened[], from: string, more: Partial<TraceQuery> = {}) {
  await project(database, genealogy, eventTypes, stored(eventTypes, history));
  const query = { from, direction: "backward", at: recordedAt(9_999), ...more } as const;
  const answer = await trace(database.kysely, query);
  if (answer.found !== "one") return answer;
  const { seeds, lots, shipments, unknown } = answer.trace;
  return {
    stands: seeds.flatMap(({ things }) => things.map(({ id }) => id)),
    lots: lots.map(({ lotId }) => lotId),
    shipments: shipments.map(({ shipmentId }) => shipmentId),
    unknown: unknown.map(({ code, subject }) => `${code} ${subject}`),
  };
}

const packs = [
  received("starch"),
  issued("7"),
  consumed("7", "starch"),
  serialsIssued("7", "A00001", "A00400"),
  produced("7", "pack-lot"),
  prepared("s", "pack-lot"),
  shipped("s", "pack-lot"),
  issued("8"),
  serialsIssued("8", "A00401", "A00500"),
];

test("of a pack: the batch that has it, both ways, and that no more is known is said", async () => {
  for (const number of ["A00001", "A00137", "A00400"]) {
    const back = await traced(packs, `serial:${number}`);
    expect(back).toMatchObject({ stands: ["7"], lots: ["starch"] });
    expect(back).toHaveProperty(
      "unknown",
      expect.arrayContaining([expect.stringMatching(/^SERIAL_IN_BATCH /)]),
    );
    const forward = await traced(packs, `serial:${number}`, { direction: "forward" });
    expect(forward).toMatchObject({ stands: ["7"], lots: ["pack-lot"], shipments: ["s"] });
  }
  expect(await traced(packs, "serial:A00401")).toMatchObject({ stands: ["8"], lots: [] });
});

test("of no batch: another length, another beginning, or a number beyond", async () => {
  for (const number of ["A00501", "A000137", "B00137", "137", "", "A00137 "]) {
    expect(await traced(packs, `serial:${number}`)).toMatchObject({ found: "none" });
  }
  // As it was known before the number was given.
  expect(await traced(packs, "serial:A00137", { asOf: 3 })).toMatchObject({ found: "none" });
});

test("used in a batch that it was never issued to, it stands for both", async () => {
  const stray = [...packs, applied("8", "A00137")];
  expect(await traced(stray, "serial:A00137")).toMatchObject({ stands: ["7", "8"] });
});

test("of a thing: the thing alone, its own way, and out again of what it was in", async () => {
  const pumps = [
    received("bar-1"),
    received("bar-2"),
    issued("9"),
    serialsIssued("9", "P-1", "P-9"),
    consumed("9", "bar-1"),
    thing("9", "pump-1", "P-1"),
    thing("9", "pump-2", "P-2"),
    issued("10"),
    consumed("10", "pump-1"),
    produced("10", "rig"),
    prepared("s", "pump-2"),
    shipped("s", "pump-2"),
    splitOff("part-of-bar", "bar-2"),
  ];
  const one = { stands: ["pump-1"], lots: ["rig"], shipments: [] };
  expect(await traced(pumps, "serial:P-1", { direction: "forward" })).toMatchObject(one);
  expect(await traced(pumps, "serial:P-2", { direction: "forward" })).toMatchObject({
    stands: ["pump-2"],
    lots: [],
    shipments: ["s"],
  });
  expect(await traced(pumps, "serial:p-1")).toMatchObject({ stands: ["pump-1"], lots: ["bar-1"] });
  // The pump was taken out again: the rig has nothing of it.
  const voided: Happened = {
    stream: "batch-10",
    type: "MaterialConsumptionVoided",
    data: {
      correctsEventId: stored(eventTypes, pumps)[8]?.id ?? "",
      materialLotId: "pump-1",
    },
  };
  expect(await traced([...pumps, voided], "serial:P-1", { direction: "forward" })).toMatchObject({
    stands: ["pump-1"],
    lots: [],
  });
  expect(await traced(pumps, "serial:P-3")).toMatchObject({ stands: ["9"] });
});
