// Dates that can hardly be meant are asked about once, of people alone.
import { expect, test } from "vitest";
import { datesMeant } from "../../../../src/domain/kernel/entry/dates.ts";
import { anna } from "../../../given.ts";

const context = {
  actor: anna,
  authentication: { method: "password", sessionId: "s", assurance: "single" },
  occurredAt: "2026-11-20T08:00:00.000Z",
} as never;
const on = "2026-11-20";
const machine = { ...(context as object), actor: { kind: "import", id: "i", name: "I" } } as never;

test.each([
  ["made tomorrow", { manufacturedOn: "2026-11-21" }, {}],
  ["expired", { expiresOn: "2026-11-19" }, {}],
  ["to be tested again in the past", { retestOn: "2026-11-19" }, {}],
  ["expired before it was made", { manufacturedOn: "2026-10-01", expiresOn: "2026-09-30" }, {}],
  ["good for 31 years", { expiresOn: "2057-11-20" }, {}],
  [
    "good for more than twice its shelf life",
    { expiresOn: "2031-01-01" },
    { shelfLife_months: 24 },
  ],
] as const)("%s: asked once", (_, dates, more) => {
  const held = { on, ...more };
  expect(datesMeant(dates, held, context)).toMatchObject({
    refused: "IMPLAUSIBLE_VALUE",
    attempted: { ...dates, heldAgainst: held },
  });
  expect(datesMeant({ ...dates, confirmed: true }, held, context)).toEqual({ confirmed: true });
  expect(datesMeant(dates, held, machine)).toEqual({});
});

test.each([
  [{}, {}],
  [{ manufacturedOn: on, expiresOn: on, retestOn: on }, {}],
  [{ expiresOn: "2056-11-30" }, {}],
  [{ expiresOn: "2030-11-30" }, { shelfLife_months: 24 }],
  // The shelf life says more than 30 years do.
  [{ expiresOn: "2066-01-01" }, { shelfLife_months: 300 }],
] as const)("%j may well be meant", (dates, more) => {
  expect(datesMeant({ ...dates, confirmed: true }, { on, ...more }, context)).toEqual({});
});
