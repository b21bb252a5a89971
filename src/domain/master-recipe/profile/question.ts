// What a master can be asked for: one question for each item that some rule wants in it. Profiles
// are lists of these.
import type { Phase, Sample } from "../../kernel/recipe/phase.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import { inPhases, phasesIn } from "../check/walk.ts";

interface Question {
  readonly what: string;
  readonly holds: (recipe: Recipe) => boolean;
  /** Only of such recipes; of every one where it is not said. */
  readonly of?: (recipe: Recipe) => boolean;
}

const some = (list: readonly unknown[] | undefined): boolean => (list ?? []).length > 0;

const isPackaged = ({ inputs }: Recipe): boolean =>
  (inputs ?? []).some(({ kind }) => kind === "printedPackaging");

const isVerified = ({ policy }: SignOff): boolean => policy !== "performed";

const phases = (recipe: Recipe): readonly Phase[] => phasesIn(recipe).map(({ item }) => item);

const samplesFor = (recipe: Recipe, purpose: Sample["purpose"]): boolean =>
  inPhases(recipe, "samples").some(({ item }) => item.purpose === purpose);

const productKeys = ({ outputs }: Recipe): readonly string[] =>
  (outputs ?? []).filter(({ kind }) => kind === "product").map(({ key }) => key);

const cleared = (recipe: Recipe): boolean =>
  phases(recipe).some(({ clearance }) => clearance?.before === true);

export const questions = {
  identity: {
    what: "Strength and dosage form, or kind of product",
    holds: ({ product }) => product.strength !== undefined && product.form !== undefined,
  },
  code: { what: "Code of the product", holds: ({ product }) => product.code !== undefined },
  description: {
    what: "Description of the product",
    holds: ({ product }) => product.description !== undefined || product.form !== undefined,
  },
  activePerUnit: {
    what: "Name and weight of each active ingredient per unit",
    holds: ({ product }) => some(product.activePerUnit),
  },
  unitWeight: {
    what: "Total weight or measure of a unit",
    holds: ({ product }) => product.unitWeight !== undefined,
  },
  registration: {
    what: "Registration, or device identifier",
    holds: ({ product }) => product.registration !== undefined,
  },
  shelfLife: { what: "Shelf life", holds: ({ product }) => product.shelfLife !== undefined },
  components: { what: "List of components", holds: ({ inputs }) => some(inputs) },
  yieldLimits: {
    what: "Theoretical yield of each product, with the least and the most in percent",
    holds: (recipe) =>
      productKeys(recipe).every((key) => (recipe.yields ?? []).some(({ of }) => of === key)),
  },
  yieldsVerified: {
    what: "A check of each yield by a second person, or of its automation by one",
    holds: ({ yields }) => (yields ?? []).every(({ signOff }) => isVerified(signOff)),
  },
  chargesVerified: {
    what: "A second person, or automation and a person, at each addition",
    holds: (recipe) =>
      inPhases(recipe, "charges").every(({ item, phase }) =>
        isVerified(item.signOff ?? phase.signOff),
      ),
  },
  containers: {
    what: "Containers, closures and packaging materials",
    holds: ({ inputs }) =>
      (inputs ?? []).some(({ kind }) =>
        ["container", "closure", "packaging", "printedPackaging"].includes(kind),
      ),
  },
  labelControl: {
    what: "A specimen of each printed packaging, and its reconciliation",
    of: isPackaged,
    holds: ({ inputs, labels }) =>
      (inputs ?? [])
        .filter(({ kind }) => kind === "printedPackaging")
        .every(({ key }) => (labels ?? []).some(({ input }) => input === key)),
  },
  lineClearance: {
    what: "Clearance of the line before, and after, printed packaging is applied",
    of: isPackaged,
    holds: (recipe) =>
      cleared(recipe) && phases(recipe).some(({ clearance }) => clearance?.after === true),
  },
  clearance: { what: "Clearance of area and equipment before the start", holds: cleared },
  packagedExamined: {
    what: "Examination of packaged and labelled product",
    of: isPackaged,
    holds: (recipe) => inPhases(recipe, "checks").some(({ item }) => item.kind === "passFail"),
  },
  sampling: { what: "Sampling", holds: (recipe) => some(inPhases(recipe, "samples")) },
  releaseSampling: {
    what: "Samples for release",
    holds: (recipe) => samplesFor(recipe, "release"),
  },
  inProcessChecks: {
    what: "In-process checks with their limits",
    holds: (recipe) => some(inPhases(recipe, "checks")),
  },
  specifications: {
    what: "A specification of each product",
    holds: (recipe) =>
      productKeys(recipe).every((key) =>
        (recipe.specifications ?? []).some(({ of }) => of === key),
      ),
  },
  precautions: { what: "Precautions", holds: ({ precautions }) => some(precautions) },
  storage: { what: "Storage, with container and conditions", holds: ({ storage }) => !!storage },
  location: { what: "Where it is made", holds: ({ location }) => location !== undefined },
  equipment: {
    what: "The main equipment of each unit procedure",
    holds: ({ procedure }) =>
      procedure.unitProcedures.every(
        ({ equipment, operations }) =>
          equipment !== undefined ||
          operations.some((operation) => operation.phases.some((one) => some(one.equipment))),
      ),
  },
  parameterRanges: {
    what: "Process parameters with their ranges",
    holds: (recipe) => some(inPhases(recipe, "parameters")),
  },
  criticalLimits: {
    what: "A critical parameter or check with its limits",
    holds: (recipe) =>
      [...inPhases(recipe, "parameters"), ...inPhases(recipe, "checks")].some(
        ({ item }) => item.critical,
      ),
  },
  timeLimits: {
    what: "Time limits of phases and holds",
    holds: (recipe) => some(recipe.timeLimits),
  },
} as const satisfies Record<string, Question>;

export type Item = keyof typeof questions;
/** In one shape, whichever it is. */
export const questionOf = (item: Item): Question => questions[item];
