// Retests, extensions and opened containers, by the calendar of the site.
import { describe, expect, test } from "vitest";
import {
  drawMaterial,
  recordMaterialDrawn,
} from "../../../src/domain/material-lot/use/commands.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { openContainer } from "../../../src/processes/material/open-container.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { extendShelfLife } from "../../../src/processes/material/retest-lot.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { dating } from "../../domain/specification/examples.ts";
import { kg, session } from "../plant-for-test.ts";
import { analyst, id, materialPlantOn, quality } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const plant = materialPlantOn(memoryLog());
const released = { outcome: "accepted" };
const refusedWith = (code: string) => ({ outcome: "refused", code });
/** At noon of a day at the site. */
const on = (day: string) => {
  plant.clock.at = Date.parse(`${day}T11:00:00.000Z`);
};
const first = "2026-11-20";

const wanted = (batchId: string, quantity = kg("1")) => ({
  batchId,
  quantity,
  charge: { kind: "charge", basis: "weighed" } as const,
});

describe("age", () => {
  test("past the retest date it is not drawn; a retest moves the date so often", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    await plant.decide(lot);
    // Still the last day at the site, and no longer the day before midnight in Greenwich.
    const draw = async (at: string, occurredAt = at) => {
      plant.clock.at = Date.parse(at);
      const call = { commandId: id(), id: lot, data: wanted("b"), claims: { occurredAt } };
      return plant.handler.execute(drawMaterial, call, session);
    };
    const [before, midnight] = ["2027-11-30T22:59:00.000Z", "2027-11-30T23:00:00.000Z"];
    expect(await draw(before)).toMatchObject(released);
    expect(await draw(midnight)).toMatchObject(refusedWith("RETEST_DUE"));
    // An act is judged now, whatever is claimed; and nothing is recorded before it happens.
    expect(await draw(midnight, before)).toMatchObject(refusedWith("RETEST_DUE"));
    expect(await draw(before, "2027-11-30T23:30:00.000Z")).toMatchObject(
      refusedWith("OCCURRED_IN_FUTURE"),
    );
    on("2027-12-10");
    const early = await plant.give(extendShelfLife, lot, {}, quality);
    expect(early).toMatchObject(refusedWith("SAMPLING_NOT_PLANNED"));
    await plant.tested(lot, "retest", 2);
    expect(await plant.give(extendShelfLife, lot, {}, quality)).toMatchObject(released);
    expect(await plant.lotOf(lot)).toMatchObject({
      retestOn: "2028-06-10",
      expiresOn: "2029-08-31",
    });
    expect(await plant.give(extendShelfLife, lot, {}, quality)).toMatchObject(
      refusedWith("SAMPLING_NOT_PLANNED"),
    );
    await plant.tested(lot, "retest", 3);
    expect(await plant.give(extendShelfLife, lot, {}, quality)).toMatchObject(
      refusedWith("STATUS_BLOCKS_USE"),
    );
    on(first);
  });

  const rules = (countedFrom: string) => ({
    dating: { ...dating, afterRetest: { months: 18, countedFrom, convention: "sameDay" } },
  });
  /** Tested on one day, and extended a month later. */
  async function extended(change: object) {
    const { lot } = await plant.goods(change);
    await plant.tested(lot);
    await plant.decide(lot);
    on("2027-11-01");
    await plant.tested(lot, "retest", 2);
    on("2027-12-01");
    const answer = await plant.give(extendShelfLife, lot, {}, quality);
    on(first);
    return { answer, retestOn: (await plant.lotOf(lot)).retestOn };
  }

  test("a retest counts from when it was tested, or what the rule says, not from now", async () => {
    expect(await extended({})).toMatchObject({ answer: released, retestOn: "2028-05-01" });
    const byReceipt = await extended(rules("receipt"));
    expect(byReceipt).toMatchObject({ answer: released, retestOn: "2028-05-20" });
    const byManufacture = await extended(rules("manufacture"));
    expect(byManufacture).toMatchObject({ answer: released, retestOn: "2028-02-05" });
    const unsaid = await extended(rules("productionEnd"));
    expect(unsaid.answer).toMatchObject(refusedWith("STATUS_BLOCKS_USE"));
    const shorter = { ...rules("receipt").dating.afterRetest, months: 6 };
    const less = await extended({ dating: { ...dating, afterRetest: shorter } });
    expect(less.answer).toMatchObject(refusedWith("STATUS_BLOCKS_USE"));
  });

  test("an opened container has a date of its own", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    await plant.decide(lot);
    await plant.give(openContainer, lot, { containerId: "drum-1" });
    expect((await plant.lotOf(lot)).openings.get("drum-1")).toMatchObject({
      usableUntil: "2027-02-20",
    });
    const draw = (containerId: string) =>
      plant.handler.execute(
        drawMaterial,
        { commandId: id(), id: lot, data: { ...wanted("b"), containerId } },
        session,
      );
    on("2027-02-21");
    expect(await draw("drum-1")).toMatchObject(refusedWith("MATERIAL_EXPIRED"));
    expect(await draw("drum-2")).toMatchObject(released);
    on(first);
    const none = await plant.give(openContainer, lot, { containerId: "drum-9" });
    expect(none).toMatchObject(refusedWith("CONTAINER_UNKNOWN"));
  });
});

