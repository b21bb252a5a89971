// Retests, extensions and opened containers, by the calendar of the site.
import { describe, expect, test } from "vitest";
import { drawMaterial } from "../../../src/domain/material-lot/use/commands.ts";
import { openContainer } from "../../../src/processes/material/open-container.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { extendShelfLife } from "../../../src/processes/material/retest-lot.ts";
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

describe("age", () => {
  const wanted = (batchId: string, quantity = kg("1")) => ({
    batchId,
    quantity,
    charge: { kind: "charge", basis: "weighed" } as const,
  });
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
