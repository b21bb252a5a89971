// Serial numbers of what was reached: what became of each, where it is, and what is not recorded.
import { describe, expect, test } from "vitest";
import { whereaboutsText } from "../../../src/cli/text/whereabouts.ts";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import type { SerialLine } from "../../../src/projections/whereabouts/answer.ts";
import { whereabouts as ask } from "../../../src/projections/whereabouts/reached.ts";
import { refuseBeyondEnd } from "../../../src/projections/whereabouts/serials.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { whereaboutsExport } from "../../../src/reports/whereabouts/tables.ts";
import { withDatabase } from "../../database-hook.ts";
import {
  consumed,
  issued,
  prepared,
  produced,
  received,
  serialsAccounted,
  serialsIssued,
  shipped,
} from "../genealogy/material.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const thing = (batch: string, lot: string, number: string): Happened =>
  produced(batch, lot, {
    quantity: { value: "1", unitOfMeasure: "kg" },
    identifiers: [{ scheme: "serialNumber", issuer: "Example Ltd", value: number }],
  });
const kg = (value: string) => ({ quantity: { value, unitOfMeasure: "kg" } });

async function asked(history: readonly Happened[], from: string, more: object = {}) {
  const events = stored(eventTypes, history);
  await project(database, whereabouts, eventTypes, events);
  await project(database, genealogy, eventTypes, events);
  const answer = await ask(database.kysely, { from, serials: 1, at: recordedAt(9_999), ...more });
  if (answer.found !== "one") throw new Error(answer.found);
  return answer.whereabouts;
}

const short = ({ batch, lot, from, to, became, state, in: name }: SerialLine) =>
  [batch ?? "-", lot ?? "-", to ? `${from}..${to}` : from, became, state ?? "-", name ?? "-"].join(
    " ",
  );

describe("of packs", () => {
  const packs = [
    received("starch", kg("10")),
    issued("7"),
    consumed("7", "starch"),
    serialsIssued("7", "A001", "A100"),
    serialsAccounted("7", "applied", { from: "A001", to: "A090" }),
    serialsAccounted("7", "destroyed", { from: "A010" }, { from: "A095" }),
    serialsAccounted("7", "returned", { from: "A096", to: "A098" }),
    produced("7", "packs", kg("1")),
  ];
  const gone = [prepared("s", "packs"), shipped("s", "packs")];

  test("what was told last of each; all are where the one lot of the batch is", async () => {
    const answer = await asked([...packs, ...gone], "lot:starch");
    expect(answer.serials?.map(short)).toEqual([
      "7 - A091..A094 issued - -",
      "7 - A099..A100 issued - -",
      "7 lot-no:packs A001..A009 applied inTransit s",
      "7 lot-no:packs A011..A090 applied inTransit s",
      "7 - A096..A098 returned - -",
      "7 - A010 destroyed - -",
      "7 - A095 destroyed - -",
    ]);
    expect(answer.serialCoverage).toEqual({
      ...{ page: 1, pages: 1, ranges: 7, serials: 100, batches: 1, lots: 0 },
    });
    expect(answer.serials?.reduce((all, { count }) => all + count, 0)).toBe(100);
    expect(answer.unknown.map(({ code }) => code)).not.toContain("SERIAL_IN_BATCH");
  });
  test("as it was known before", async () => {
    const answer = await asked([...packs, ...gone], "lot:starch", { asOf: 5 });
    expect(answer.serials?.map(short)).toEqual([
      expect.stringMatching(/ - A091..A100 issued - -$/),
      expect.stringMatching(/ - A001..A090 applied - -$/),
    ]);
    expect(answer.unknown.map(({ code }) => code)).toContain("SERIAL_IN_BATCH");
  });
  test("of the lot that they are in, whose batch is not what it went into", async () => {
    const answer = await asked([...packs, ...gone], "lot:packs", { alone: true });
    expect(answer.serialCoverage).toMatchObject({ serials: 100, batches: 1 });
  });
  test("which of two lots has them is not recorded, and is said to be so", async () => {
    const two = [...packs, produced("7", "more-packs", kg("1")), ...gone];
    const answer = await asked(two, "lot:starch");
    expect(answer.serials?.map(short)).toContainEqual(
      expect.stringMatching(/ - A011..A090 applied - -$/),
    );
    const placed = answer.serials?.find(({ from }) => from === "A011");
    expect(placed).toMatchObject({
      among: [{ state: "inTransit", in: "s", id: "s" }, { state: "inStock" }],
    });
    expect(placed).not.toHaveProperty("lot");
    expect(answer.unknown).toContainEqual({
      code: "SERIAL_IN_BATCH",
      subject: answer.serials?.[0]?.batch,
      detail: expect.any(String),
    });
  });
  test("nor is it where part of the lot is elsewhere", async () => {
    const sampled: Happened = {
      stream: "materialLot-packs",
      type: "MaterialSampled",
      data: { sampleNumber: "Q1", ...kg("0.5"), flags: [] },
    };
    const answer = await asked([...packs, sampled], "batch:7");
    expect(answer.serials?.map(short)).toContainEqual(
      expect.stringMatching(/ A011..A090 applied - -$/),
    );
    expect(answer.serials?.find(({ from }) => from === "A011")).toMatchObject({
      lot: "lot-no:packs",
      among: [{ state: "inStock" }, { state: "sampled", in: "Q1" }],
    });
    expect(answer.unknown.map(({ code }) => code)).toContain("SERIAL_IN_BATCH");
  });
  test("a page beyond the last is none, and the table has them beside the lots", async () => {
    const beyond = await asked([...packs, ...gone], "lot:starch", { serials: 2 });
    const refused = { code: "PAGE_BEYOND_END", message: expect.stringContaining("7 lines") };
    expect(() => refuseBeyondEnd(beyond)).toThrow(expect.objectContaining(refused));
    const answer = await asked([...packs, ...gone], "lot:starch");
    expect(() => refuseBeyondEnd(answer)).not.toThrow();
    const text = whereaboutsText(answer, { width: 140, colour: false });
    expect(text).toMatch(/batch 7 +A011 to A090 +80 +applied +On the way: shipment s/);
    const { columns, rows } = whereaboutsExport(answer);
    const all = await Array.fromAsync(rows());
    expect(all.every((row) => row.length === columns.length)).toBe(true);
    const at = columns.findIndex(({ key }) => key === "fromSerial");
    expect(all.flatMap((row) => row[at] || [])).toHaveLength(7);
    const { serials: _, serialCoverage: __, ...plain } = answer;
    expect(whereaboutsExport(plain).columns.map(({ key }) => key)).not.toContain("fromSerial");
  });
});

