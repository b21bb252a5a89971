// Three trails, one store: log-ins and reads do not drown what was done, and a batch's trail and
// record stay as they are however often they are read (regulatory, 10.1).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { auditTrailFor, type TrailQuery } from "../../../src/projections/audit-trail/trail.ts";
import { batchRecord as readModel } from "../../../src/projections/batch-record/batch-record.ts";
import { batchRecord } from "../../../src/projections/batch-record/query/batch-record.ts";
import { processData } from "../../../src/projections/process-data/process-data.ts";
import { review } from "../../../src/projections/review/review.ts";
import { withDatabase } from "../../database-hook.ts";
import * as tablets from "../batch-record/tablets.ts";
import { ada, type Happened, project, stored } from "../history.ts";
import * as work from "./people-at-work.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function happened(...history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, readModel, processData, review]) {
    await project(database, projection, eventTypes, events);
  }
}
const entries = async (query: TrailQuery) =>
  Array.fromAsync((await auditTrailFor(database.kysely, query)).entries());
const types = async (query: TrailQuery) => (await entries(query)).map(({ type }) => type);

/** As the batch's record and trail show it, without where in the log it stands. */
async function shown() {
  const { asOf: _, ...record } = await batchRecord(database.kysely, "171", { figures: [] });
  return { record, trail: await entries({ batch: "171" }) };
}

const made = [tablets.issued(), tablets.started, tablets.consumed("100")];

test("an entry is in the trail that its event belongs to", async () => {
  await happened(work.enrolled, work.granted, ...made, ...work.besides);
  expect(await types({ trails: ["record"] })).toEqual(made.map(({ type }) => type));
  expect(await types({ trails: ["system"] })).toEqual([
    "PersonEnrolled",
    "PersonRoleGranted",
    "CredentialSet",
    "AccountLocked",
    "SecurityAlertRaised",
    "PersonContactRecorded",
    "SecurityAlertSent",
  ]);
  expect(await types({ trails: ["access"] })).toEqual([
    "LoggedIn",
    "LogInFailed",
    "RecordsOpened",
    "RecordsOpened",
    "RecordsExported",
    "AttemptRefused",
    "SessionEnded",
  ]);
});

test("nothing said: record and system; a person, an action or a type asked for: all", async () => {
  await happened(work.granted, ...made, work.loggedIn, work.read);
  const both: TrailQuery = { trails: ["record", "system"] };
  expect(await entries({})).toEqual(await entries(both));
  expect(await entries({})).toHaveLength(4);
  expect(await entries({ person: ada.id })).toHaveLength(6);
  expect(await entries({ person: ada.id, ...both })).toHaveLength(4);
  expect(await types({ actions: ["login"] })).toEqual(["LoggedIn"]);
  expect(await types({ types: ["RecordsOpened"] })).toEqual(["RecordsOpened"]);
  expect(await entries({ trails: ["record", "access"] })).toHaveLength(5);
  expect(await entries({ trails: [] })).toEqual([]);
});

test("a batch's record and trail are the same however often they are read", async () => {
  const [first, ...rest] = [tablets.received, work.enrolled, work.trained, work.granted, ...made];
  const history = [first as Happened, ...rest];
  await happened(...history);
  const before = await shown();
  await happened(...history, ...work.besides, ...work.besides);
  expect(JSON.stringify(await shown())).toBe(JSON.stringify(before));
});

test("what people proved and opened is not in the trail of a batch that ran then", async () => {
  const during = [work.renamed, work.trained, work.verified, work.granted];
  await happened(work.enrolled, ...made, ...work.besides, ...during, tablets.completed);
  expect(await types({ batch: "171" })).toEqual(
    [work.enrolled, ...made, ...during, tablets.completed].map(({ type }) => type),
  );
});

test("attempts stand where what they tried does: log-ins, grants, charges", async () => {
  const tried = (command: string, stream: string): Happened => ({
    ...tablets.refused,
    stream,
    data: { ...(tablets.refused.data as object), command },
  });
  await happened(
    tablets.issued(),
    tablets.refused,
    tried("LogIn", "person-person-ada"),
    tried("GrantRole", "person-person-ada"),
    tried("RegisterService", "refusals-Site 1"),
    tried("SetCredential", "person-person-ada"),
    tried("ChargeMaterial", "refusals-Site 1"),
  );
  const trails = (await entries({ types: ["AttemptRefused"] })).map(({ trail }) => trail);
  expect(trails).toEqual(["record", "access", "system", "system", "system", "record"]);
});

test("a foreign event is never hidden among log-ins", async () => {
  await happened({ ...work.read, foreign: true }, { ...tablets.started, foreign: true });
  expect((await entries({})).map(({ trail }) => trail)).toEqual(["system", "record"]);
});
