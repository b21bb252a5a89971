// Placing, releasing and closing an order.
import { describe, test } from "vitest";
import { closeOrder, placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import { given } from "../../given.ts";

const placement = {
  orderNumber: "4711",
  material: { materialDefinitionId: "tablet-5", name: "Example tablets 5 mg" },
  quantity: { value: "960", unitOfMeasure: "10*3.{tablet}" },
  priority: "normal" as const,
  dueOn: "2026-12-18",
};
const placed = { type: "OrderPlaced", data: placement };
const released = { type: "OrderReleased", data: {} };
const fulfilled = { type: "OrderClosed", data: { outcome: "fulfilled" } };
const cancelled = { type: "OrderClosed", data: { outcome: "cancelled" } };
const reason = { code: "customer", text: "The customer withdrew it." };

describe("placing an order", () => {
  test("happens", () => given().when(placeOrder, placement).then(placed));
  test("is repeated, also after it was closed", () => {
    given(placed).when(placeOrder, placement).thenNothing();
    given(placed, released, fulfilled).when(placeOrder, placement).thenNothing();
  });
  test("is refused over another and for nothing", () => {
    given(placed)
      .when(placeOrder, { ...placement, dueOn: "2026-12-19" })
      .thenRefused("ALREADY_EXISTS");
    given()
      .when(placeOrder, { ...placement, quantity: { value: "0", unitOfMeasure: "kg" } })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

describe("releasing an order", () => {
  test("happens", () => given(placed).when(releaseOrder, {}).then(released));
  test("is repeated", () => given(placed, released).when(releaseOrder, {}).thenNothing());
  test("is refused for none and once it is closed", () => {
    given().when(releaseOrder, {}).thenRefused("NOT_FOUND");
    given(placed, cancelled).when(releaseOrder, {}).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("closing an order", () => {
  test("happens, fulfilled or cancelled", () => {
    given(placed, released).when(closeOrder, { outcome: "fulfilled" }).then(fulfilled);
    given(placed).when(closeOrder, { outcome: "cancelled" }, { reason }).then(cancelled);
  });
  test("is repeated", () => {
    given(placed, released, fulfilled).when(closeOrder, { outcome: "fulfilled" }).thenNothing();
    given(placed, cancelled).when(closeOrder, { outcome: "cancelled" }).thenNothing();
  });
  test("is refused for none, cancelled without a reason, and with another outcome", () => {
    given().when(closeOrder, { outcome: "fulfilled" }).thenRefused("NOT_FOUND");
    given(placed).when(closeOrder, { outcome: "cancelled" }).thenRefused("REASON_REQUIRED");
    given(placed, released, fulfilled)
      .when(closeOrder, { outcome: "cancelled" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});
