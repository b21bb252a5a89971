// Samples as they were known at any tree size: custody, results with repeats and corrections, what
// was out of specification, and what is not known.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { laboratory } from "../../../src/projections/laboratory/laboratory.ts";
import { sampleAt } from "../../../src/projections/laboratory/sample.ts";
import { sampleList, samplesNamed } from "../../../src/projections/laboratory/samples.ts";
import { withDatabase } from "../../database-hook.ts";
import {
  assessed,
  destroyed,
  opened,
  percent,
  result,
  take,
  taken,
  wasReceived,
  wasSent,
} from "../../domain/sample/examples.ts";
import { ada, type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((one) => {
  database = one;
});

const bela = { ...ada, id: "person-bela", printedName: "Bela Kos" };
const of = (
  { type, data }: { readonly type: string; readonly data: object },
  more: Partial<Happened> = {},
): Happened => ({ stream: "sample-s-1", type, data, ...more });
const { quantity: _, specificationVersion: __, ...unsaid } = take;
const bare = {
  ...unsaid,
  sampleNumber: "QC-2",
  materialLotId: "lot-2",
  containerIds: [],
  material: { materialDefinitionId: "lactose", name: "Lactose" },
};
const reason = { code: "REPEAT", text: "The pan had not been dried." };
const corrected = {
  type: "TestResultCorrected",
  data: {
    materialLotId: "lot-1",
    testId: "loss",
    attempt: 2,
    name: "Loss on drying",
    method: "Ph. Eur. 2.2.32",
    finding: percent("13.9"),
    conforms: true,
  },
  before: { finding: percent("13.0"), conforms: true },
};
const retained = {
  type: "SampleRetained",
  data: { locationId: "cold-room", keepUntil: "2029-11-30" },
};
const history: readonly Happened[] = [
  of(taken),
  of(wasSent),
  of(wasReceived, { by: bela }),
  of(result("14.5", false), { by: bela }),
  of(opened("14.5")),
  of({ type: "SampleTaken", data: bare }, { stream: "sample-s-2", occurredAt: "2026-11-20T09:00" }),
  of(assessed("laboratoryError")),
  of(result("13.0", true, 2), { by: bela, reason }),
  { ...of(corrected, { by: bela, reason }), before: corrected.before },
  of(retained),
  of(destroyed, { reason }),
];

const happened = async (chunk?: number) => {
  const events = stored(eventTypes, history);
  for (const one of [genealogy, laboratory])
    await project(database, one, eventTypes, events, chunk);
};
const lines = async (query: object = {}) =>
  (await sampleList(database.kysely, query)).answer.map((one) => [
    one.sampleNumber,
    one.state,
    one.results,
    one.outOfSpecification,
    one.notAssessed,
  ]);

test.each([1, 1_000])(
  "by lot, material and state, at any tree size [chunks of %i]",
  async (chunk) => {
    await happened(chunk);
    expect(await lines({ asOf: 1 })).toEqual([["QC-1", "taken", 0, 0, 0]]);
    expect(await lines({ asOf: 5 })).toEqual([["QC-1", "received", 1, 1, 1]]);
    expect(await lines()).toEqual([
      ["QC-1", "destroyed", 2, 1, 0],
      ["QC-2", "taken", 0, 0, 0],
    ]);
    expect(await lines({ lot: "lot-2" })).toHaveLength(1);
    expect(await lines({ material: "starch" })).toEqual([["QC-1", "destroyed", 2, 1, 0]]);
    expect(await lines({ state: "retained", asOf: 10 })).toHaveLength(1);
    expect(await lines({ state: "sent" })).toEqual([]);
    expect(await lines({ after: 0 })).toHaveLength(1);
    await expect(lines({ asOf: 99 })).rejects.toMatchObject({ code: "AS_OF_AHEAD" });
  },
);

test("custody, results with what they were first, and what became of those out of it", async () => {
  await happened();
  const { answer, asOf } = await sampleAt(database.kysely, "s-1");
  expect(asOf).toBe(history.length);
  expect(answer?.custody.map(({ what, by, position }) => [what, by, position])).toEqual([
    ["taken", "Ada Novak", 0],
    ["sent", "Ada Novak", 1],
    ["received", "Bela Kos", 2],
    ["retained", "Ada Novak", 9],
    ["destroyed", "Ada Novak", 10],
  ]);
  expect(answer).toMatchObject({
    containerIds: ["drum-1", "drum-2"],
    specificationVersion: 1,
    retained: retained.data,
    unknown: [{ code: "RESULT_UNKNOWN", subject: "s-1" }],
  });
  const [first, repeat] = answer?.results ?? [];
  expect(first).toMatchObject({ attempt: 1, isInvalid: true, stands: { conforms: false } });
  expect(repeat).toMatchObject({
    attempt: 2,
    reason,
    recordedAt: recordedAt(7),
    first: { finding: percent("13.0"), conforms: true },
    corrections: [{ position: 8, finding: percent("13.9") }],
    stands: { finding: percent("13.9"), conforms: true },
    isInvalid: false,
  });
  expect(answer?.outOfSpecification).toMatchObject([
    { attempt: 1, assessed: { conclusion: "laboratoryError", rationale: "The dryer was off." } },
  ]);
  const before = (await sampleAt(database.kysely, "s-1", 6)).answer;
  expect(before).toMatchObject({ state: "received", outOfSpecification: [{ assessed: null }] });
  expect((await sampleAt(database.kysely, "s-2", 5)).answer).toBe(undefined);
});

test("what is not known of a sample is said by name", async () => {
  await happened();
  const { answer } = await sampleAt(database.kysely, "s-2");
  expect(answer?.quantity).toBe(null);
  expect(answer?.unknown.map(({ code }) => code)).toEqual([
    "QUANTITY_UNKNOWN",
    "CONTAINERS_UNKNOWN",
    "SPECIFICATION_UNKNOWN",
    "RESULT_UNKNOWN",
    "RESULT_UNKNOWN",
    "TIME_WITHOUT_ZONE",
  ]);
  expect(await samplesNamed(database.kysely, "QC-2")).toEqual(["s-2"]);
  expect(await samplesNamed(database.kysely, "s-1")).toEqual(["s-1"]);
});
