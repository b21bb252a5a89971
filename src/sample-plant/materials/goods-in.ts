// One material all the way from the dock to its release, and a part of it back to the supplier:
// ordered, received drum by drum, sampled by its specification, out of it once, released by rule.
import { classifyDeviation, closeDeviation } from "../../domain/deviation/commands.ts";
import { approveMaterial, defineMaterial } from "../../domain/material-definition/commands.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { returnToSupplier } from "../../domain/material-lot/use/sample.ts";
import { approveParty, registerParty } from "../../domain/party/commands.ts";
import { approveSource } from "../../domain/party/source/commands.ts";
import { closePurchaseOrder, placePurchaseOrder } from "../../domain/purchase-order/commands.ts";
import { receiveSample, retainSample, sendSample } from "../../domain/sample/custody/commands.ts";
import { sample } from "../../domain/sample/sample.ts";
import { assessOutOfSpecification } from "../../domain/sample/testing/commands.ts";
import { approveSpecification, draftSpecification } from "../../domain/specification/commands.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { receiveLot } from "../../processes/hold/receive-lot.ts";
import { planSampling } from "../../processes/material/plan-sampling.ts";
import { recordResult } from "../../processes/material/record-result.ts";
import { takeSample } from "../../processes/material/take-sample.ts";
import { splitLot } from "../../processes/split-lot.ts";
import { plantSite, setUpDay } from "../site.ts";
import { forward, unseen } from "../story/highlight.ts";
import { on } from "../story/on.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { gln } from "./gs1.ts";
import { internalLot } from "./receive.ts";
import { drums, kg, silica, silicaSpecification, supplierOfSilica } from "./silica.ts";

const number = "R26-S001";
const day = 7;

/** The Friday before the first batch. */
export async function receiveSilica(story: Story, works: Works): Promise<void> {
  story.begin("goods in", Temporal.PlainDate.from(setUpDay));
  const ids = {
    material: story.id("material", "silica"),
    supplier: story.id("party", "silica"),
    lot: story.id("lot", number),
    order: story.id("purchase order", "silica"),
  };
  const material = { materialDefinitionId: ids.material, name: silica.name };
  const supplier = { partyId: ids.supplier, name: supplierOfSilica.name };
  story.at(day, "13:05");
  await author(story, material, supplier);
  await arrive(story, ids, material, supplier);
  const oosEventId = await examine(story, ids.lot);
  const releasedEventId = await decide(story, ids.lot, supplier);
  await story.act("soeren", closePurchaseOrder, ids.order, { outcome: "fulfilled" });
  const unused = unseen("No batch has used it.");
  const lot = `internalLot:${number}`;
  const seen = {
    record: unused,
    trace: forward(lot, `${lot}-B`),
    exceptions: unused,
  };
  works.highlights.push(
    {
      name: "A material from dock to release",
      what: `where ${lot}: sampled, in store, and a drum back to its supplier`,
      concerns: { lot, eventId: releasedEventId },
      seen,
    },
    {
      name: "Out of specification, and tested again",
      what: `lot results ${lot}: 2.94 %, an error of the laboratory, then 2.11 %`,
      concerns: { lot, eventId: oosEventId },
      seen,
    },
  );
}

type Material = { readonly materialDefinitionId: string; readonly name: string };
type Supplier = { readonly partyId: string; readonly name: string };

async function author(story: Story, material: Material, supplier: Supplier): Promise<void> {
  const { name, country } = supplierOfSilica;
  const party = { name, country, kind: "other" as const };
  const identifiers = [gln(supplierOfSilica.gln)];
  await story.act("soeren", registerParty, supplier.partyId, { ...party, identifiers });
  await story.act("eszter", approveParty, supplier.partyId, { role: "supplier" });
  const own = { scheme: "item", issuer: plantSite.legalEntity, value: silica.item };
  const id = material.materialDefinitionId;
  await story.act("tomas", defineMaterial, id, {
    name: silica.name,
    identifiers: [own],
    kind: "rawMaterial",
    baseUnitOfMeasure: "kg",
    traceability: [{ level: "container", mandatory: true }],
  });
  await story.act("eszter", approveMaterial, id, { edition: 1 });
  for (const role of ["supplier", "manufacturer"] as const) {
    const from = story.day(day);
    await story.act("eszter", approveSource, supplier.partyId, { role, material, from });
  }
  await story.act("tomas", draftSpecification, id, { ...silicaSpecification, material });
  const effective = { version: 1, effectiveFrom: story.day(day) };
  await story.act("eszter", approveSpecification, id, effective);
}

