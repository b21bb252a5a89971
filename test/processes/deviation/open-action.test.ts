// What never holds up an approval or a release: an action on a deviation that is still open.
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeDeviationAction } from "../../../src/domain/deviation/commands.ts";
import { deviation } from "../../../src/domain/deviation/deviation.ts";
import type { Session } from "../../../src/eventstore/handler/handle.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { recordOutput } from "../../../src/processes/produce-output.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { kg, type Plant, plantOn, session } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import { approve, end, mix, startedByMaster, tablets } from "../review/made-by-master-for-test.ts";

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
const call = (of: string, data: unknown) => ({
  ...{ commandId: id(), id: of, data },
  claims: { reason: { code: "assessed", text: "Seen by quality." } },
});
const ok = { outcome: "accepted" };

async function raisedAbout(batchId: string): Promise<string> {
  const data = deviationOf(batchId);
  expect(await raiseDeviation(plant.handler, requested(data), session)).toMatchObject(ok);
  const impact = { batchId, impact: "Stable.", conclusion: "acceptable" };
  const assessed = await assessImpact(plant.handler, call(data.deviationId, impact), quality);
  expect(assessed).toMatchObject(ok);
  return data.deviationId;
}

async function yielded(batchId: string): Promise<string> {
  const materialLotId = id();
  const data = { batchId, materialLotId, material: tablets, quantity: kg("24") };
  await recordOutput(
    plant.handler,
    requested({ ...data, identifiers: [], containers: [] }),
    session,
  );
  return materialLotId;
}
const release = (materialLotId: string) =>
  decideDisposition(
    plant.handler,
    requested({ dispositionId: id(), materialLotId, decision: "release" as const }),
    quality,
  );

test.each(["correction", "corrective", "preventive"])(
  "an action that is open, %s, blocks neither approval nor release",
  async (kind) => {
    const batchId = await startedByMaster(plant);
    await mix(plant, batchId, await plant.releasedLot());
    const lot = await yielded(batchId);
    await end(plant, batchId);
    const deviationId = await raisedAbout(batchId);
    const action = call(deviationId, { kind, action: "Fit a second sensor." });
    const taken = await plant.handler.execute(takeDeviationAction, action, quality);
    expect(taken).toMatchObject(ok);
    const { state } = await plant.handler.load(deviation, deviationId);
    expect(state.status).toBe("open");
    expect(await approve(plant, batchId)).toMatchObject(ok);
    expect(await release(lot)).toMatchObject(ok);
  },
);
