// What was given back to its lot is not in the batch, and not counted as if it were.
import { expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { charged } from "../../../src/domain/batch/control-recipe/amount.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { returnSurplus } from "../../../src/domain/material-lot/use/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { evidenceIn } from "../../../src/processes/material/judgement/evidence.ts";
import {
  completeWithReturns,
  lessReturned,
} from "../../../src/processes/material/less-returned.ts";
import { as, id, openWorks, reason } from "../execution/works-for-test.ts";
import { kg } from "../plant-for-test.ts";

const starch = { materialDefinitionId: "starch", isRework: false };

test("211.188(b)(4) nine of ten kilograms given back, one is charged", async () => {
  const { give, handler, batchId, lots } = await openWorks();
  const accepted = (answer: Answer) => expect(answer.outcome).toBe("accepted");
  accepted(await give(startBatch, batchId, {}, "anna"));
  accepted(await give(startPhase, batchId, { phaseId: "weigh" }, "anna"));
  const charge = { kind: "charge" as const, basis: "weighed" as const };
  const data = { materialLotId: lots.good, batchId, quantity: kg("10"), charge };
  accepted(
    await chargeMaterial(handler, { commandId: id(), data, claims: { reason } }, as("anna")),
  );
  const state = async () => (await handler.load(batch, batchId)).state;
  const inBatch = await state();
  if (inBatch.status === "unknown") throw new Error("It is issued.");
  const [consumption] = [...inBatch.material.consumptions.values()];
  const drawnEventId = consumption?.data.drawnEventId ?? "";
  const back = { drawnEventId, quantity: kg("9") };
  accepted(await give(returnSurplus, lots.good, back, "anna"));
  const { state: lot } = await handler.load(materialLot, lots.good);
  const evidence = evidenceIn({ [`materialLot ${lots.good}`]: lot });
  const stayed = lessReturned(inBatch, evidence);
  if (stayed.status === "unknown") throw new Error("It is issued.");
  expect(charged(stayed, starch)).toEqual(kg("1"));
  expect(charged(inBatch, starch)).toEqual(kg("10"));
  const asked = { commandId: id(), id: batchId, data: {}, claims: { reason } };
  expect(await completeWithReturns(handler, asked, as("anna"))).toMatchObject({
    code: "BATCH_RECORD_INCOMPLETE",
  });
});
