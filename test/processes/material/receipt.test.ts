// At the dock: what is asked at arrival, and only noted.

import { describe, expect, test } from "vitest";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { placePurchaseOrder } from "../../../src/domain/purchase-order/commands.ts";
import { recordResult } from "../../../src/processes/material/record-result.ts";
import { kg, session } from "../plant-for-test.ts";
import { id, materialPlantOn } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const plant = materialPlantOn(memoryLog());
const flagsOf = async (lot: string) => (await plant.lotOf(lot)).receipt?.arrival?.flags;

describe("at the dock", () => {
  test("what comes from nobody who is approved is received, flagged, in quarantine", async () => {
    const [of, from] = [await plant.material(), await plant.supplier()];
    const lot = await plant.received(of, from);
    expect(await flagsOf(lot)).toEqual(["SUPPLIER_NOT_APPROVED"]);
    expect((await plant.lotOf(lot)).qualityStatus).toBe("quarantine");
    await plant.approve(from, of, ["supplier"]);
    expect(await flagsOf(await plant.received(of, from))).toEqual(["SUPPLIER_NOT_APPROVED"]);
    await plant.approve(from, of, ["manufacturer"]);
    expect(await flagsOf(await plant.received(of, from))).toEqual([]);
    // A broker's approval covers no other maker.
    const manufacturer = await plant.supplier();
    const brokered = await plant.received(of, from, { manufacturer });
    expect(await flagsOf(brokered)).toEqual(["SUPPLIER_NOT_APPROVED"]);
    expect(await flagsOf(await plant.received(of, undefined))).toEqual(["SUPPLIER_NOT_APPROVED"]);
  });

  test("a line of an order takes note of what came; more than ordered is flagged", async () => {
    const { of: material, from: supplier } = await plant.goods();
    const order = id();
    const line = { lineNumber: 10, material, quantity: kg("150") };
    await plant.does(placePurchaseOrder, order, { orderNumber: order, supplier, lines: [line] });
    const orderLine = { purchaseOrderId: order, lineNumber: 10 };
    expect(await flagsOf(await plant.received(material, supplier, { orderLine }))).toEqual([]);
    const second = await plant.received(material, supplier, { orderLine });
    expect(await flagsOf(second)).toEqual(["OVER_DELIVERED"]);
    const noted = (await plant.events(`purchaseOrder-${order}`)).map(({ data }) => data);
    expect(noted.slice(1)).toMatchObject([
      { quantity: kg("100"), overDelivered: false },
      { quantity: kg("100"), overDelivered: true },
    ]);
    const strange = { purchaseOrderId: order, lineNumber: 20 };
    const other = await plant.received(material, supplier, { orderLine: strange });
    expect(await flagsOf(other)).toEqual(["NOT_ON_ORDER"]);
  });

  test("containers are as they were found", async () => {
    const { of, from } = await plant.goods();
    const containers = [
      { containerId: "drum-1", gross: kg("62.5"), tare: kg("2.5"), condition: "sound" },
      { containerId: "drum-2", gross: kg("42"), tare: kg("2.5"), quantity: kg("40") },
    ];
    const lot = await plant.received(of, from, { containers });
    expect(await flagsOf(lot)).toEqual(["WEIGHT_DIFFERS"]);
    expect(stockNow((await plant.lotOf(lot)).onHand).total).toEqual(kg("100"));
    const [drum] = containers;
    const dented = { containers: [{ ...drum, condition: "damaged", remark: "A dent." }] };
    expect(await flagsOf(await plant.received(of, from, dented))).toEqual(["CONTAINER_DAMAGED"]);
  });
});

test("results may come from a laboratory's system, under its own number", async () => {
  const { lot } = await plant.goods();
  const pooled = await plant.tested(lot);
  const external = { externalReferences: [{ system: "LIMS", id: "R-4711" }] };
  const service: typeof session = {
    ...session,
    actor: { kind: "service", id: "lims", name: "LIMS" },
  };
  const finding = { kind: "limits", value: { value: "12", unitOfMeasure: "%" } };
  await plant.give(recordResult, pooled, { testId: "loss", finding }, service, external);
  const last = (await plant.events(`sample-${pooled}`)).at(-1);
  expect(last).toMatchObject({ data: { attempt: 2 }, metadata: external });
});
