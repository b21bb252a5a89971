// A deviation about a batch, its lot or its equipment stands against the approval of the record and
// against release, until quality has said what it means for the batch.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classifyDeviation, closeDeviation } from "../../../src/domain/deviation/commands.ts";
import { deviation } from "../../../src/domain/deviation/deviation.ts";
import { registerEquipment } from "../../../src/domain/equipment/commands.ts";
import type { Answer, Session } from "../../../src/eventstore/handler/handle.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { recordOutput } from "../../../src/processes/produce-output.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { kg, type Plant, plantOn, session } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import {
  approve as approveAll,
  end,
  mix,
  startedByMaster,
  tablets,
} from "../review/made-by-master-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const quality: Session = { ...session, actor: person("quality") };
const id = () => crypto.randomUUID();
const requested = <Data>(data: Data) => ({ commandId: id(), data });
const call = (of: string, data: unknown) => ({ commandId: id(), id: of, data });
const reason = { code: "assessed", text: "Seen." };

interface Made {
  readonly batchId: string;
  readonly lot: string;
  readonly output: string;
  readonly unit: string;
}

/** Charged, made on a unit, yielded, completed. */
async function made(): Promise<Made> {
  const [batchId, lot, output, unit] = [
    await startedByMaster(plant),
    await plant.releasedLot(),
    id(),
    id(),
  ];
  const registered = { name: unit, kind: "vessel", identifiers: [], calibrationNeeded: false };
  await plant.run(registerEquipment, unit, { ...registered, kind: "vessel" });
  await mix(plant, batchId, lot, { equipmentId: unit });
  const data = { batchId, materialLotId: output, material: tablets, quantity: kg("24") };
  const yielded = { ...data, identifiers: [], containers: [] };
  await recordOutput(plant.handler, requested(yielded), session);
  await end(plant, batchId);
  return { batchId, lot, output, unit };
}

const approve = (batchId: string): Promise<Answer> => approveAll(plant, batchId);

const raise = async (data: Raised) => {
  const answer = await raiseDeviation(plant.handler, requested(data), session);
  expect(answer).toMatchObject({ outcome: "accepted" });
  return data.deviationId;
};
const assess = (deviationId: string, batchId: string, conclusion = "acceptable", by = quality) =>
  assessImpact(
    plant.handler,
    { ...call(deviationId, { batchId, impact: "Stable.", conclusion }), claims: { reason } },
    by,
  );
type Raised = Parameters<typeof raiseDeviation>[1]["data"];
function about(more: Partial<Raised>): Raised {
  const { batchId: _, ...rest } = deviationOf("none");
  return { ...rest, ...more };
}
const ok = { outcome: "accepted" };
const refused = (code: string) => ({ outcome: "refused", code });
const release = (materialLotId: string) =>
  decideDisposition(
    plant.handler,
    requested({ dispositionId: id(), materialLotId, decision: "release" as const }),
    quality,
  );

describe("the record is not approved", () => {
  test.each([
    ["the batch", ({ batchId }: Made) => about({ batchId })],
    ["a lot in it", ({ lot }: Made) => about({ materialLotIds: [lot] })],
    ["equipment", ({ unit }: Made) => about({ equipmentIds: [unit] })],
  ])("with a deviation about %s that nobody assessed", async (_, of) => {
    const plantMade = await made();
    const deviationId = await raise(of(plantMade));
    const { batchId } = plantMade;
    expect(await approve(batchId)).toMatchObject({
      ...refused("BATCH_RECORD_INCOMPLETE"),
      message: expect.stringMatching(/^Section 23 of the record lacks: impact of the deviation/),
    });
    expect(await assess(deviationId, batchId, "notAcceptable")).toMatchObject(ok);
    expect(await approve(batchId)).toMatchObject(refused("IMPACT_NOT_ACCEPTABLE"));
    expect(await assess(deviationId, batchId)).toMatchObject(ok);
    expect(await approve(batchId)).toMatchObject(ok);
  });
  test("one of another batch does not count", async () => {
    const [one, other] = [await made(), await made()];
    await raise(about({ batchId: other.batchId }));
    expect(await approve(one.batchId)).toMatchObject(ok);
  });
});

test("a deviation of a lot that quality has closed concerns no further batch", async () => {
  const { batchId, lot } = await made();
  const deviationId = await raise(about({ materialLotIds: [lot] }));
  const classified = { ...call(deviationId, { classification: "minor" }), claims: { reason } };
  const other = { ...quality, actor: person("clara", "qaReviewer") };
  await plant.handler.execute(classifyDeviation, classified, other);
  const closing = call(deviationId, { conclusion: "The lot is as it should be." });
  expect(await plant.handler.execute(closeDeviation, closing, quality)).toMatchObject(ok);
  expect(await approve(batchId)).toMatchObject(ok);
});

test("raised after approval, it stands against the release of what was made", async () => {
  const { batchId, output } = await made();
  expect(await approve(batchId)).toMatchObject(ok);
  const deviationId = await raise(about({ batchId }));
  expect(await release(output)).toMatchObject(refused("BATCH_RECORD_INCOMPLETE"));
  expect(await assess(deviationId, batchId)).toMatchObject(ok);
  expect(await release(output)).toMatchObject(ok);
});

test("who worked on the batch does not assess it, and there must be one", async () => {
  const { batchId } = await made();
  const deviationId = await raise(about({ batchId }));
  const own = await assess(deviationId, batchId, "acceptable", session);
  expect(own).toMatchObject(refused("REVIEWER_NOT_INDEPENDENT"));
  expect(await assess(deviationId, id())).toMatchObject(refused("NOT_FOUND"));
});

test("it is not raised about what there is not", async () => {
  const nothings = [{ batchId: id() }, { materialLotIds: [id()] }, { equipmentIds: [id()] }];
  for (const data of nothings.map((more: Partial<Raised>) => about(more))) {
    const answer = await raiseDeviation(plant.handler, requested(data), session);
    expect(answer).toMatchObject(refused("NOT_FOUND"));
    const { state } = await plant.handler.load(deviation, data.deviationId);
    expect(state.status).toBe("unknown");
  }
});
