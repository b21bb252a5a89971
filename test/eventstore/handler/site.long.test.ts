// What stays at one site is that site's: walked over every command of the domain, on a real log.

import { randomUUID } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { aggregates } from "../../../src/domain/catalogue.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { type Aggregate, type Command, commandsOf } from "../../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../../src/domain/kernel/event-type.ts";
import type { Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import { administration } from "../../api/access/asked.ts";
import { eventOf, sampleOf } from "../../arbitrary.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { plantOn, session } from "../../processes/plant-for-test.ts";

/** Lots, what is decided of them, and shipments travel; all the others are of every site. */
const staying =
  "batch deviation equipment exceptionRuleSet holdRegister import location logisticUnit " +
  "masterRecipe order processData purchaseOrder traceExercise";

type AnyCommand = Command<unknown, unknown, AnyEvent>;

const root = join(import.meta.dirname, "../../..");
const modules = await Promise.all(
  globSync("src/domain/**/commands.ts", { cwd: root }).map((file) => import(join(root, file))),
);
const commands = modules
  .flatMap((module): readonly AnyCommand[] => Object.values(module))
  .filter((one) => typeof one === "object" && "decide" in one)
  .filter(({ right }) => right !== "own" && right !== "system");

let running: LogForTest;
let handler: Handler;
beforeAll(async () => {
  running = await startLog();
  ({ handler } = plantOn(running.log));
});
afterAll(() => running[Symbol.asyncDispose]());

const isOfAll = (right: AnyCommand["right"]): boolean =>
  administration.some((one) => one === right);

/** At a site, and with every right there alone. */
const at = (site: string, { right }: AnyCommand): Session => ({
  ...session,
  site,
  permits: {
    grants: [
      {
        role: "walker",
        rights: right === "own" || right === "system" ? [] : [right],
        // Who may do what is of no site.
        scope: isOfAll(right) ? everywhere : { ...everywhere, sites: [site] },
        trainingsMissing: [],
      },
    ],
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
  },
});

/** Begun at site-1 by the first event of its kind. */
async function begun(of: Aggregate<unknown, never>): Promise<string> {
  const [type] = of.events;
  if (!type) throw new Error(`Nothing happens to a ${of.category}.`);
  const [first] = fc.sample(eventOf(type), { numRuns: 1, seed: 1 });
  if (!first) throw new Error(`No ${type.name} is known.`);
  const begin = commandsOf(of as Aggregate<unknown>)("Begin", "system", z.null(), () => [first]);
  // A register, and a set of rules, is that of the site which is its id.
  const isNamedBySite = of.category === "holdRegister" || of.category === "exceptionRuleSet";
  const id = isNamedBySite ? "site-1" : randomUUID();
  const call = { commandId: randomUUID(), id, data: null };
  expect(await handler.execute(begin, call, session)).toMatchObject({ outcome: "accepted" });
  return call.id;
}

test("each kind of thing says whether it stays where it was begun", () => {
  const said = aggregates.filter(({ ofSite }) => ofSite).map(({ category }) => category);
  expect(said.sort()).toEqual(staying.split(" "));
  expect(new Set(commands.map(({ aggregate }) => aggregate.category)).size).toBeGreaterThan(15);
});

describe("where it was begun, and at another site [P11-10g] [A11-12.1]", () => {
  test.each(commands.map((command) => [command.name, command] as const))("%s", async (_, one) => {
    const { aggregate, name, data } = one;
    const sample = sampleOf(data, name);
    const given = async (site: string) => {
      const call = { commandId: randomUUID(), id: await begun(aggregate), data: sample };
      const answer = await handler.execute(one, call, at(site, one));
      return answer.outcome === "refused" && answer.code === "NOT_AUTHORIZED";
    };
    expect(await given("site-1")).toBe(false);
    expect(await given("site-2")).toBe(staying.split(" ").includes(aggregate.category));
  });
});
