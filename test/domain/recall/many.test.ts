// A recall of ten thousand consignees: read, counted and listed in time that grows with them, and
// not with their square.
import { expect, test } from "vitest";
import { consigneeLines } from "../../../src/domain/recall/consignee/list.ts";
import { recall } from "../../../src/domain/recall/recall.ts";
import { recallStatus } from "../../../src/domain/recall/status.ts";
import { ownId, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const numbers = Array.from({ length: 10_000 }, (_, n) => `C${n + 1}`);

test("10,000 consignees are told, answer, and send back what they have left", () => {
  const went = numbers.map((consigneeNumber) => ({
    ...x.shipped(`to-${consigneeNumber}`, `Pharmacy ${consigneeNumber}`),
    consigneeNumber,
  }));
  const used = { materialLotId: "lot-1", quantity: x.kg("1"), as: "usedUp" };
  const rest = [{ materialLotId: "lot-1", quantity: x.kg("4") }];
  const state = stateOf(
    recall,
    [
      x.opened,
      ...Array.from({ length: 20 }, (_, n) =>
        x.widened(["lot-1"], [], went.slice(n * 500, (n + 1) * 500)),
      ),
      ...numbers.map((number) => x.notified(1, number)),
      ...numbers.map((number) => x.replied([used], [], number)),
      ...numbers.map((consigneeNumber) => ({
        type: "RecallGoodsRecovered",
        data: { recoveryNumber: `RET-${consigneeNumber}`, lines: rest, consigneeNumber },
      })),
    ],
    ownId,
  );
  if (state.status === "unknown") throw new Error("It is open.");
  const { consignees, goods } = recallStatus("r-1", state);
  expect(consignees.map(({ number }) => number)).toEqual(numbers);
  expect(goods).toMatchObject([
    { shipped: x.kg("50000"), recovered: x.kg("40000"), gone: x.kg("10000"), isAccounted: true },
  ]);
  expect(consigneeLines(state)).toHaveLength(10_000);
});
