// Placing, releasing and closing an order.
import { describe, expect, test } from "vitest";
import { closeOrder, placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import { given, ownId } from "../../given.ts";

const order = {
  orderNumber: "PO-1",
  material: { materialDefinitionId: "tablets", name: "Tablets 20 mg" },
  quantity: { value: "960", unitOfMeasure: "10*3.{tablet}" },
  dueOn: "2026-12-15",
  priority: "normal" as const,
};
const placed = { type: "OrderPlaced", data: order };
const released = { type: "OrderReleased", data: {} };
const fulfilled = { type: "OrderClosed", data: { outcome: "fulfilled" as const } };
const reason = { code: "customer", text: "The customer has withdrawn it." };

describe("placing an order", () => {
  test("happens", () => given().when(placeOrder, order).then(placed));
  test("is repeated", () => given(placed, released).when(placeOrder, order).thenNothing());
  test("is refused under an id in use, and for nothing", () => {
    given(placed)
      .when(placeOrder, { ...order, priority: "high" })
      .thenRefused("ALREADY_EXISTS");
    given()
      .when(placeOrder, { ...order, quantity: { ...order.quantity, value: "0" } })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
  test("takes its number at the site", () => {
    const taken = placeOrder.reserves?.identifiers(order, ownId, "site-1");
    expect(taken).toEqual([{ scheme: "orderNumber", issuer: "site-1", value: "PO-1" }]);
  });
});

describe("releasing an order", () => {
  test("happens", () => given(placed).when(releaseOrder, {}).then(released));
  test("is repeated", () => given(placed, released).when(releaseOrder, {}).thenNothing());
  test("is refused when it is closed or was never placed", () => {
    given(placed, fulfilled).when(releaseOrder, {}).thenRefused("STATUS_BLOCKS_USE");
    given().when(releaseOrder, {}).thenRefused("NOT_FOUND");
  });
});

describe("closing an order", () => {
  test("happens; a cancellation says why", () => {
    given(placed, released).when(closeOrder, fulfilled.data).then(fulfilled);
    const cancelled = { outcome: "cancelled" as const };
    given(placed)
      .when(closeOrder, cancelled, { reason })
      .then({ type: "OrderClosed", data: cancelled });
    given(placed).when(closeOrder, cancelled).thenRefused("REASON_REQUIRED");
  });
  test("is repeated", () => {
    given(placed, fulfilled).when(closeOrder, fulfilled.data).thenNothing();
  });
  test("is refused when it is closed otherwise or was never placed", () => {
    given(placed, fulfilled)
      .when(closeOrder, { outcome: "cancelled" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(closeOrder, fulfilled.data).thenRefused("NOT_FOUND");
  });
});