async function arrive(
  story: Story,
  { lot, order }: { readonly lot: string; readonly order: string },
  material: Material,
  supplier: Supplier,
): Promise<void> {
  const line = { lineNumber: 10, material, quantity: kg("80") };
  const placed = { orderNumber: "4500000117", supplier, lines: [line] };
  await story.act("soeren", placePurchaseOrder, order, placed);
  story.wait(20);
  await story.process("joerg", on(receiveLot, lot), {
    material,
    identifiers: [
      internalLot(number),
      { scheme: "supplierLot", issuer: supplier.name, value: silica.supplierLot },
    ],
    containers: drums.map((one) => ({ ...one, containerId: `${number}-${one.containerId}` })),
    qualityStatus: "quarantine",
    supplier,
    manufacturer: supplier,
    receiptNumber: "GR-26-S001",
    orderLine: { purchaseOrderId: order, lineNumber: 10 },
    manufacturedOn: silica.manufacturedOn,
    certificate: silica.certificate,
    storageCondition: "15 to 25 °C, dry",
    locationId: story.id("place", "rawStore"),
  });
  await story.process("tomas", on(planSampling, lot), { purpose: "release" });
}

/** The identity of each drum; the rest on what is pooled of the drums that were picked. */
async function examine(story: Story, lot: string): Promise<string> {
  let oosEventId = "";
  const { state } = await story.handler.load(materialLot, lot);
  const picks = state.status === "unknown" ? [] : (state.plans[0]?.picks ?? []);
  for (const { planId, composite, containerIds } of picks) {
    const each = composite ? [containerIds] : containerIds.map((one) => [one]);
    for (const [n, from] of each.entries()) {
      const sampleId = story.id("sample", number, planId, String(n));
      const parts = from.map((containerId) => ({ containerId, quantity: kg("0.02") }));
      const sampleNumber = `QC-S${planId === "identity" ? n + 1 : "P"}`;
      const taking = { materialLotId: lot, sampleId, sampleNumber, planNumber: 1, planId, parts };
      await story.process("tomas", takeSample, { ...taking, destination: "Quality control" });
      if (composite) oosEventId = await testPooled(story, sampleId);
      else await identify(story, sampleId);
    }
  }
  return oosEventId;
}

async function handOver(story: Story, id: string, sealNumber: string): Promise<void> {
  const sent = { to: "Quality control", handedTo: "Tomás Ibáñez", sealNumber };
  await story.act("tomas", sendSample, id, sent);
  const handedOverBy = "Tomás Ibáñez";
  await story.act("tomas", receiveSample, id, { handedOverBy, sealNumber, sealIntact: true });
}

async function identify(story: Story, id: string): Promise<void> {
  await handOver(story, id, "L-2201");
  const finding = { kind: "conformity" as const, conforms: true, found: "conforms" };
  await story.process("tomas", on(recordResult, id), { testId: "identity", finding });
}

/** Out of specification first: an error in the laboratory, told by who did not make it. */
async function testPooled(story: Story, id: string): Promise<string> {
  await handOver(story, id, "L-2202");
  const loss = (value: string) => ({
    testId: "loss",
    finding: { kind: "limits" as const, value: { value, unitOfMeasure: "%" } },
    instrument: "Halogen dryer HD-2",
  });
  const failed = await story.process("tomas", on(recordResult, id), loss("2.94"));
  const { state } = await story.handler.load(sample, id);
  const [oos] = state.status === "unknown" ? [] : state.outOfSpecification;
  if (!oos) throw new Error("2.94 % is not out of specification.");
  const { oosId } = oos;
  const rationale = "The pan had not been dried; weighings of the dryer's own log.";
  const assessed = { oosId, conclusion: "laboratoryError" as const, rationale };
  story.wait(15);
  await story.act("eszter", assessOutOfSpecification, id, assessed);
  const text = "Repeated after the laboratory error was found.";
  const reason = { code: "OOS_REPEAT", text };
  await story.process("tomas", on(recordResult, id), loss("2.11"), { reason });
  const minor = { classification: "minor" as const };
  await story.act("ingrid", classifyDeviation, oosId, minor, { reason });
  await story.act("eszter", closeDeviation, oosId, { conclusion: rationale });
  const keep = { locationId: story.id("place", "rawStore"), keepUntil: "2031-07-31" };
  await story.act("tomas", retainSample, id, { ...keep, quantity: kg("0.04") });
  return eventOf(failed, "TestResultRecorded");
}

/** The drum whose seal was broken goes back; the rest is released. */
async function decide(story: Story, lot: string, supplier: Supplier): Promise<string> {
  const back = story.id("lot", `${number}-back`);
  const drum = `${number}-4`;
  const part = { materialLotId: back, identifiers: [internalLot(`${number}-B`)] };
  const into = [{ ...part, containerIds: [drum] }];
  await story.process("joerg", splitLot, { materialLotId: lot, into });
  const decision = (materialLotId: string) => ({
    dispositionId: story.id("disposition", materialLotId),
    materialLotId,
  });
  const text = "The seal of drum 4 was broken at arrival.";
  const reject = { ...decision(back), decision: "reject" as const };
  await story.process("ingrid", decideDisposition, reject, {
    reason: { code: "CONTAINER_DAMAGED", text },
  });
  const returning = { supplier, returnNumber: "RTS-26-0001", containerIds: [drum] };
  await story.act("joerg", returnToSupplier, back, returning);
  const released = await story.process("ingrid", decideDisposition, {
    ...decision(lot),
    decision: "release" as const,
  });
  return eventOf(released, "DispositionDecided");
}
