// Placing, releasing and closing an order.
import { describe, expect, test } from "vitest";
import {
  approveRework,
  closeOrder,
  placeOrder,
  releaseOrder,
} from "../../../src/domain/order/commands.ts";
import { anna, bela, given, reserving } from "../../given.ts";

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
    const taken = reserving(placeOrder, order);
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

describe("approving a rework", () => {
  const rework = { kind: "rework" as const, materialLotIds: ["lot-1"], method: "Milled again." };
  const toRework = { type: "OrderPlaced", data: { ...order, rework }, by: anna };
  const approved = { type: "ReworkApproved", data: rework };
  const by = { actor: bela, reason: { code: "rework", text: "Sound, only too soft." } };
  test("it happens, and the order is released after it", () => {
    given(toRework).when(approveRework, rework, by).then(approved);
    given(toRework).when(releaseOrder, {}).thenRefused("REPROCESSING_NOT_APPROVED");
    given(toRework, approved).when(releaseOrder, {}).then(released);
  });
  test("ignored when repeated", () => {
    given(toRework, approved).when(approveRework, rework, by).thenNothing();
  });
  test("refused of another order, of other lots, without reason, to who placed it", () => {
    given().when(approveRework, rework, by).thenRefused("NOT_FOUND");
    given(placed).when(approveRework, rework, by).thenRefused("NOT_FOUND");
    const other = { ...rework, materialLotIds: ["lot-1", "lot-2"] };
    given(toRework).when(approveRework, other, by).thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(toRework, fulfilled).when(approveRework, rework, by).thenRefused("STATUS_BLOCKS_USE");
    given(toRework).when(approveRework, rework, { actor: bela }).thenRefused("REASON_REQUIRED");
    given(toRework)
      .when(approveRework, rework, { ...by, actor: anna })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(toRework)
      .when(approveRework, rework, { ...by, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    const twice = { ...order, rework: { ...rework, materialLotIds: ["lot-1", "lot-1"] } };
    given().when(placeOrder, twice).thenRefused("NAMED_TWICE");
  });
});
