// One request of each command over two streams, as data, so that another program can be told to
// make it.
import { recordCleaning } from "../../src/domain/equipment/cleaning/commands.ts";
import { qualifyEquipment, registerEquipment } from "../../src/domain/equipment/commands.ts";
import type { Answer, Handler, Session } from "../../src/eventstore/handler/handle.ts";
import { chargeMaterial, recordCharge } from "../../src/processes/charge-material.ts";
import { correctCharge, voidCharge } from "../../src/processes/correct-charge.ts";
import { decideDisposition } from "../../src/processes/decide-disposition.ts";
import { investigateDeviation } from "../../src/processes/deviation/investigate.ts";
import { raiseDeviation } from "../../src/processes/deviation/raise-deviation.ts";
import {
  completePhaseOn,
  startPhaseOn,
  stopPhaseOn,
} from "../../src/processes/equipment/start-phase.ts";
import { destroyLabels } from "../../src/processes/label/destroy-labels.ts";
import { issueLabels } from "../../src/processes/label/issue-labels.ts";
import { takeSample } from "../../src/processes/material/take-sample.ts";
import { mergeLots } from "../../src/processes/merge-lots.ts";
import { produceOutput } from "../../src/processes/produce-output.ts";
import type { Request } from "../../src/processes/request.ts";
import { reserveSerials } from "../../src/processes/serial/reserve-serials.ts";
import { splitLot } from "../../src/processes/split-lot.ts";
import { kg, type Plant, release, session } from "./plant-for-test.ts";

interface OfBatch {
  readonly batchId: string;
}
const onBatch =
  (process: typeof startPhaseOn) =>
  (
    handler: Handler,
    { data: { batchId: id, ...data }, ...request }: Request<OfBatch>,
    by: Session,
  ) =>
    process(handler, { ...request, id, data }, by);
const startPhase = onBatch(startPhaseOn);
const completePhase = onBatch(completePhaseOn);
const stopPhase = onBatch(stopPhaseOn);
const vessel = {
  name: "Vessel",
  kind: "vessel" as const,
  identifiers: [],
  calibrationNeeded: false,
};

const processes = {
  chargeMaterial,
  recordCharge,
  correctCharge,
  voidCharge,
  produceOutput,
  reserveSerials,
  splitLot,
  mergeLots,
  decideDisposition,
  raiseDeviation,
  investigateDeviation,
  takeSample,
  destroyLabels,
  startPhase,
  completePhase,
  stopPhase,
};
export type ProcessName = keyof typeof processes;
export const processNames = Object.keys(processes) as ProcessName[];

export interface Prepared {
  readonly name: ProcessName;
  readonly request: Request<object>;
}

/** Whoever received the lot does not free it. */
export const doerOf = (name: ProcessName): Session =>
  name === "decideDisposition" ? release : session;

export const make = (
  handler: Handler,
  { name, request }: Prepared,
  by: Session = doerOf(name),
): Promise<Answer> => processes[name](handler, request as never, by);

export const charge = (materialLotId: string, batchId: string, quantity = kg("25")) => ({
  materialLotId,
  batchId,
  quantity,
  charge: { kind: "charge", basis: "weighed" } as const,
});

export const deviationOf = (batchId: string, materialLotIds: string[] = []) => ({
  deviationId: crypto.randomUUID(),
  title: "Room too warm",
  description: "27 degrees for two hours.",
  detectedAt: "2026-11-20T07:30:00+01:00",
  batchId,
  materialLotIds,
  equipmentIds: [],
});

/** Everything that the request rests on has happened. */
export async function prepare(plant: Plant, name: ProcessName): Promise<Prepared> {
  const claims = { reason: { code: "typing", text: "The scale showed another value." } };
  const data = await dataOf(plant, name);
  return { name, request: { commandId: crypto.randomUUID(), data, claims } };
}

async function dataOf(plant: Plant, name: ProcessName): Promise<object> {
  const lot = await plant.releasedLot();
  switch (name) {
    case "chargeMaterial":
    case "recordCharge":
      return charge(lot, await plant.runningBatch());
    case "correctCharge":
    case "voidCharge": {
      const batchId = await plant.runningBatch();
      const request = { commandId: crypto.randomUUID(), data: charge(lot, batchId) };
      const charged = await chargeMaterial(plant.handler, request, session);
      const correctsEventId = charged.events[0]?.id;
      if (name === "voidCharge") return { batchId, correctsEventId };
      return { batchId, correctsEventId, quantity: kg("26") };
    }
    case "produceOutput": {
      const materialLotId = crypto.randomUUID();
      const identifiers = [{ scheme: "tablets-3", issuer: "plant", value: materialLotId }];
      const material = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
      const batchId = await plant.runningBatch();
      return { batchId, materialLotId, material, identifiers, containers: [] };
    }
    case "reserveSerials": {
      const serials = [{ from: crypto.randomUUID().slice(0, 18) }];
      const reservationId = crypto.randomUUID();
      return { reservationId, batchId: await plant.runningBatch(), serials };
    }
    case "splitLot": {
      const part = { identifiers: [], quantity: kg("10"), containerIds: [] };
      const into = [1, 2].map(() => ({ ...part, materialLotId: crypto.randomUUID() }));
      return { materialLotId: lot, into };
    }
    case "mergeLots": {
      const others = [lot, await plant.releasedLot()];
      const from = others.map((materialLotId) => ({
        materialLotId,
        quantity: kg("5"),
        heel: false,
      }));
      return { materialLotId: crypto.randomUUID(), from, identifiers: [], containers: [] };
    }
    case "startPhase":
    case "completePhase":
    case "stopPhase": {
      const [batchId, equipmentId] = [await plant.runningBatch(), crypto.randomUUID()];
      await plant.run(registerEquipment, equipmentId, vessel);
      await plant.run(qualifyEquipment, equipmentId, { document: "PQ-1" });
      await plant.run(recordCleaning, equipmentId, { procedure: "SOP-1" });
      const data = { batchId, phaseId: "mix", path: { phase: "Mix" }, equipmentId };
      if (name === "startPhase") return data;
      await startPhase(plant.handler, { commandId: crypto.randomUUID(), data }, session);
      return { batchId, phaseId: "mix" };
    }
    case "takeSample": {
      const sampleId = crypto.randomUUID();
      const taken = { sampleNumber: sampleId, sampleId, parts: [], quantity: kg("1") };
      return { materialLotId: lot, ...taken };
    }
    case "destroyLabels": {
      const batchId = await plant.runningBatch();
      const data = { materialLotId: lot, quantity: kg("10") };
      const call = { commandId: crypto.randomUUID(), id: batchId, data };
      await issueLabels(plant.handler, call, session);
      return { ...data, batchId, quantity: kg("2"), cause: "damaged" };
    }
    case "raiseDeviation":
      return deviationOf(await plant.runningBatch(), [lot]);
    case "investigateDeviation": {
      const raised = deviationOf(await plant.runningBatch());
      const request = { commandId: crypto.randomUUID(), data: raised };
      await raiseDeviation(plant.handler, request, session);
      const shares = ["time" as const];
      const considered = [{ batchId: await plant.runningBatch(), shares, affected: true }];
      const { deviationId } = raised;
      return { deviationId, findings: "Too warm.", conclusion: "One more.", considered };
    }
    case "decideDisposition": {
      const materialLotId = await plant.receivedLot();
      return { dispositionId: crypto.randomUUID(), materialLotId, decision: "release" };
    }
    default:
      return name satisfies never;
  }
}
