// What is not in the scope of a recall is refused by the number that people know, by what was
// typed, and by the id.
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordRecovery } from "../../../src/domain/recall/goods/commands.ts";
import { proposeNarrowing } from "../../../src/domain/recall/scope/commands.ts";
import { lotNamed } from "../../../src/processes/recall/letter-to.ts";
import { namingStrange } from "../../../src/processes/recall/name-strange.ts";
import { kg, session } from "../plant-for-test.ts";
import { id, type RecallsForTest, startRecalls } from "./recalls-for-test.ts";

let on: RecallsForTest;
beforeAll(async () => {
  on = await startRecalls();
});
afterAll(() => on[Symbol.asyncDispose]());

test("goods, and what is proposed to be left out; also when it is asked again", async () => {
  const { plant } = on;
  const [lot, other] = [await plant.releasedLot(), await plant.releasedLot()];
  const { lot: number } = await lotNamed(plant.handler, other);
  const recallId = await on.opened(lot);
  await on.refresh(recallId);
  const call = (data: object) => ({ commandId: id(), id: recallId, data });
  const goods = { recoveryNumber: "RET-1", lines: [{ materialLotId: other, quantity: kg("1") }] };
  const typed = new Map([[other, "old:7"]]);
  const asked = call(goods);
  for (const repeated of [false, true]) {
    const refused = await namingStrange(recordRecovery, typed)(plant.handler, asked, session);
    expect(refused).toMatchObject({ outcome: "refused", code: "NOT_IN_SCOPE", repeated });
    const { message } = refused as { message: string };
    expect([number, "old:7", other].filter((part) => !message.includes(part))).toEqual([]);
  }
  const leaving = call({ lots: [other], batches: [], text: "Another silo." });
  const kept = await namingStrange(proposeNarrowing)(plant.handler, leaving, session);
  expect(kept).toMatchObject({ code: "NOT_IN_SCOPE", message: expect.stringContaining(number) });
  const right = call({ ...goods, lines: [{ materialLotId: lot, quantity: kg("1") }] });
  const taken = await namingStrange(recordRecovery)(plant.handler, right, session);
  expect(taken.outcome).toBe("accepted");
});

test("what is no lot at all is named as it was given", async () => {
  const { plant } = on;
  const recallId = await on.opened(await plant.releasedLot());
  const lines = [{ materialLotId: "starch:5", quantity: kg("1") }];
  const call = { commandId: id(), id: recallId, data: { recoveryNumber: "RET-1", lines } };
  expect(await namingStrange(recordRecovery)(plant.handler, call, session)).toMatchObject({
    code: "NOT_IN_SCOPE",
    message: expect.stringContaining("lot starch:5."),
  });
});
