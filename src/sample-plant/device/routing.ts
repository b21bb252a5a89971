// A batch of the workshop from issue to approval.
import { completeBatch, issueBatch, startBatch } from "../../domain/batch/lifecycle/commands.ts";
import { completePhase, startPhase } from "../../domain/batch/phase/commands.ts";
import { listTests, recordResult } from "../../domain/batch/result/commands.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import { produceOutput } from "../../processes/produce-output.ts";
import { pieces } from "../materials/amount.ts";
import type { PersonKey } from "../people/people.ts";
import { routingRecipe } from "../recipe/routing.ts";
import { found, limitsOf, type Spec } from "../recipe/spec.ts";
import { eventOf, type Story } from "../story/story.ts";
import { type ItemKey, materialOf } from "./pump.ts";
import { type MachineKey, machineId, one, type Part, serialOf } from "./shop.ts";

export interface Routing {
  readonly name: string;
  readonly makes: ItemKey;
  readonly operations: Readonly<
    Record<string, { readonly on: MachineKey; readonly instruction: string }>
  >;
  readonly parts: readonly ItemKey[];
}

export interface Work {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly routing: Routing;
}

export async function issue(
  story: Story,
  by: PersonKey,
  batchNumber: string,
  routing: Routing,
  count: number,
): Promise<Work> {
  const batchId = story.id("device batch", batchNumber);
  const machines = new Set(Object.values(routing.operations).map(({ on }) => on));
  await story.act(by, issueBatch, batchId, {
    batchNumber,
    material: materialOf(story, routing.makes),
    plannedQuantity: pieces(count, one.unitOfMeasure),
    recipe: routingRecipe(
      routing.name,
      routing.operations,
      routing.parts.map((key) => materialOf(story, key)),
    ),
    equipmentIds: [...machines].map((key) => machineId(story, key)),
    dataOrigin: "live",
  });
  await story.act(by, startBatch, batchId, {});
  return { batchId, batchNumber, routing };
}

export async function begin(story: Story, by: PersonKey, { batchId, routing }: Work, to: string) {
  const operation = routing.operations[to];
  if (!operation) throw new Error(`The routing has no operation ${to}.`);
  const equipmentId = machineId(story, operation.on);
  await story.act(by, startPhase, batchId, { phaseId: to, equipmentId });
}

export const end = (story: Story, by: PersonKey, { batchId }: Work, phaseId: string) =>
  story.act(by, completePhase, batchId, { phaseId });

export const complete = (story: Story, by: PersonKey, { batchId }: Work) =>
  story.act(by, completeBatch, batchId, {});

/** Returns the event of the consumption. */
export async function mount(
  story: Story,
  by: PersonKey,
  { batchId, routing }: Work,
  phase: string,
  { materialLotId }: Part,
): Promise<string> {
  const path = { procedure: routing.name, phase };
  const charge = { kind: "charge", basis: "counted", path } as const;
  const data = { batchId, materialLotId, quantity: one, charge };
  return eventOf(await story.process(by, chargeMaterial, data), "MaterialConsumed");
}

export const make = (story: Story, by: PersonKey, { batchId, routing }: Work, part: Part) =>
  story.process(by, produceOutput, {
    batchId,
    materialLotId: part.materialLotId,
    material: materialOf(story, routing.makes),
    identifiers: [serialOf(part.serialNumber)],
    quantity: one,
    containers: [],
  });

/** All of these of one part. Values that are not given are near the target. */
export async function measure(
  story: Story,
  by: PersonKey,
  { batchId }: Work,
  { materialLotId }: Part,
  specs: readonly Spec[],
  values: ReadonlyMap<Spec, Quantity> = new Map(),
): Promise<void> {
  const of = { stage: "release", materialLotId } as const;
  const tests = specs.map(({ name }) => name);
  await story.act(by, listTests, batchId, { ...of, tests, basis: "specification" });
  for (const spec of specs) await find(story, by, batchId, of, spec, values.get(spec));
}

export const measureAgain = (
  story: Story,
  by: PersonKey,
  { batchId }: Work,
  { materialLotId }: Part,
  spec: Spec,
  value: Quantity,
) => find(story, by, batchId, { stage: "release", materialLotId }, spec, value);

const find = (
  story: Story,
  by: PersonKey,
  batchId: string,
  of: { readonly stage: "release"; readonly materialLotId: string },
  spec: Spec,
  value: Quantity | undefined,
) =>
  story.act(by, recordResult, batchId, {
    ...of,
    test: spec.name,
    value: value ?? found(spec, story.random),
    limits: limitsOf(spec),
    source: "manual",
    ...(spec.method !== undefined && { method: spec.method }),
  });
