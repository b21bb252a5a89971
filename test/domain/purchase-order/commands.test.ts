// Placing, taking note of what came, closing.
import { describe, test } from "vitest";
import {
  closePurchaseOrder,
  placePurchaseOrder,
  recordLineReceived,
} from "../../../src/domain/purchase-order/commands.ts";
import { given, uuid } from "../../given.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const line = (lineNumber: number) => ({
  lineNumber,
  material: { materialDefinitionId: "starch", name: "Maize starch" },
  quantity: kg("100"),
});
const order = {
  orderNumber: "4500017",
  supplier: { partyId: "p-1", name: "Stärke AG" },
  lines: [line(10), line(20)],
};
const placed = { type: "PurchaseOrderPlaced", data: order };
const came = (n: number, value: string) => ({
  lineNumber: 10,
  materialLotId: `lot-${n}`,
  receivedEventId: uuid(n),
  quantity: kg(value),
});
const received = (n: number, value: string, overDelivered = false) => ({
  type: "PurchaseOrderLineReceived",
  data: { ...came(n, value), overDelivered },
});
const closed = (outcome: string) => ({ type: "PurchaseOrderClosed", data: { outcome } });

describe("placing", () => {
  test("happens once", () => {
    given().when(placePurchaseOrder, order).then(placed);
    given(placed).when(placePurchaseOrder, order).thenNothing();
  });
  test.each([
    ["ALREADY_EXISTS", [placed], { ...order, orderNumber: "other" }],
    ["MALFORMED_COMMAND", [], { ...order, lines: [line(10), line(10)] }],
    ["QUANTITY_NOT_POSITIVE", [], { ...order, lines: [{ ...line(10), quantity: kg("0") }] }],
  ] as const)("is refused with %s", (code, past, data) => {
    given(...past)
      .when(placePurchaseOrder, { ...data, lines: [...data.lines] })
      .thenRefused(code);
  });
});

describe("what came in", () => {
  test("is noted once, late or not, and over what was ordered is said so", () => {
    given(placed).when(recordLineReceived, came(1, "60")).then(received(1, "60"));
    given(placed, received(1, "60")).when(recordLineReceived, came(1, "60")).thenNothing();
    given(placed, received(1, "60"))
      .when(recordLineReceived, came(2, "40.001"))
      .then(received(2, "40.001", true));
    given(placed, received(1, "60"))
      .when(recordLineReceived, came(2, "40000"))
      .then(received(2, "40000", true));
    given(placed, closed("cancelled"))
      .when(recordLineReceived, came(1, "60"))
      .then(received(1, "60"));
  });
  test("is nothing of no order and no line", () => {
    given().when(recordLineReceived, came(1, "60")).thenRefused("NOT_FOUND");
    given(placed)
      .when(recordLineReceived, { ...came(1, "60"), lineNumber: 30 })
      .thenRefused("NOT_FOUND");
  });
});

describe("closing", () => {
  test("happens once, and cancelling says why", () => {
    const reason = { code: "LATE", text: "It never came." };
    given(placed).when(closePurchaseOrder, { outcome: "fulfilled" }).then(closed("fulfilled"));
    given(placed).when(closePurchaseOrder, { outcome: "cancelled" }).thenRefused("REASON_REQUIRED");
    given(placed)
      .when(closePurchaseOrder, { outcome: "cancelled" }, { reason })
      .then(closed("cancelled"));
    given(placed, closed("fulfilled"))
      .when(closePurchaseOrder, { outcome: "fulfilled" })
      .thenNothing();
    given(placed, closed("fulfilled"))
      .when(closePurchaseOrder, { outcome: "cancelled" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(closePurchaseOrder, { outcome: "fulfilled" }).thenRefused("NOT_FOUND");
  });
});
