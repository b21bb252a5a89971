// Section 27: what came out in no stated quantity is counted, and its release is open again.
import { expect, test } from "vitest";
import { countMaterial } from "../../../src/domain/material-lot/upkeep/commands.ts";
import {
  destroyMaterialLot,
  sampleMaterial,
} from "../../../src/domain/material-lot/use/commands.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { departWithReturns } from "../../../src/processes/material/less-returned.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { person } from "../../given.ts";
import { as, id, openWorks } from "../execution/works-for-test.ts";
import { kg } from "../plant-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import { approve, dispose, make, must, requested, review } from "./made-for-test.ts";

const lacking = {
  code: "BATCH_RECORD_INCOMPLETE",
  message: "Section 27 of the record lacks: quantity made: Granules.",
};

test("of an approved batch too: each of its lots waits for the count alone", async () => {
  const works = await openWorks({ yields: [] });
  const unweighed = id();
  const weighed = await make(works, works.lots.good, { unweighed });
  await review(works);
  must(await approve(works));
  for (const lot of [weighed, unweighed]) {
    expect(await dispose(works, lot, "release")).toMatchObject(lacking);
  }
  must(await works.give(countMaterial, unweighed, { quantity: kg("0.4") }, "anna"));
  for (const lot of [weighed, unweighed]) {
    expect(await dispose(works, lot, "release")).toMatchObject({ outcome: "accepted" });
  }
});

const drums = ["drum-1", "drum-2"];

async function approved(of: Parameters<typeof make>[2]) {
  const works = await openWorks({ yields: [] });
  const weighed = await make(works, works.lots.good, of);
  await review(works);
  must(await approve(works));
  return { works, weighed };
}

test("what is taken of a lot that was counted does not undo the count", async () => {
  const unweighed = id();
  const { works, weighed } = await approved({ unweighed });
  must(await works.give(countMaterial, unweighed, { quantity: kg("0.4") }, "anna"));
  must(await works.give(sampleMaterial, unweighed, { sampleNumber: "S-1" }, "anna"));
  expect(await dispose(works, weighed, "release")).toMatchObject({ outcome: "accepted" });
});

test("that nothing is left does not say how much was made", async () => {
  const unweighed = id();
  const { works, weighed } = await approved({ unweighed });
  must(await works.give(countMaterial, unweighed, { quantity: kg("0") }, "anna"));
  expect(await dispose(works, weighed, "release")).toMatchObject(lacking);
});

test("each container is counted, one after the other", async () => {
  const unweighed = id();
  const containers = drums.map((containerId) => ({ containerId }));
  const { works, weighed } = await approved({ unweighed, containers });
  const count = (containerId: string) =>
    works.give(countMaterial, unweighed, { quantity: kg("0.4"), containerId }, "anna");
  must(await count("drum-1"));
  const taken = { sampleNumber: "S-1", containerId: "drum-1" };
  must(await works.give(sampleMaterial, unweighed, taken, "anna"));
  expect(await dispose(works, weighed, "release")).toMatchObject(lacking);
  must(await count("drum-2"));
  expect(await dispose(works, weighed, "release")).toMatchObject({ outcome: "accepted" });
});

test("a container that was split off is counted in the lot that it went into", async () => {
  const [unweighed, part, further] = [id(), id(), id()];
  const containers = drums.map((containerId) => ({ containerId }));
  const { works, weighed } = await approved({ unweighed, containers });
  const split = async (materialLotId: string, into: string, containerId: string) => {
    const one = { materialLotId: into, identifiers: [], containerIds: [containerId] };
    const call = { commandId: id(), data: { materialLotId, into: [one] } };
    must(await splitLot(works.handler, call, as("carla")));
  };
  const count = (lot: string, containerId: string) =>
    works.give(countMaterial, lot, { quantity: kg("0.4"), containerId }, "anna");
  await split(unweighed, part, "drum-1");
  must(await count(unweighed, "drum-2"));
  expect(await dispose(works, weighed, "release")).toMatchObject(lacking);
  await split(part, further, "drum-1");
  expect(await dispose(works, weighed, "release")).toMatchObject(lacking);
  must(await count(further, "drum-1"));
  expect(await dispose(works, weighed, "release")).toMatchObject({ outcome: "accepted" });
});

test("what each container holds was said as it came out", async () => {
  const containers = drums.map((containerId) => ({ containerId, quantity: kg("0.2") }));
  const { works, weighed } = await approved({ unweighed: id(), containers });
  expect(await dispose(works, weighed, "release")).toMatchObject({ outcome: "accepted" });
});

test("what was destroyed before anybody counted it quality does without", async () => {
  const unweighed = id();
  const { works, weighed } = await approved({ unweighed });
  must(await works.give(destroyMaterialLot, unweighed, { method: "Burnt" }, "carla"));
  expect(await dispose(works, weighed, "release")).toMatchObject(lacking);
  const { batchId, handler } = works;
  const raised = deviationOf(batchId);
  const { deviationId } = raised;
  must(await raiseDeviation(handler, requested(raised), as("carla")));
  const item = "quantity made: Granules";
  const departure = requested({ deviationId, section: 27, item });
  const quality = { ...as("quality"), actor: person("quality", "qaRelease") };
  must(await departWithReturns(handler, { ...departure, id: batchId }, quality));
  const impact = { batchId, impact: "A by-product.", conclusion: "acceptable" };
  must(await assessImpact(handler, { ...requested(impact), id: deviationId }, quality));
  expect(await dispose(works, weighed, "release")).toMatchObject({ outcome: "accepted" });
});
