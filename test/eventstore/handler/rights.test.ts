// The right that a command asks for, on a real log: who may not is told so, and it is kept.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  everywhere,
  type Grant,
  type Standing,
  unknownScope,
} from "../../../src/domain/kernel/access/standing.ts";
import { aggregate, commandsOf } from "../../../src/domain/kernel/decider.ts";
import { refuse } from "../../../src/domain/kernel/refusal.ts";
import type { Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import { identifierId } from "../../../src/eventstore/handler/reserve.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { authenticated, person } from "../../given.ts";
import { count, handlerOn, named, session, Tallied, tally } from "./tally.ts";

let running: LogForTest;
let handler: Handler;
beforeAll(async () => {
  running = await startLog();
  handler = handlerOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const eva = person("eva", "none yet");
const grant = (more: Partial<Grant> = {}): Grant => ({
  role: "mixer",
  rights: ["executeBatch"],
  scope: everywhere,
  trainingsMissing: [],
  ...more,
});
const as = (grants: readonly Grant[], more: Partial<Standing> = {}): Session => ({
  ...session,
  actor: eva,
  authentication: authenticated,
  permits: {
    grants,
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
    ...more,
  },
});
const reader = as([grant({ role: "reader", rights: ["readRecords"] })]);
const call = (id: string, data: unknown = { by: 1 }, more: object = {}) => ({
  commandId: randomUUID(),
  id,
  data,
  ...more,
});
const stored = (stream: string) => Array.fromAsync(running.log.readStream(stream));
async function counted(): Promise<string> {
  const id = randomUUID();
  await handler.execute(count, call(id), session);
  return id;
}

describe("who may not [P11-10g]", () => {
  test("is refused, and the attempt is kept in the stream with who it was", async () => {
    const id = await counted();
    const attempt = call(id);
    const answer = await handler.execute(count, attempt, reader);
    expect(answer).toMatchObject({ outcome: "refused", code: "NOT_AUTHORIZED", repeated: false });
    const events = await stored(`order-${id}`);
    expect(events.map(({ type }) => type)).toEqual(["Tallied", "AttemptRefused"]);
    expect(events[1]).toMatchObject({
      data: {
        command: "Count",
        code: "NOT_AUTHORIZED",
        attempted: { right: "executeBatch", site: "site-1", roles: ["reader"] },
      },
      metadata: {
        actor: eva,
        authentication: authenticated,
        site: "site-1",
        commandId: attempt.commandId,
      },
    });
    expect((await handler.load(tally, id)).state).toBe(1);
  });
  test("is kept with the site's refusals where no stream exists", async () => {
    const id = randomUUID();
    const attempt = call(id);
    expect(await handler.execute(count, attempt, reader)).toMatchObject({ code: "NOT_AUTHORIZED" });
    expect(await stored(`order-${id}`)).toEqual([]);
    expect((await stored("refusals-site-1")).at(-1)).toMatchObject({
      type: "AttemptRefused",
      data: { code: "NOT_AUTHORIZED" },
      metadata: { actor: eva, authentication: authenticated, commandId: attempt.commandId },
    });
  });
  test("learns nothing of the stream from the revision that they name, and is kept", async () => {
    const id = await counted();
    const attempt = call(id, { by: 1 }, { ifRevision: 7 });
    expect(await handler.execute(count, attempt, reader)).toMatchObject({ code: "NOT_AUTHORIZED" });
    expect((await stored(`order-${id}`)).at(-1)?.type).toBe("AttemptRefused");
    const other = call(id, { by: 1 }, { ifRevision: 7 });
    const may = await handler.execute(count, other, as([grant()]));
    expect(may).toMatchObject({ code: "REVISION_CHANGED" });
  });
  test("meets no rule of the decision, and takes no identifier", async () => {
    const id = await counted();
    const tooMuch = await handler.execute(count, call(id, { by: 99 }), reader);
    expect(tooMuch).toMatchObject({ code: "NOT_AUTHORIZED" });
    const name = randomUUID();
    const refused = await handler.execute(named, call(randomUUID(), { name }), reader);
    expect(refused).toMatchObject({ code: "NOT_AUTHORIZED" });
    const wanted = identifierId({ scheme: "name", issuer: "test", value: name });
    expect(await stored(`identifier-${wanted}`)).toEqual([]);
  });
  test("has the first answer at each repetition, also when they may by now", async () => {
    const there = await counted();
    for (const id of [there, randomUUID()]) {
      const attempt = call(id);
      const first = await handler.execute(count, attempt, reader);
      const again = { ...first, repeated: true };
      const sameNow = { ...as([grant()]), actor: reader.actor };
      expect(await handler.execute(count, attempt, sameNow)).toEqual(again);
      expect(await handlerOn(running.log).execute(count, attempt, reader)).toEqual(again);
    }
    expect(await stored(`order-${there}`)).toHaveLength(2);
  });
});

describe("who may", () => {
  test("is recorded in the role that allowed it, not in another that is held", async () => {
    const id = randomUUID();
    const both = as([grant({ role: "reader", rights: ["readRecords"] }), grant()]);
    const answer = await handler.execute(count, call(id), both);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect(answer).not.toHaveProperty("warnings");
    const [event] = await stored(`order-${id}`);
    expect(event?.metadata.actor).toEqual({ ...eva, role: "mixer" });
  });
  test("acts in the first role in which no rule refuses; if none, in the first", async () => {
    const asLead = commandsOf(tally)("Lead", "executeBatch", z.strictObject({}), (_, __, at) =>
      at.actor.kind === "person" && at.actor.role === "lead"
        ? [{ type: "Tallied", data: { by: 1, note: "" } }]
        : refuse("NOT_AUTHORIZED", "Only a lead counts so.", { role: "lead" }),
    );
    const id = randomUUID();
    const roles = ["mixer", "lead", "owner"].map((role) => grant({ role }));
    const lead = await handler.execute(asLead, call(id, {}), as(roles));
    expect(lead).toMatchObject({ outcome: "accepted" });
    expect((await stored(`order-${id}`)).at(-1)?.metadata.actor).toMatchObject({ role: "lead" });
    const others = roles.filter(({ role }) => role !== "lead");
    const refused = await handler.execute(asLead, call(id, {}), as(others));
    expect(refused).toMatchObject({ code: "NOT_AUTHORIZED" });
    expect((await stored(`order-${id}`)).at(-1)).toMatchObject({
      type: "AttemptRefused",
      metadata: { actor: { role: "mixer" } },
    });
  });
  test("is recorded in it too when a rule refuses", async () => {
    const id = await counted();
    await handler.execute(count, call(id, { by: 99 }), as([grant()]));
    const refused = (await stored(`order-${id}`)).at(-1);
    expect(refused).toMatchObject({
      data: { code: "STEP_OUT_OF_ORDER" },
      metadata: { actor: { id: eva.id, role: "mixer" } },
    });
  });
  test("is warned with the answer that a training is not current [P11-10i]", async () => {
    const untrained = grant({ trainingsMissing: ["SOP-1"] });
    const [id, warn] = [randomUUID(), as([untrained], { training: "warn" })];
    const answer = await handler.execute(count, call(id), warn);
    expect(answer).toMatchObject({ outcome: "accepted", warnings: ["TRAINING_NOT_CURRENT"] });
    const refused = await handler.execute(count, call(id), as([untrained]));
    expect(refused).toMatchObject({ code: "TRAINING_NOT_CURRENT" });
    expect((await stored(`order-${id}`)).at(-1)?.type).toBe("AttemptRefused");
  });
  test("asks nothing more when the password must be changed first", async () => {
    const id = await counted();
    const must = as([grant()], { mustChangePassword: true });
    const answer = await handler.execute(count, call(id), must);
    expect(answer).toMatchObject({ code: "PASSWORD_CHANGE_REQUIRED", events: [] });
    expect(await stored(`order-${id}`)).toHaveLength(1);
  });
});

describe("for which part of the plant", () => {
  // A tally is of the material that its first note names.
  const owned = aggregate({
    category: "deviation",
    ofSite: false,
    events: [Tallied],
    initial: { material: undefined as string | undefined },
    evolve: (state: { material: string | undefined }, event) => ({
      material: state.material ?? event.data.note,
    }),
    scope: ({ material }) => (material === undefined ? unknownScope : { material }),
  });
  const Note = z.strictObject({ note: z.string() });
  const begin = commandsOf(owned)(
    "Begin",
    "executeBatch",
    Note,
    ({ note }) => [{ type: "Tallied", data: { by: 0, note } }],
    { scope: ({ note }) => ({ material: note }) },
  );
  const go = commandsOf(owned)("Go", "executeBatch", Note, ({ note }) => [
    { type: "Tallied", data: { by: 1, note } },
  ]);
  const own = as([grant({ scope: { ...everywhere, materials: ["m-1"] } })]);
  const answer = (command: typeof go, id: string, note: string, who = own) =>
    handler.execute(command, call(id, { note }), who);

  test("is told by the log, and not by the caller [P11-10g]", async () => {
    const [mine, others] = [randomUUID(), randomUUID()];
    await answer(begin, mine, "m-1", session);
    await answer(begin, others, "m-2", session);
    expect(await answer(go, mine, "m-2")).toMatchObject({ outcome: "accepted" });
    expect(await answer(go, others, "m-1")).toMatchObject({ code: "NOT_AUTHORIZED" });
  });
  test("is told by the command where the thing is new", async () => {
    expect(await answer(begin, randomUUID(), "m-1")).toMatchObject({ outcome: "accepted" });
    expect(await answer(begin, randomUUID(), "m-2")).toMatchObject({ code: "NOT_AUTHORIZED" });
  });
  test("is nobody's list where nothing is there, and all where all is granted", async () => {
    expect(await answer(go, randomUUID(), "m-1")).toMatchObject({ code: "NOT_AUTHORIZED" });
    const all = await answer(go, randomUUID(), "m-1", as([grant()]));
    expect(all).toMatchObject({ outcome: "accepted" });
  });
  test("is the site of the session", async () => {
    const here = as([grant({ scope: { ...everywhere, sites: ["site-1"] } })]);
    const id = await counted();
    expect(await handler.execute(count, call(id), here)).toMatchObject({ outcome: "accepted" });
    const there = { ...here, site: "site-2" };
    expect(await handler.execute(count, call(id), there)).toMatchObject({ code: "NOT_AUTHORIZED" });
  });
});
