// A batch of the works, made as its master asks, and what is decided of it.
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  clearLine,
  completeBatch,
  startBatch,
} from "../../../src/domain/batch/lifecycle/commands.ts";
import { performCheck, recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import { completePhase, startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../src/domain/batch/result/yield.ts";
import { approveProduction, reviewRecord } from "../../../src/domain/batch/review/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial } from "../../../src/processes/charge-material.ts";
import { type Disposition, decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { type Output, produceOutput } from "../../../src/processes/produce-output.ts";
import { approveRecord } from "../../../src/processes/review/approve-record.ts";
import { kg, path } from "../../domain/batch/control-recipe/examples.ts";
import { as, id, reason, shared as recipe, type Works } from "../execution/works-for-test.ts";

const product = { ...recipe.product, code: "G-1", strength: "1 g", form: "Granules" };
const [unit] = recipe.procedure.unitProcedures;
if (!unit) throw new Error("The small master has a unit procedure.");
/** The small master, with what EU GMP Part I asks of one. */
export const ofEurope = {
  profiles: ["eu-gmp-p1" as const],
  product,
  location: "Hall 2",
  precautions: ["Dust: wear a mask."],
  equipmentClasses: [{ key: "granulator", name: "Granulator" }],
  procedure: { ...recipe.procedure, unitProcedures: [{ ...unit, equipment: "granulator" }] },
  notApplicable: [
    { item: "storage", why: "It is used at once." },
    { item: "containers", why: "It stays in the vessel." },
  ],
};
const granules = { materialDefinitionId: "granules", name: "Granules" };
export const requested = <Data>(data: Data) => ({ commandId: id(), data, claims: { reason } });

export const must = <Given extends Answer>(answer: Given): Given => {
  if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
};

export const dispose = (
  { handler }: Works,
  materialLotId: string,
  decision: Disposition["decision"],
  more: Partial<Disposition> = {},
): Promise<Answer> => {
  const data = { dispositionId: id(), materialLotId, decision, ...more };
  return decideDisposition(handler, requested(data), as("quality"));
};

export async function statusOf({ handler }: Works, materialLotId: string) {
  const { state } = await handler.load(materialLot, materialLotId);
  return state.status === "unknown" ? undefined : state.qualityStatus;
}

const revisionOf = async ({ handler, batchId }: Works) =>
  (await handler.load(batch, batchId)).revision;

const eventOf = ({ events }: Answer, type: string): string =>
  events.find((event) => event.type === type)?.id ?? "";

interface Made {
  /** On which each step runs, where the master names a class. */
  readonly on?: { readonly equipmentId: string };
  /** What else is said of the lot that comes of it. */
  readonly lot?: { readonly expiresOn: string };
  /** Id of a further lot of which nobody says how much it is. */
  readonly unweighed?: string;
  /** What it is in. */
  readonly containers?: Output["containers"];
}

/** From this lot; returns the lot that came of it. The batch is completed. */
export async function make(
  works: Works,
  from: string,
  { on, lot: said, unweighed, containers = [] }: Made = {},
): Promise<string> {
  const { batchId, handler, give } = works;
  const lot = id();
  const step = async (phaseId: string, ...acts: readonly (() => Promise<Answer>)[]) => {
    must(await give(startPhase, batchId, { phaseId, ...on }, "anna"));
    for (const act of acts) must(await act());
    return must(await give(completePhase, batchId, { phaseId }, "anna"));
  };
  const clear = async (when: "before" | "after") =>
    must(await give(clearLine, batchId, { area: "Booth 1", when, result: "clear" }, "anna"));
  const seen = (check: string, checksEventId: string) =>
    give(performCheck, batchId, { check, result: "pass", checksEventId }, "bela");
  const read = (parameter: string, at: string, value: string, unitOfMeasure: string) => {
    const data = { parameter, path: path(at), value: { value, unitOfMeasure }, source: "manual" };
    return () => give(recordParameter, batchId, { ...data, source: "manual" as const }, "anna");
  };
  must(await give(startBatch, batchId, {}, "anna"));
  await clear("before");
  await step("weigh", async () => {
    const charge = { kind: "charge", basis: "weighed" } as const;
    const data = { materialLotId: from, batchId, quantity: kg("10"), charge };
    must(await chargeMaterial(handler, requested(data), as("anna")));
    const { state } = await handler.load(batch, batchId);
    const all = state.status === "unknown" ? [] : state.material.consumptions.entries();
    return seen("charge", [...all].map(([eventId]) => eventId)[0] ?? "");
  });
  await clear("after");
  const fine = { check: "Fine enough", path: path("mix"), result: "pass" as const };
  await step("mix", read("Mixer speed", "mix", "10", "/min"), () =>
    give(performCheck, batchId, fine, "anna"),
  );
  await step("spread");
  await step("dry", read("Loss on drying", "dry", "1", "%"));
  const made = { batchId, materialLotId: lot, material: granules, quantity: kg("9.7"), ...said };
  const produce = (
    data: Pick<Output, "batchId" | "materialLotId" | "material" | "quantity">,
    drums: Output["containers"] = [],
  ) =>
    produceOutput(handler, requested({ ...data, identifiers: [], containers: drums }), as("anna"));
  const { quantity: _, ...unsaid } = { ...made, materialLotId: unweighed ?? "" };
  const packed = await step(
    "pack",
    () => produce(made),
    ...(unweighed === undefined ? [] : [() => produce(unsaid, containers)]),
  );
  must(await seen("packing", eventOf(packed, "PhaseCompleted")));
  const yielded = { stage: "Granules", theoretical: kg("9.8"), actual: kg("9.7"), inputs: [] };
  must(await give(computeYield, batchId, yielded, "anna"));
  must(await give(completeBatch, batchId, {}, "anna"));
  return lot;
}

export async function review(works: Works): Promise<void> {
  const { batchId, give } = works;
  const produced = { toRevision: await revisionOf(works) };
  must(await give(approveProduction, batchId, produced, "carla"));
  const reviewed = { toRevision: await revisionOf(works), conclusion: "Complete." };
  must(await give(reviewRecord, batchId, reviewed, "vera"));
}

export async function approve(works: Works): Promise<Answer> {
  const data = { toRevision: await revisionOf(works) };
  const call = { commandId: id(), id: works.batchId, data, claims: { reason } };
  return approveRecord(works.handler, call, as("quality"));
}