test("of things: each by its own number, where it is itself; the batch has the rest", async () => {
  const pumps = [
    received("bar", kg("10")),
    issued("9"),
    serialsIssued("9", "P-1", "P-4"),
    consumed("9", "bar"),
    thing("9", "pump-1", "P-1"),
    thing("9", "pump-2", "P-2"),
    prepared("s", "pump-2"),
    shipped("s", "pump-2"),
  ];
  const answer = await asked(pumps, "lot:bar");
  expect(answer.serials?.map(short).map((text) => text.replace(/^\S+ \S+ /, ""))).toEqual([
    "P-3..P-4 issued - -",
    "P-1 applied inStock -",
    "P-2 applied inTransit s",
  ]);
  expect(answer.serialCoverage).toMatchObject({ serials: 4, batches: 1, lots: 2 });
  // Of one of them nothing is said of the others.
  const one = await asked(pumps, "serial:P-1");
  expect(one.serials?.map(({ from }) => from)).toEqual(["P-1"]);
});

test("a thing that has two numbers is one thing", async () => {
  const identifiers = ["serialNumber", "serial"].map((scheme, n) => ({
    ...{ scheme, issuer: "Example Ltd", value: `Z-${n}` },
  }));
  const history = [issued("9"), produced("9", "pump", { ...kg("1"), identifiers })];
  const { serials, serialCoverage } = await asked(history, "batch:9");
  expect(serials?.map(({ from, count }) => [from, count])).toEqual([
    ["Z-0", 1],
    ["Z-1", 0],
  ]);
  expect(serialCoverage).toMatchObject({ ranges: 2, serials: 1, lots: 1 });
});

test("none are asked for, none are told", async () => {
  const answer = await asked([received("starch", kg("10"))], "lot:starch", { serials: undefined });
  expect(answer).not.toHaveProperty("serials");
  expect(await asked([received("starch", kg("10"))], "lot:starch")).toMatchObject({ serials: [] });
});
