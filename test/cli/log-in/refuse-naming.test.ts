// What else fits an identifier is told at the terminal to whoever may see all of it, and to nobody
// else.
import { expect, test } from "vitest";
import type { CommandRun } from "../../../src/cli/entry.ts";
import type { Instance } from "../../../src/cli/instance/instance.ts";
import type { Caller } from "../../../src/cli/log-in/caller.ts";
import { refuseNaming } from "../../../src/cli/log-in/opening.ts";
import { notOne } from "../../../src/cli/text/not-one.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { refuse } from "../../../src/domain/kernel/refusal.ts";

const denied: unknown[] = [];
const instance = {
  handler: { load: async () => ({ state: { status: "unknown" }, site: "site-1" }) },
  clock: { now: () => new Date("2026-11-27T08:00:00Z") },
  access: {
    trail: {
      open: async (...asked: unknown[]) => {
        denied.push(asked);
        return refuse("NOT_AUTHORIZED", "Not named.");
      },
    },
  },
} as unknown as Instance;
const access = { kind: "reads", what: "getTrace", right: "readRecords", copies: "exportRecords" };
const run = { access } as unknown as CommandRun;
const caller = (materials: "all" | string[]) =>
  ({
    known: {},
    session: {
      site: "site-1",
      permits: {
        grants: [
          {
            role: "r",
            rights: ["readRecords"],
            scope: { ...everywhere, materials },
            trainingsMissing: [],
          },
        ],
        identityVerified: true,
        statementAccepted: true,
        training: "off",
        mustChangePassword: false,
      },
    },
  }) as unknown as Caller;
const candidate = { lotId: "l", lot: "x:1", identifier: "x:1", issuer: "us", material: "Secret" };

test.each([
  ["candidates", notOne("x:1", { found: "several", candidates: [candidate] })],
  ["the nearest names", notOne("x:1", { found: "none", nearest: ["x:2"] })],
])("%s are not named to whom a right leaves out a part", async (_, fault) => {
  const { names } = fault;
  await refuseNaming(run, instance, caller("all"), names);
  expect(denied).toEqual([]);
  const limited = refuseNaming(run, instance, caller(["starch"]), names);
  await expect(limited).rejects.toMatchObject({ code: "NOT_AUTHORIZED" });
  expect(JSON.stringify(await limited.catch((error: Error) => error.message))).not.toContain(
    "Secret",
  );
  expect(denied.splice(0)).toHaveLength(1);
});

test("before people exist nobody is limited", async () => {
  const nobody = { ...caller(["starch"]), known: undefined } as unknown as Caller;
  await refuseNaming(run, instance, nobody, notOne("x", { found: "none", nearest: [] }).names);
  expect(denied).toEqual([]);
});