test("what is not known is not found", async () => {
  const nothing = refusedWith("NOT_FOUND");
  expect(await plant.decide(id())).toMatchObject(nothing);
  expect(await plant.give(planSampling, id(), { purpose: "release" }, analyst)).toMatchObject(
    nothing,
  );
  expect(await plant.give(extendShelfLife, id(), {}, quality)).toMatchObject(nothing);
  expect(await plant.give(openContainer, id(), { containerId: "drum-1" })).toMatchObject(nothing);
});

describe("a part that is split off", () => {
  const split = (lot: string, into: readonly { id: string; drums: readonly string[] }[]) => {
    const parts = into.map((one) => ({
      materialLotId: one.id,
      identifiers: [],
      containerIds: [...one.drums],
    }));
    const data = { materialLotId: lot, into: parts };
    return splitLot(plant.handler, { commandId: id(), data }, session);
  };

  test("is as old, as often extended and as long open as the whole", async () => {
    const { lot } = await plant.goods();
    await plant.tested(lot);
    await plant.decide(lot);
    await plant.give(openContainer, lot, { containerId: "drum-1" });
    on("2027-11-01");
    await plant.tested(lot, "retest", 2);
    await plant.give(extendShelfLife, lot, {}, quality);
    const [open, closed] = [id(), id()];
    const into = [
      { id: open, drums: ["drum-1"] },
      { id: closed, drums: ["drum-2"] },
    ];
    expect(await split(lot, into)).toMatchObject(released);
    expect((await plant.lotOf(open)).openings.get("drum-1")?.usableUntil).toBe("2027-02-20");
    expect((await plant.lotOf(closed)).openings.size).toBe(0);
    const draw = { commandId: id(), id: open, data: wanted("b", kg("1")) };
    expect(await plant.handler.execute(drawMaterial, draw, session)).toMatchObject(
      refusedWith("MATERIAL_EXPIRED"),
    );
    expect((await plant.lotOf(closed)).dated).toMatchObject({ retests: 1 });
    on(first);
  });

  test("takes each container once, and no id that is a lot's", async () => {
    const { lot } = await plant.goods();
    const other = await plant.goods();
    const twice = [id(), id()].map((one) => ({ id: one, drums: ["drum-1"] }));
    expect(await split(lot, twice)).toMatchObject(refusedWith("NAMED_TWICE"));
    const same = id();
    const [one, two] = [
      { id: same, drums: ["drum-1"] },
      { id: same, drums: ["drum-2"] },
    ];
    expect(await split(lot, [one, two])).toMatchObject(refusedWith("NAMED_TWICE"));
    expect(await split(lot, [{ id: other.lot, drums: ["drum-1"] }])).toMatchObject(
      refusedWith("ALREADY_EXISTS"),
    );
    const all = {
      commandId: id(),
      id: lot,
      data: { ...wanted("b", kg("60")), containerId: "drum-1" },
    };
    await plant.handler.execute(recordMaterialDrawn, all, session);
    expect(await split(lot, [{ id: id(), drums: ["drum-1"] }])).toMatchObject(
      refusedWith("LOT_EMPTY"),
    );
    const delivery = plant.delivery(other.of, other.from, {
      containers: [
        { containerId: "drum-1", quantity: kg("1") },
        { containerId: "drum-1", quantity: kg("2") },
      ],
    });
    expect(await plant.give(receiveLot, id(), delivery)).toMatchObject(refusedWith("NAMED_TWICE"));
  });
});
