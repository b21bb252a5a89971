// Section 27: what came out in no stated quantity is counted, and its release is open again.
import { expect, test } from "vitest";
import { countMaterial } from "../../../src/domain/material-lot/upkeep/commands.ts";
import { id, openWorks } from "../execution/works-for-test.ts";
import { kg } from "../plant-for-test.ts";
import { approve, dispose, make, must, review } from "./made-for-test.ts";

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
