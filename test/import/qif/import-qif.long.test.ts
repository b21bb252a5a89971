// QIF results taken into a log: what is there afterwards, what is held, what a second time adds.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { eventTypes, type ProductionEvent } from "../../../src/domain/catalogue.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { createCodec } from "../../../src/eventstore/codec.ts";
import {
  createHandler,
  type Handler,
  type Session,
} from "../../../src/eventstore/handler/handle.ts";
import { importQif, type QifOptions } from "../../../src/import/qif/import-qif.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { eventsIn, ofType } from "../../sample-plant/plant-for-test.ts";
import { sharedData, testOnData } from "../../shared-data.ts";
import { bracket, qifDocument, type Written } from "./qif-for-test.ts";

const codec = createCodec<ProductionEvent>(eventTypes, Buffer.alloc(32, 1));
const session: Session = {
  actor: { kind: "service", id: "test", name: "Test" },
  authentication: { method: "none" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "UTC",
};

let running: LogForTest;
let handler: Handler;
let folder: string;
beforeEach(async () => {
  running = await startLog();
  const clock = { kind: "real" as const, now: () => new Date() };
  const instance = { appVersion: "0", configRevision: "1", zoneDatabase: "2026a", clock };
  handler = createHandler(running.log, codec, instance);
  folder = await mkdtemp(join(tmpdir(), "qif-"));
  return async () => {
    await running[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
});

const take = (path: string, options?: QifOptions) =>
  importQif({ handler, session, keep: async () => undefined }, path, options);
async function taken(written?: Written, options?: QifOptions) {
  const path = join(folder, "results.qif");
  await writeFile(path, qifDocument(written));
  return take(path, options);
}
const events = () => eventsIn(running.log);
async function stored(type: ProductionEvent["type"]) {
  const all = await Array.fromAsync(running.log.readAll());
  return all.filter((event) => event.type === type).map(({ data }) => data);
}

const person: Session = {
  ...session,
  authentication: { method: "password", sessionId: "s1" },
  actor: { kind: "person", id: "p1", username: "qa", printedName: "Q. A.", role: "qaRelease" },
};
const deciding = (materialLotId: string, decision: "release" | "reject", n: number) =>
  decideDisposition(
    handler,
    {
      commandId: `00000000-0000-4000-8000-00000000000${n}`,
      data: { dispositionId: `d-${materialLotId}`, materialLotId, decision },
      claims: { reason: { code: "NONCONFORMING", text: "Not flat." } },
    },
    person,
  );

test("what is imported twice is there once, and nothing is invented", async () => {
  const first = await taken();
  const all = await events();
  expect(first).toMatchObject({ serials: 2, characteristics: 3, results: 6, nonconformances: [] });
  expect(first.events).toBe(all.length);
  expect(await taken()).toMatchObject({ events: 0, anomalies: first.anomalies });
  expect(await events()).toHaveLength(all.length);
  expect(new Set(all.map(({ metadata }) => metadata.actor.kind))).toEqual(new Set(["import"]));
  const issued = await stored("BatchIssued");
  expect(issued.map(({ equipmentIds }) => equipmentIds)).toEqual([[], []]);
  // Nothing is said to have begun or ended, for the document has no time.
  expect(await stored("BatchStarted")).toEqual([]);
  expect(await stored("BatchCompleted")).toEqual([]);
});

test("a part that fails is held under a deviation, and nothing releases it", async () => {
  const failed = bracket(110, ["39.98", "0.081", "89.9"], ["PASS", "FAIL", "PASS"]);
  const results = `${bracket(100, ["40.02", "0.031", "90.1"])}${failed}`;
  const { nonconformances } = await taken({ results });
  const [one] = nonconformances;
  expect(nonconformances).toHaveLength(1);
  expect(one).toMatchObject({
    serialNumber: "A-2",
    characteristics: [{ test: "Flatness", value: "0.081", low: null, high: "0.05" }],
  });
  const { materialLotId, deviationId } = one!;
  const raised = ofType(await events(), "DeviationRaised");
  expect(raised.map(({ stream }) => stream)).toEqual([`deviation-${deviationId}`]);
  expect(raised[0]?.event.data.materialLotIds).toEqual([materialLotId]);
  const { state } = await handler.load(materialLot, materialLotId);
  expect(state).toMatchObject({ qualityStatus: "quarantine" });
  expect(await deciding(materialLotId, "release", 1)).toMatchObject({ code: "LOT_ON_HOLD" });
  const rejected = await deciding(materialLotId, "reject", 2);
  expect(rejected).toMatchObject({ outcome: "accepted" });
});

test("a document that contradicts itself is told, and the part is held all the same", async () => {
  const tooLong = bracket(100, ["41.00", "0.031", "90.1"]);
  const tooStrict = bracket(110, ["39.98", "0.028", "89.9"], ["FAIL", "PASS", "PASS"], "PASS");
  const { nonconformances } = await taken({ results: `${tooLong}${tooStrict}` });
  expect(nonconformances.map(({ serialNumber }) => serialNumber)).toEqual(["A-1", "A-2"]);
  const codes = (await stored("AnomalyFound")).map(({ code }) => code);
  // Each characteristic against its limits, each part against its characteristics.
  expect(codes).toEqual(Array(4).fill("STATUS_DISAGREES"));
});

test("what was not measured is not tested, and listed as unknown", async () => {
  const value = "<Value>0.031</Value>";
  const { results, unknown } = await taken({ instead: [[value, ""]] });
  expect(results).toBe(5);
  expect(unknown[0]).toMatchObject({
    code: "CHARACTERISTIC_NOT_MEASURED",
    subject: "serialNumber:A-1",
    detail: "Flatness",
  });
  for (const { tests } of await stored("TestsListed")) expect(tests).toContain("Flatness");
});

test("other content under the same key is a conflict, and nothing is overwritten", async () => {
  await taken();
  const before = await events();
  await taken({ instead: [["40.02", "40.03"]] });
  const after = (await events()).slice(before.length);
  expect(after.map(({ event }) => event.type)).toEqual([
    "ImportStarted",
    "ImportConflictFound",
    "ImportCompleted",
  ]);
});

test("stopped in the middle it is taken up again by the same command", async () => {
  const stopping = new AbortController();
  const onProgress = () => stopping.abort();
  const stopped = taken({}, { signal: stopping.signal, onProgress });
  await stopped.catch(() => undefined);
  const halfway = (await events()).length;
  const { events: added } = await taken();
  expect((await events()).length - halfway).toBe(added);
  expect(await stored("ResultRecorded")).toHaveLength(6);
  expect(await stored("ImportCompleted")).toHaveLength(1);
});

test("logs are found by their names; one of nothing is told", async () => {
  const logs = join(folder, "logs");
  await mkdir(logs);
  const names = ["Bracket-M1-01of02.txt", "Lid-M1-02of02.txt", "notes.md"];
  for (const name of names) await writeFile(join(logs, name), "2026-01-02T03:04:05Z|A|1\n");
  const instead = [[">A-1<", ">1<"] as const, [">A-2<", ">2<"] as const];
  const { unknown } = await taken({ instead }, { logs });
  expect(unknown.map(({ subject }) => subject)).toEqual(["serialNumber:2"]);
  expect((await stored("AnomalyFound")).map(({ file }) => file)).toEqual(["Lid-M1-02of02.txt"]);
  await expect(taken({}, { logs: join(folder, "none") })).rejects.toMatchObject({
    code: "FILE_MISSING",
  });
});

test("a document that cannot be is refused, and nothing was appended", async () => {
  const broken = taken({ instead: [["40.02", "40,02"]] });
  await expect(broken).rejects.toMatchObject({ code: "VALUE_NOT_NUMERIC" });
  expect(await events()).toEqual([]);
});

const data = "nist-box-assembly/tdp/mtc";
const name = "7_18_2017 9_24_30 AM Cover_Results.qif";
testOnData(
  data,
  "the Cover of NIST: as the file says, number 20 held, 16 logs unknown",
  async () => {
    const path = sharedData(`${data}/FAIR/${name}`);
    const answer = await take(path);
    expect(answer).toMatchObject({ serials: 20, characteristics: 28, results: 560 });
    expect(answer.nonconformances).toMatchObject([
      {
        serialNumber: "20",
        characteristics: [{ test: "Flatness 1", value: "0.078", low: null, high: "0.05" }],
      },
    ]);
    const without = Array.from({ length: 16 }, (_, n) => `serialNumber:${n + 5}`);
    expect(answer.unknown.map(({ code, subject }) => [code, subject])).toEqual(
      without.map((subject) => ["MACHINE_LOG_MISSING", subject]),
    );
    const results = await stored("ResultRecorded");
    expect(results).toHaveLength(560);
    expect(results.filter(({ outOfSpecification }) => outOfSpecification)).toHaveLength(1);
    const [held] = ofType(await events(), "HoldPlaced");
    expect(held?.stream).toBe(`materialLot-${answer.nonconformances[0]?.materialLotId}`);
    // Alone in another folder, its logs are not there; the parts are the same.
    await cp(path, join(folder, name));
    const again = await take(join(folder, name));
    expect(again.unknown).toHaveLength(20);
    expect(await stored("ResultRecorded")).toHaveLength(560);
    expect(await take(path)).toMatchObject({ events: 0 });
  },
);
