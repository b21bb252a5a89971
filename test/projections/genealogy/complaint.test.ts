// A complaint leads to what it is about, though it names no lot: to the thing or the batch that has
// the serial number, to the lot that the container is of.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { common } from "../../../src/projections/genealogy/question/common.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import { consumed, issued, produced, received, serialsIssued } from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const raised = (number: string): Happened => ({
  stream: `complaint-of-${number}`,
  type: "ComplaintRaised",
  data: { number, receivedAt: recordedAt(0), from: "customer", description: "Black specks." },
});
const linked = (number: string, named: object): Happened => ({
  stream: `complaint-of-${number}`,
  type: "ComplaintLinked",
  data: { ...named, standing: "claimed" },
});

const made = [
  received("starch", {
    containers: [{ containerId: "drum-1", quantity: { value: "5", unitOfMeasure: "kg" } }],
  }),
  issued("7"),
  consumed("7", "starch", { containerId: "drum-1" }),
  serialsIssued("7", "A00001", "A00400"),
  produced("7", "pack-lot"),
  issued("8"),
  consumed("8", "starch"),
  serialsIssued("8", "B00001", "B00400"),
  raised("K-1"),
  raised("K-2"),
];

async function traced(
  history: readonly Happened[],
  from: string,
  direction: "forward" | "backward",
) {
  await projected(history);
  const answer = await trace(database.kysely, { from, direction, at: recordedAt(9_999) });
  if (answer.found !== "one") return answer;
  const { seeds, lots, batches, unknown } = answer.trace;
  return {
    stands: seeds.flatMap(({ things }) => things.map(({ id }) => id)),
    lots: lots.map(({ lotId }) => lotId),
    batches: batches.map(({ batchId }) => batchId),
    unrecorded: unknown.flatMap(({ code, subject }) => (code === "NOT_RECORDED" ? [subject] : [])),
  };
}

async function projected(history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  await project(database, auditTrail, eventTypes, events);
  await project(database, genealogy, eventTypes, events);
}

test("of a serial number alone: the batch that has it, by its own number or id", async () => {
  const history = [...made, linked("K-1", { serial: "A00137" })];
  const back = { stands: ["7"], lots: ["starch"] };
  expect(await traced(history, "complaint:K-1", "backward")).toMatchObject(back);
  expect(await traced(history, "complaint:of-K-1", "backward")).toMatchObject(back);
  const ahead = { stands: ["7"], lots: ["pack-lot"] };
  expect(await traced(history, "complaint:K-1", "forward")).toMatchObject(ahead);
});

test("of a serial number that is issued only later, and of nothing until then", async () => {
  const early = [raised("K-3"), linked("K-3", { serial: "C00002" })];
  expect(await traced(early, "complaint:K-3", "backward")).toMatchObject({ stands: [], lots: [] });
  const late = [...early, issued("9"), serialsIssued("9", "C00001", "C00009")];
  expect(await traced(late, "complaint:K-3", "backward")).toMatchObject({ stands: ["9"] });
});

test("of a container: its lot backward, what was taken from it forward", async () => {
  const history = [...made, linked("K-1", { containerId: "drum-1" })];
  expect(await traced(history, "complaint:K-1", "backward")).toMatchObject({ stands: ["starch"] });
  const ahead = await traced(history, "complaint:K-1", "forward");
  expect(ahead).toMatchObject({ stands: ["7", "8"], lots: ["pack-lot"] });
});

test("of a lot with a serial number of it: the lot", async () => {
  const history = [...made, linked("K-1", { materialLotId: "pack-lot", serial: "A00137" })];
  const back = { stands: ["pack-lot"], batches: ["7"], lots: ["starch"] };
  expect(await traced(history, "complaint:K-1", "backward")).toMatchObject(back);
});

test("of a serial number that nothing has and a container: what the container is of", async () => {
  const history = [...made, linked("K-1", { serial: "Z-unknown", containerId: "drum-1" })];
  const unrecorded = ["serial:Z-unknown"];
  const back = { stands: ["starch"], unrecorded };
  expect(await traced(history, "complaint:K-1", "backward")).toEqual(expect.objectContaining(back));
  const ahead = { stands: ["7", "8"], lots: ["pack-lot"], unrecorded };
  expect(await traced(history, "complaint:K-1", "forward")).toMatchObject(ahead);
});

test("of a serial number, a container and a lot: what each of them stands for", async () => {
  const two = linked("K-1", { serial: "B00137", containerId: "drum-1" });
  const both = { stands: ["starch", "8"], unrecorded: [] };
  expect(await traced([...made, two], "complaint:K-1", "backward")).toEqual(
    expect.objectContaining(both),
  );
  const three = linked("K-2", {
    materialLotId: "pack-lot",
    serial: "B00137",
    containerId: "drum-1",
  });
  const all = await traced([...made, three], "complaint:K-2", "backward");
  expect(all).toMatchObject({ stands: ["starch", "pack-lot", "8"], unrecorded: [] });
});

test("of a lot, a serial number and a container that nothing is recorded of", async () => {
  const named = { materialLotId: "lot-x", serial: "Z-1", containerId: "drum-x" };
  const history = [...made, linked("K-1", named), linked("K-1", { serial: "Z-1" })];
  for (const direction of ["forward", "backward"] as const) {
    expect(await traced(history, "complaint:K-1", direction)).toEqual({
      ...{ stands: [], lots: [], batches: [] },
      unrecorded: ["container:drum-x", "lot:lot-x", "serial:Z-1"],
    });
  }
});

test("of a container that nothing was taken from: recorded, and stands for none", async () => {
  const containers = [{ containerId: "sack-1", quantity: { value: "5", unitOfMeasure: "kg" } }];
  const history = [
    ...made,
    received("sugar", { containers }),
    linked("K-1", { containerId: "sack-1" }),
  ];
  const ahead = { stands: [], unrecorded: [] };
  expect(await traced(history, "complaint:K-1", "forward")).toMatchObject(ahead);
});

test("of which none is known by the number", async () => {
  expect(await traced(made, "complaint:K-7", "forward")).toMatchObject({ found: "none" });
});

test("two, each of a serial number alone, have the lot in common that both came from", async () => {
  await projected([
    ...made,
    linked("K-1", { serial: "A00137" }),
    linked("K-2", { serial: "B00137" }),
  ]);
  const answer = await common(database.kysely, {
    of: ["complaint:K-1", "complaint:K-2"],
    limit: 5,
  });
  expect(answer).toMatchObject({
    found: "one",
    answer: { causes: [{ id: "starch", explains: ["complaint:K-1", "complaint:K-2"] }] },
  });
});
