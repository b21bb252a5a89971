// A refused attempt is about whatever it was tried with.
import { expect, test } from "vitest";
import { AttemptRefused } from "../../../src/domain/kernel/attempt-refused.ts";

test("AT-20 the trail of a lot shows what was tried with it elsewhere", () => {
  const data = {
    command: "DrawMaterial",
    code: "WRONG_MATERIAL",
    message: "The recipe does not ask for lactose.",
    requirement: "The lot is not of the material that the step asks for.",
    attempted: { materialLotId: "lot-1", batchId: "batch-1", quantity: 5, phaseId: "p", id: "x" },
  };
  expect(AttemptRefused.subjects(data)).toEqual([{ materialLot: "lot-1" }, { batch: "batch-1" }]);
});
