// Who may do a step of the copy, and who may check what was done in it: the roles that the master
// names, compared with those that somebody holds (21 CFR 211.25, 211.68(c), 211.101(d)).
import type { Context } from "../../kernel/decider.ts";
import type { Phase } from "../../kernel/recipe/phase.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import type { Batch } from "../batch-part.ts";
import { type Copied, stepsIn } from "./control-recipe.ts";
import { clearanceKey, completion } from "./evidence.ts";

type Acting = Pick<Context, "actor" | "rolesHeld" | "authentication">;

/** NOT_AUTHORIZED: a person who does not hold the role. Where nobody is logged in, none is. */
export function refuseRole(
  role: string | undefined,
  { actor, rolesHeld, authentication }: Acting,
): Refusal | undefined {
  if (role === undefined || actor.kind !== "person" || authentication.method === "none") return;
  if (actor.role === role || rolesHeld.includes(role)) return undefined;
  const roles = [...new Set([actor.role, ...rolesHeld])];
  const message = `The master asks for ${role}; ${actor.printedName} is ${roles.join(", ")}.`;
  return refuse("NOT_AUTHORIZED", message, { role, roles });
}

/** By the copy; undefined: it says nothing of the step, or a control system does it. */
export const performerOf = ({ copied }: Batch, phaseId: string): string | undefined =>
  phaseIn(copied, ({ key }) => key === phaseId)?.signOff.performer;

/** What whoever does the step must have been trained in: for the recipe, and for the step. */
export function trainingsFor({ copied }: Batch, phaseId: string): readonly string[] {
  const { trainings = [] } = { ...phaseIn(copied, ({ key }) => key === phaseId) };
  return [...new Set([...(copied?.recipe.trainings ?? []), ...trainings])];
}

/** The role that checks this entry, as its own place in the copy says, or else its step. */
export const verifierOf = (batch: Batch, eventId: string): string | undefined =>
  batch.copied && signOffOf(batch, batch.copied, eventId)?.verifier;

function signOffOf(batch: Batch, copied: Copied, eventId: string): SignOff | undefined {
  const { recipe } = copied;
  const charged = batch.material.consumptions.get(eventId)?.data;
  if (charged) {
    const { materialDefinitionId } = charged.material;
    const keys = [...(recipe.inputs ?? []), ...(recipe.outputs ?? [])]
      .filter((one) => one.material.materialDefinitionId === materialDefinitionId)
      .map(({ key }) => key);
    const found = stepsIn(recipe)
      .filter(({ path }) => !charged.path || pathText(path) === pathText(charged.path))
      .flatMap(({ phase }) => (phase.charges ?? []).map((charge) => ({ phase, charge })))
      .find(({ charge }) => keys.includes(charge.of));
    return found && (found.charge.signOff ?? found.phase.signOff);
  }
  const [computed] = [...batch.results.yields.entries()].find(
    ([, one]) => one.eventId === eventId,
  ) ?? [undefined];
  if (computed !== undefined) {
    return recipe.yields?.find(({ name }) => name === computed)?.signOff;
  }
  return clearanceOf(batch, copied, eventId) ?? ofEntry(batch, copied, eventId);
}

function clearanceOf({ evidence }: Batch, copied: Copied, eventId: string) {
  const cleared = phaseIn(copied, ({ clearance }) => {
    const area = clearance?.area ?? "";
    return (["before", "after"] as const).some(
      (when) => evidence.cleared.get(clearanceKey(area, when))?.id === eventId,
    );
  });
  return cleared && (cleared.clearance?.signOff ?? cleared.signOff);
}

/** A value, a check, a sample, something written, or that the step is over. */
function ofEntry({ evidence }: Batch, copied: Copied, eventId: string): SignOff | undefined {
  const key = evidence.keys.get(eventId);
  if (key === undefined) return undefined;
  const [path, name]: [string | null, string] = JSON.parse(key);
  const itemsOf = ({ parameters = [], checks = [], samples = [], entries = [] }: Phase) => [
    ...parameters,
    ...checks,
    ...samples,
    ...entries,
  ];
  const steps = stepsIn(copied.recipe).filter((step) =>
    path === null
      ? itemsOf(step.phase).some((one) => one.name === name)
      : pathText(step.path) === path,
  );
  const [step, ...others] = steps;
  if (!step || others.length > 0) return undefined;
  const item =
    name === completion ? undefined : itemsOf(step.phase).find((one) => one.name === name);
  return item?.signOff ?? step.phase.signOff;
}

const phaseIn = (copied: Copied | undefined, is: (phase: Phase) => boolean): Phase | undefined =>
  copied && stepsIn(copied.recipe).find(({ phase }) => is(phase))?.phase;
