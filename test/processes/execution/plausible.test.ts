// A quantity that can hardly be meant is asked about before anything is drawn; the attempt is kept.
import { expect, test } from "vitest";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { readParameter } from "../../../src/processes/equipment/read-device.ts";
import { kg } from "../plant-for-test.ts";
import { as, id, openWorks, type Works } from "./works-for-test.ts";

async function weighing(): Promise<Works> {
  const works = await openWorks();
  await works.give(startBatch, works.batchId, {}, "anna");
  await works.give(startPhase, works.batchId, { phaseId: "weigh" }, "anna");
  return works;
}
const requested = ({ batchId, lots }: Works, kilograms: string, more: object = {}) => ({
  commandId: id(),
  data: {
    materialLotId: lots.good,
    batchId,
    quantity: kg(kilograms),
    charge: { kind: "charge", basis: "weighed", ...more } as const,
  },
});
const typesOf = async ({ log }: Works, stream: string) =>
  (await Array.fromAsync(log.readStream(stream))).map(({ type }) => type);
const dataOf = async ({ log }: Works, stream: string) =>
  (await Array.fromAsync(log.readStream(stream))).at(-1)?.data;

test.each([
  ["an act", chargeMaterial],
  ["an observation", recordCharge],
])("%s: asked once, nothing is drawn before", async (_, give) => {
  const works = await weighing();
  const once = requested(works, "100");
  const refused = await give(works.handler, once, as("anna"));
  expect(refused).toMatchObject({ outcome: "refused", code: "IMPLAUSIBLE_VALUE" });
  expect(await works.left("good")).toBe("100");
  expect((await typesOf(works, `materialLot-${works.lots.good}`)).at(-1)).toBe("AttemptRefused");
  const again = await give(works.handler, once, as("anna"));
  expect(again).toMatchObject({ outcome: "refused", code: "IMPLAUSIBLE_VALUE", repeated: true });
  const confirmed = requested(works, "100", { confirmed: true });
  expect(await give(works.handler, confirmed, as("anna"))).toMatchObject({ outcome: "accepted" });
  expect(await dataOf(works, `batch-${works.batchId}`)).toMatchObject({ confirmed: true });
});

test("an ordinary overcharge is flagged and not asked about, whoever confirms it", async () => {
  const works = await weighing();
  const answer = await chargeMaterial(
    works.handler,
    requested(works, "99", { confirmed: true }),
    as("anna"),
  );
  expect(answer).toMatchObject({ outcome: "accepted" });
  const data = await dataOf(works, `batch-${works.batchId}`);
  expect(data).toMatchObject({ flags: ["QUANTITY_OUT_OF_TOLERANCE"] });
  expect(data).not.toHaveProperty("confirmed");
});

test("an observation that is asked about is kept as an attempt, and answered alike", async () => {
  const works = await weighing();
  const data = { parameter: "Mixer speed", value: { value: "1000", unitOfMeasure: "/min" } };
  const call = { commandId: id(), id: works.batchId, data: { ...data, source: "manual" } };
  const give = (one: typeof call) => works.handler.execute(recordParameter, one, as("anna"));
  expect(await give(call)).toMatchObject({ code: "IMPLAUSIBLE_VALUE", repeated: false });
  expect(await give(call)).toMatchObject({ code: "IMPLAUSIBLE_VALUE", repeated: true });
  expect((await typesOf(works, `batch-${works.batchId}`)).at(-1)).toBe("AttemptRefused");
  const meant = { ...call, commandId: id(), data: { ...call.data, confirmed: true } };
  expect(await give(meant)).toMatchObject({ outcome: "accepted" });
});

test("as a device's it counts where a driver has read it, not by anybody's word", async () => {
  const works = await weighing();
  const value = { value: "1000", unitOfMeasure: "/min" };
  const data = { parameter: "Mixer speed", value, source: "device", equipmentId: "meter" };
  const read = async (session: object, more: object = {}) => {
    const call = { commandId: id(), id: works.batchId, data: { ...data, ...more } };
    return readParameter(works.handler, call, { ...as("anna"), ...session });
  };
  const last = () => dataOf(works, `batch-${works.batchId}`);
  expect(await read({})).toMatchObject({ code: "IMPLAUSIBLE_VALUE" });
  expect(await read({ readOn: "other" })).toMatchObject({ code: "IMPLAUSIBLE_VALUE" });
  expect(await read({}, { confirmed: true })).toMatchObject({ outcome: "accepted" });
  const typed = { source: "manual", claimedSource: "device", confirmed: true };
  expect(await last()).toMatchObject(typed);
  expect(await read({ readOn: "meter" })).toMatchObject({ outcome: "accepted" });
  expect(await last()).toMatchObject({ source: "device" });
  expect(await last()).not.toHaveProperty("claimedSource");
});
