// A batch of the workshop from issue to approval.
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { completePhase, startPhase } from "../../domain/batch/phase/commands.ts";
import { listTests, recordResult } from "../../domain/batch/result/commands.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import { produceOutput } from "../../processes/produce-output.ts";
import { pieces } from "../materials/amount.ts";
import type { PersonKey } from "../people/people.ts";
import { type Example, stepOf } from "../recipe/example.ts";
import { issueByMaster } from "../recipe/release.ts";
import { found, limitsOf, type Spec } from "../recipe/spec.ts";
import { eventOf, type Story } from "../story/story.ts";
import { type ItemKey, materialOf } from "./pump.ts";
import { type MachineKey, machineId, one, type Part, serialOf } from "./shop.ts";

export interface Routing extends Example {
  readonly makes: ItemKey;
  /** By the key of the phase that each operation has. */
  readonly machines: Readonly<Record<string, MachineKey>>;
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
  const { recipe, digest, machines } = routing;
  await issueByMaster(story, by, {
    batchId,
    batchNumber,
    number: recipe.number,
    digest,
    plannedQuantity: pieces(count, one.unitOfMeasure),
    equipmentIds: [...new Set(Object.values(machines))].map((key) => machineId(story, key)),
  });
  return { batchId, batchNumber, routing };
}

export async function begin(story: Story, by: PersonKey, { batchId, routing }: Work, to: string) {
  const machine = routing.machines[to];
  if (!machine) throw new Error(`The routing has no operation ${to}.`);
  const equipmentId = machineId(story, machine);
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
  const { path } = stepOf(routing, phase);
  const charge = { kind: "charge", basis: "counted", path } as const;
  const data = { batchId, materialLotId, quantity: one, charge };
  return eventOf(await story.process(by, chargeMaterial, data), "MaterialConsumed");
}

export const make = (story: Story, by: PersonKey, { batchId, routing }: Work, part: Part) =>
  story.process(by, produceOutput, {
    batchId,
    materialLotId: part.materialLotId,
    material: materialOf(routing.makes),
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
