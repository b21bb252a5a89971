// What is done again and again in a batch: phases, checks, values, results, line clearance.
import { clearLine } from "../../domain/batch/lifecycle/commands.ts";
import { performCheck, recordParameter } from "../../domain/batch/parameter/commands.ts";
import { completePhase, startPhase } from "../../domain/batch/phase/commands.ts";
import { listTests, recordResult } from "../../domain/batch/result/commands.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { EquipmentKey } from "../equipment/equipment.ts";
import type { Who } from "../people/cast.ts";
import type { PersonKey } from "../people/people.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import type { Parameter } from "../recipe/parameters.ts";
import { issueByMaster } from "../recipe/release.ts";
import { found, limitsOf, type Spec } from "../recipe/spec.ts";
import { eventOf, type More, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Issue } from "./making.ts";

export interface Issuing {
  readonly plannedQuantity: Quantity;
  readonly orderId: string;
  readonly equipment: readonly EquipmentKey[];
}

export async function issue(
  story: Story,
  works: Works,
  by: PersonKey,
  { batchId, batchNumber, master }: Issue,
  { plannedQuantity, orderId, equipment }: Issuing,
): Promise<void> {
  const digest = works.masters.get(master.recipe);
  if (digest === undefined) throw new Error(`${master.recipe} has not been released.`);
  await issueByMaster(story, by, {
    batchId,
    batchNumber,
    plannedQuantity,
    number: master.recipe,
    digest,
    orderId,
    equipmentIds: equipment.map((key) => story.id("equipment", key)),
  });
}

export const clear = (
  story: Story,
  by: PersonKey,
  { batchId }: Issue,
  area: string,
  when: "before" | "after",
) => story.act(by, clearLine, batchId, { area, when, result: "clear" });

export async function begin(
  story: Story,
  by: PersonKey,
  { batchId, master }: Issue,
  phaseId: string,
): Promise<void> {
  const equipment = master.phases[phaseId]?.equipment;
  const on = equipment ? { equipmentId: story.id("equipment", equipment) } : {};
  await story.act(by, startPhase, batchId, { phaseId, ...on });
}

export const end = (
  story: Story,
  by: PersonKey,
  { batchId }: Issue,
  phaseId: string,
  result?: string,
) => story.act(by, completePhase, batchId, { phaseId, ...(result !== undefined && { result }) });

/** A second person confirms an entry. */
export const check = (
  story: Story,
  by: PersonKey,
  { batchId, master }: Issue,
  what: { readonly check: string; readonly phase: string; readonly of?: string },
) =>
  story.act(by, performCheck, batchId, {
    check: what.check,
    result: "pass",
    path: pathOf(master, what.phase),
    ...(what.of !== undefined && { checksEventId: what.of }),
  });

/** Returns the event of the value. */
export async function parameter(
  story: Story,
  by: Who,
  { batchId, master }: Issue,
  phase: string,
  spec: Parameter,
  { occasion, ...more }: More & { readonly occasion?: string } = {},
): Promise<string> {
  const recorded = await story.act(
    by,
    recordParameter,
    batchId,
    {
      parameter: spec.name,
      path: pathOf(master, phase),
      value: found(spec, story.random),
      limits: limitsOf(spec),
      source: typeof by === "object" ? "device" : "manual",
      equipmentId: story.id("equipment", spec.equipment),
      ...(occasion !== undefined && { occasion }),
    },
    more,
  );
  return eventOf(recorded, "ParameterRecorded");
}

export interface Tested {
  readonly stage: "incoming" | "inProcess" | "release";
  readonly sample?: string;
  readonly materialLotId?: string;
  /** What was found; left out, it is near the target. */
  readonly value?: Quantity;
}

export const result = (
  story: Story,
  by: PersonKey,
  { batchId }: Issue,
  spec: Spec,
  { value, ...of }: Tested,
) =>
  story.act(by, recordResult, batchId, {
    ...of,
    test: spec.name,
    value: value ?? found(spec, story.random),
    limits: limitsOf(spec),
    source: "manual",
    ...(spec.method !== undefined && { method: spec.method }),
  });

/** An answer in words. */
export const finding = (
  story: Story,
  by: PersonKey,
  { batchId }: Issue,
  test: string,
  text: string,
  of: Omit<Tested, "value">,
) => story.act(by, recordResult, batchId, { ...of, test, value: { text }, source: "manual" });

export const list = (
  story: Story,
  by: PersonKey,
  { batchId }: Issue,
  tests: readonly string[],
  of: { readonly stage: Tested["stage"]; readonly materialLotId?: string },
) => story.act(by, listTests, batchId, { ...of, tests: [...tests], basis: "specification" });
