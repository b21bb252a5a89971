// Who is told the first answer of a command: whoever gave it, and whoever could have given it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import type { Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { authenticated, person } from "../../given.ts";
import { count, handlerOn, session } from "./tally.ts";

let running: LogForTest;
let handler: Handler;
beforeAll(async () => {
  running = await startLog();
  handler = handlerOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const holding = (name: string, ...rights: readonly "executeBatch"[]): Session => ({
  ...session,
  actor: person(name),
  authentication: authenticated,
  permits: {
    grants: [{ role: "mixer", rights, scope: everywhere, trainingsMissing: [] }],
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
  },
});
const stored = (stream: string) => Array.fromAsync(running.log.readStream(stream));
const given = (id: string, by = 1) => ({ commandId: randomUUID(), id, data: { by } });

test("who lost the right in between is told their own first answer", async () => {
  const call = given(randomUUID());
  const first = await handler.execute(count, call, holding("eva", "executeBatch"));
  expect(await handler.execute(count, call, holding("eva"))).toEqual({ ...first, repeated: true });
});

test("another command under an id that was used is given, and not taken for done", async () => {
  const call = given(randomUUID());
  await handler.execute(count, call, session);
  const other = { ...count, name: "CountAnother" };
  for (const by of [handler, handlerOn(running.log)]) {
    const answer = await by.execute(other, call, session);
    expect(answer).toMatchObject({ outcome: "accepted", repeated: by !== handler });
  }
  expect((await stored(`order-${call.id}`)).map(({ type }) => type)).toEqual([
    "Tallied",
    "Tallied",
  ]);
});

test("who could have given it is told the answer of another's", async () => {
  const call = given(randomUUID());
  const first = await handler.execute(count, call, holding("eva", "executeBatch"));
  const again = await handler.execute(count, call, holding("bela", "executeBatch"));
  expect(again).toEqual({ ...first, repeated: true });
});

test("who may not is told nothing of it, and that is kept, once [P11-10g]", async () => {
  const id = randomUUID();
  const call = given(id);
  await handler.execute(count, call, holding("eva", "executeBatch"));
  const refused = await handler.execute(count, call, holding("bela"));
  expect(refused).toMatchObject({ outcome: "refused", code: "NOT_AUTHORIZED", repeated: false });
  const again = { ...refused, repeated: true };
  expect(await handler.execute(count, call, holding("bela"))).toEqual(again);
  expect(await handlerOn(running.log).execute(count, call, holding("bela"))).toEqual(again);
  const events = await stored(`order-${id}`);
  expect(events.map(({ type }) => type)).toEqual(["Tallied", "AttemptRefused"]);
  expect(events[1]?.metadata.actor).toMatchObject({ id: "person-bela" });
});

test("an attempt on it changes nothing of what its giver is told", async () => {
  const call = given(randomUUID());
  const eva = holding("eva", "executeBatch");
  const first = await handler.execute(count, call, eva);
  await handler.execute(count, call, holding("bela"));
  const told = { ...first, repeated: true };
  expect(await handler.execute(count, call, eva)).toEqual(told);
  expect(await handlerOn(running.log).execute(count, call, eva)).toEqual(told);
});

test("a refusal of somebody else is theirs too [P11-10g]", async () => {
  const call = given(randomUUID(), 99);
  const first = await handler.execute(count, call, holding("eva", "executeBatch"));
  expect(first).toMatchObject({ code: "STEP_OUT_OF_ORDER" });
  const refused = await handler.execute(count, call, holding("bela"));
  expect(refused).toMatchObject({ code: "NOT_AUTHORIZED" });
  const may = await handler.execute(count, call, holding("clara", "executeBatch"));
  expect(may).toEqual({ ...first, repeated: true });
});

test("that somebody else had no right keeps nobody from giving it [P11-10g]", async () => {
  for (const id of [randomUUID(), randomUUID()]) {
    const call = given(id);
    const refused = await handler.execute(count, call, holding("bela"));
    expect(refused).toMatchObject({ outcome: "refused", code: "NOT_AUTHORIZED" });
    const eva = holding("eva", "executeBatch");
    const done = await handler.execute(count, call, eva);
    expect(done).toMatchObject({ outcome: "accepted", repeated: false });
    expect(await handler.execute(count, call, eva)).toEqual({ ...done, repeated: true });
    expect(await handler.execute(count, call, holding("bela"))).toEqual({
      ...refused,
      repeated: true,
    });
  }
});

test("a refusal of another command is no answer to this one", async () => {
  const id = randomUUID();
  const eva = holding("eva", "executeBatch");
  await handler.execute(count, given(id), eva);
  const call = given(id, 99);
  expect(await handler.execute(count, call, eva)).toMatchObject({ code: "STEP_OUT_OF_ORDER" });
  const another = { ...count, name: "CountAnother" };
  const less = { ...call, data: { by: 1 } };
  for (const one of [eva, holding("clara", "executeBatch")]) {
    const done = await handler.execute(another, less, one);
    expect(done).toMatchObject({ outcome: "accepted", repeated: false });
    const again = await handler.execute(another, less, one);
    expect(again).toEqual({ ...done, repeated: true });
  }
});
