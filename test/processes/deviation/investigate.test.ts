// An investigation extends to other batches (21 CFR 211.192): what shares something with a batch of
// that rule and is left out is recorded with it, and nothing at all is left out without a reason.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deviation } from "../../../src/domain/deviation/deviation.ts";
import type { Answer, Session } from "../../../src/eventstore/handler/handle.ts";
import {
  type Common,
  investigateAmong,
  investigateDeviation,
} from "../../../src/processes/deviation/investigate.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import { startedByMaster } from "../review/made-by-master-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const quality: Session = { ...session, actor: person("quality") };
const requested = <Data>(data: Data) => ({ commandId: crypto.randomUUID(), data });
const reason = { code: "scope", text: "The sensor is in no other batch." };

async function raisedFor(profiles: Parameters<typeof startedByMaster>[1] = ["us-211"]) {
  const data = deviationOf(await startedByMaster(plant, profiles));
  await raiseDeviation(plant.handler, requested(data), session);
  return data.deviationId;
}
type Asked = Parameters<typeof investigateDeviation>[1]["data"];
const found = (deviationId: string, ...others: readonly string[]): Asked => ({
  deviationId,
  findings: "Too warm.",
  conclusion: "Of this batch alone.",
  considered: others.map((batchId) => ({ batchId, shares: ["equipment"], affected: false })),
});
const among = (data: Asked, batchIds: readonly string[], more: object = {}) =>
  investigateAmong(async (): Promise<Common> => ({ asOf: 7, batchIds }))(
    plant.handler,
    { ...requested(data), ...more },
    quality,
  );
async function recorded({ events }: Answer): Promise<unknown> {
  for await (const stored of running.log.readAll()) {
    if (stored.id === events[0]?.id) return stored.data;
  }
  return undefined;
}

describe("of a batch under us-211 [211-192]", () => {
  test("what was left out is recorded, and refuses nothing", async () => {
    const deviationId = await raisedFor();
    const one = await plant.runningBatch();
    const other = await plant.runningBatch();
    const answer = await among(found(deviationId, other), [one, other, "third"]);
    expect(answer).toMatchObject({ outcome: "accepted" });
    expect(await recorded(answer)).toMatchObject({
      notConsidered: { asOf: 7, count: 2, batchIds: [one, "third"] },
    });
    const { state } = await plant.handler.load(deviation, deviationId);
    const { deviationId: _, ...said } = found(deviationId, other);
    expect(state).toHaveProperty("investigated", said);
    const again = await among(found(deviationId, other), [one]);
    expect(again).toMatchObject({ outcome: "accepted", events: [] });
  });
  test("all of them considered, nothing is said", async () => {
    const deviationId = await raisedFor();
    const one = await plant.runningBatch();
    expect(await recorded(await among(found(deviationId, one), [one]))).not.toHaveProperty(
      "notConsidered",
    );
  });
  test("none of them, and no reason why, is refused", async () => {
    const deviationId = await raisedFor();
    const refused = { outcome: "refused", code: "REASON_REQUIRED" };
    expect(await among(found(deviationId), [])).toMatchObject(refused);
    const plain = await investigateDeviation(plant.handler, requested(found(deviationId)), quality);
    expect(plain).toMatchObject(refused);
    const said = await among(found(deviationId), ["b"], { claims: { reason } });
    expect(said).toMatchObject({ outcome: "accepted" });
    expect(await recorded(said)).toMatchObject({ notConsidered: { count: 1, batchIds: ["b"] } });
  });
  test("of very many the first are named, and all are counted", async () => {
    const many = Array.from({ length: 500 }, (_, n) => `b-${n}`);
    const answer = await among(found(await raisedFor()), many, { claims: { reason } });
    const { notConsidered } = (await recorded(answer)) as { notConsidered: { batchIds: string[] } };
    expect(notConsidered).toMatchObject({ count: 500 });
    expect(notConsidered.batchIds).toEqual(many.slice(0, 200));
  });
});

test("elsewhere it is for whoever investigates to say", async () => {
  const answer = await among(found(await raisedFor([])), ["b"]);
  expect(answer).toMatchObject({ outcome: "accepted" });
  expect(await recorded(answer)).not.toHaveProperty("notConsidered");
});

test("ids of another quality system count, of the deviation and of its investigation", async () => {
  const deviationId = await raisedFor();
  const claims = { reason, externalReferences: [{ system: "QMS", id: "DEV-4711" }] };
  const answer = await among(found(deviationId), [], { claims });
  expect(answer).toMatchObject({ outcome: "accepted" });
  for await (const { id, metadata } of running.log.readAll()) {
    if (id === answer.events[0]?.id) expect(metadata).toMatchObject(claims);
  }
});
