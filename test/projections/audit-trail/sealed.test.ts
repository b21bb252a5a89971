// What is kept encrypted is never shown, not even as cipher text (regulatory, GD-2): of every event
// type that has such a field, of refused attempts, and of foreign events.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { EventType } from "../../../src/domain/kernel/event-type.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { auditTrailFor } from "../../../src/projections/audit-trail/trail.ts";
import { trailKinds } from "../../../src/projections/audit-trail/which-trail.ts";
import { keptEncrypted } from "../../../src/projections/wording/sealed.ts";
import { trailExport } from "../../../src/reports/audit-trail/tables.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { eventOf } from "../../arbitrary.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, stored } from "../history.ts";
import { ofAda, sealed } from "./people-at-work.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function trailOf(history: readonly Happened[]) {
  await project(database, auditTrail, eventTypes, stored(eventTypes, history));
  return auditTrailFor(database.kysely, { trails: trailKinds });
}

const isErasable = (schema: z.ZodType): boolean =>
  JSON.stringify(z.toJSONSchema(schema)).includes('"erasable"');
const erasableFields = ({ data }: EventType): string[] =>
  Object.entries(data.shape).flatMap(([field, shape]) =>
    isErasable(shape as z.ZodType) ? [field] : [],
  );
const types = [...eventTypes.values()].filter((type) => erasableFields(type).length > 0);

/** Every cipher text in a value, however deep. */
const ciphersIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"cipher":"([^"]+)"/g)].map(([, cipher = ""]) => cipher);

const drawn = (type: EventType): Happened[] =>
  fc
    .sample(eventOf(type), { numRuns: 5, seed: 7 })
    .map((event) => ({ ...event, stream: "person-person-ada" }));

test("there are such types", () => {
  const names = types.map(({ name }) => name);
  expect(names).toContain("CredentialSet");
  expect(names).toContain("PersonContactRecorded");
});

test.each(types)("$name shows that it is kept encrypted, and nothing of it", async (type) => {
  const history = drawn(type);
  const trail = await trailOf(history);
  const entries = await Array.fromAsync(trail.entries());
  const csv = await Array.fromAsync(renderCsv(trailExport("trail", trail.entries)));
  const ciphers = ciphersIn(history);
  expect(ciphers.length).toBeGreaterThan(0);
  const out = JSON.stringify(entries) + csv.join("");
  for (const cipher of ciphers) expect(out).not.toContain(cipher);
  const data = history.map((one) => Object.keys(one.data as object));
  entries.forEach(({ fields }, n) => {
    const there = erasableFields(type).filter((field) => data[n]?.includes(field));
    for (const field of there) {
      expect(fields.find((one) => one.field === field)?.new).toBe(keptEncrypted);
    }
  });
});

test.each(types)("$name tried and refused, or foreign, shows nothing of it", async (type) => {
  const refused = drawn(type).map(
    ({ data }): Happened =>
      ofAda("AttemptRefused", {
        command: "SetCredential",
        code: "SOD_CONFLICT",
        message: "No.",
        requirement: "Somebody else.",
        attempted: { ...(data as object), deep: [{ deeper: data }] },
      }),
  );
  const foreign = drawn(type).map((one) => ({ ...one, foreign: true }));
  const entries = await Array.fromAsync((await trailOf([...refused, ...foreign])).entries());
  const out = JSON.stringify(entries);
  for (const cipher of ciphersIn(drawn(type))) expect(out).not.toContain(cipher);
  expect(out).toContain(keptEncrypted);
});

test("an earlier value is not shown either", async () => {
  const [before, after] = [sealed("C", "people"), sealed("D", "people")];
  const changed = ofAda("PersonContactRecorded", { email: after }, { before: { email: before } });
  const [entry] = await Array.fromAsync((await trailOf([changed])).entries());
  expect(entry?.fields).toEqual([
    { field: "email", label: "E-mail", old: keptEncrypted, new: keptEncrypted },
  ]);
});
