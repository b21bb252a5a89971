// A roll keeps the artwork that it came with; another edition of its material prints none anew.
import { expect, test } from "vitest";
import { issueBatch, startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import {
  defineMaterial,
  reviseMaterial,
} from "../../../src/domain/material-definition/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { issueLabels } from "../../../src/processes/label/issue-labels.ts";
import { as, id, openWorks, reason } from "../execution/works-for-test.ts";

const edition = {
  name: "Drum label",
  identifiers: [],
  traceability: [{ level: "lot" as const, mandatory: true }],
};
const count = (value: string) => ({ value, unitOfMeasure: "{label}" });
const material = { materialDefinitionId: "label", name: "Drum label" };
const accepted = (answer: Answer) => expect(answer).toMatchObject({ outcome: "accepted" });

test("211.125(a) it is issued as what it is, whatever the definition says by now", async () => {
  const works = await openWorks();
  const { give, handler } = works;
  const kind = "printedPackaging" as const;
  const defined = { ...edition, kind, baseUnitOfMeasure: "{label}", artworkVersion: "A1" };
  accepted(await give(defineMaterial, "label", defined, "carla"));
  const roll = id();
  const call = (of: string, data: object) => ({
    commandId: id(),
    id: of,
    data,
    claims: { reason },
  });
  const received = { material, identifiers: [], quantity: count("100"), containers: [] };
  const quarantined = { ...received, qualityStatus: "quarantine" };
  accepted(await receiveLot(handler, call(roll, quarantined), as("carla")));
  accepted(await works.decide(roll));
  const revised = { ...edition, artworkVersion: "A2" };
  accepted(await give(reviseMaterial, "label", revised, "carla"));
  const batchId = id();
  const product = { materialDefinitionId: "granules", name: "Granules" };
  const issue = { batchNumber: "B-L", material: product, equipmentIds: [] };
  accepted(await give(issueBatch, batchId, { ...issue, dataOrigin: "live" }, "carla"));
  accepted(await give(startBatch, batchId, {}, "anna"));
  for (const materialLotId of [roll]) {
    const { state } = await handler.load(materialLot, materialLotId);
    expect(state).toMatchObject({ artworkVersion: "A1" });
    const data = { materialLotId, quantity: count("10") };
    accepted(await issueLabels(handler, call(batchId, data), as("anna")));
  }
  const events = await Array.fromAsync(works.log.readStream(`batch-${batchId}`));
  const issued = events.filter(({ type }) => type === "LabelIssued");
  expect(issued.map(({ data }) => data)).toMatchObject([{ artworkVersion: "A1" }]);
});
