// AT-1 to AT-10: what an entry says, of event types that nobody told the audit trail about.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { auditTrailOf } from "../../../src/projections/audit-trail/audit-trail.ts";
import type { AuditEntry } from "../../../src/projections/audit-trail/entry.ts";
import { auditTrailFor, type TrailQuery } from "../../../src/projections/audit-trail/trail.ts";
import { withDatabase } from "../../database-hook.ts";
import {
  ada,
  eventIdAt,
  type Happened,
  importer,
  project,
  recordedAt,
  stored,
} from "../history.ts";
import { arrived, begun, catalogue, heated, kettle, named, renamed, washed } from "./plant.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function trailOf(history: readonly Happened[], query: TrailQuery = {}, chunk?: number) {
  await project(database, auditTrailOf(catalogue), catalogue, stored(catalogue, history), chunk);
  return answer(query);
}

async function answer(query: TrailQuery): Promise<readonly AuditEntry[]> {
  return Array.fromAsync((await auditTrailFor(database.kysely, query)).entries());
}

const litres = (value: string) => ({ value, unitOfMeasure: "L" });
const brewed = [
  named("Big Bertha", litres("500")),
  arrived("Pale malt 7"),
  begun("12"),
  heated("12", eventIdAt(2)),
  renamed("Old Bertha", "Big Bertha"),
  heated("12", eventIdAt(2)),
];

test("a new event type is in the trail as a sentence, with the names of then (AT-2)", async () => {
  const entries = await trailOf(brewed);
  expect(entries.map(({ sentence }) => sentence)).toEqual([
    "Kettle Big Bertha of 500 L registered",
    "An unknown quantity of Pale malt 7 arrived",
    "Brew 12 begun",
    "Pale malt 7 heated in Big Bertha",
    "Kettle is called Old Bertha from here on",
    "Pale malt 7 heated in Old Bertha",
  ]);
  expect(entries.map(({ record }) => record?.name)).toEqual([
    "Big Bertha",
    "Pale malt 7",
    "brew 12",
    "brew 12",
    "Old Bertha",
    "brew 12",
  ]);
});

test("no entry shows a bare id, and a reference to an event is its entry (AT-2)", async () => {
  const entries = await trailOf([heated("12", eventIdAt(0)), ...brewed]);
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-/;
  for (const { sentence, fields } of entries) {
    expect(sentence).not.toMatch(uuid);
    expect(JSON.stringify(fields)).not.toMatch(uuid);
  }
  expect(entries[0]?.fields).toContainEqual({
    field: "begunEventId",
    label: "Follows",
    new: "entry 0",
  });
});

test("a change shows old and new value, and is found as a change (AT-4, A11-8.2)", async () => {
  await trailOf(brewed);
  const entries = await answer({ changedOnly: true });
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    position: 4,
    changesEarlierValue: true,
    fields: [{ label: "Called", old: "Big Bertha", new: "Old Bertha" }],
  });
});

test("who, when, where and why are of then (AT-5 to AT-10)", async () => {
  const why = { code: "spill", text: "Soap ran out" };
  const [entry] = await trailOf([
    washed("soda", { reason: why, workstation: "WS 3", onBehalfOf: "QA", authorisedBy: "Eva" }),
  ]);
  expect(entry).toMatchObject({
    who: {
      kind: "person",
      name: "Ada Novak",
      username: "ada",
      onBehalfOf: "QA",
      authorisedBy: "Eva",
    },
    when: {
      recordedAt: recordedAt(0),
      recordedLocal: "2026-11-20 09:00:00.000 +01:00",
      zoneStated: true,
      late: false,
      gap_ms: 0,
    },
    why,
    where: { site: "Site 1", workstation: "WS 3" },
    authentication: { method: "demo" },
    software: { appVersion: "0.1.0", schemaVersion: 1 },
  });
});

test("what a person enters late is found; what an import brings is not called late", async () => {
  const earlier = { occurredAt: "2026-11-20T06:00:00.000Z" };
  const unstated = { occurredAt: "2026-11-20T06:00:00" };
  await trailOf([
    washed("soda", earlier),
    washed("lye", { ...earlier, by: importer }),
    washed("ash", unstated),
  ]);
  const late = await answer({ lateOnly: true });
  expect(late.map(({ position, when }) => [position, when?.gap_ms])).toEqual([[0, 7_200_000]]);
  const [, , local] = await answer({});
  expect(local?.when).toMatchObject({
    zoneStated: false,
    gap_ms: null,
    occurredAt: "2026-11-20T06:00:00",
  });
});

test("a refused attempt is in the trail of what it was tried with (AT-20)", async () => {
  const refused: Happened = {
    stream: "refusals-site-1",
    type: "AttemptRefused",
    data: {
      command: "HeatBrew",
      code: "WRONG_MATERIAL",
      message: "Not the malt of the recipe.",
      requirement: "The lot is of the material that the step asks for.",
      attempted: { equipmentId: kettle, amount: litres("9.8") },
    },
  };
  await trailOf([named("Big Bertha"), refused]);
  const [entry] = await answer({ about: { kind: "equipment", id: kettle }, refusedOnly: true });
  expect(entry?.action).toBe("refused");
  expect(entry?.fields.find(({ field }) => field === "attempted")?.new).toBe(
    "equipment: Big Bertha, amount: 9.8 L",
  );
});

test("a foreign event is shown as it was found, in the trail of what it speaks of", async () => {
  await trailOf([named("Big Bertha"), washed("acid", { foreign: true })]);
  const [entry] = await answer({ about: { kind: "equipment", id: kettle }, foreignOnly: true });
  expect(entry).toMatchObject({
    position: 1,
    origin: "foreign",
    action: null,
    who: null,
    when: null,
  });
  expect(entry?.fields.find(({ field }) => field === "data")?.new).toBe('{"with":"acid"}');
});

test("the size of chunks makes no difference", async () => {
  const whole = await trailOf(brewed);
  for (const size of [1, 2, 4]) expect(await trailOf(brewed, {}, size)).toEqual(whole);
});

test("pages follow each other, and an answer at K does not see what came after", async () => {
  const entries = await trailOf(brewed);
  const first = await answer({ limit: 2 });
  const rest = await answer({ after: first.at(-1)?.position ?? -1 });
  expect([...first, ...rest]).toEqual(entries);
  expect(await answer({ asOf: 3 })).toEqual(entries.slice(0, 3));
  await expect(auditTrailFor(database.kysely, { asOf: 7 })).rejects.toMatchObject({
    code: "AS_OF_AHEAD",
  });
});

test("the trail of a person is what they did and what was done about them", async () => {
  await trailOf([washed("soda"), washed("lye", { by: importer })]);
  expect(await answer({ person: ada.id })).toHaveLength(1);
  expect(await answer({ peopleOnly: true })).toHaveLength(1);
  expect(await answer({ from: recordedAt(1), until: recordedAt(2) })).toHaveLength(1);
});
