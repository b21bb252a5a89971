// The master recipes of the tablets as the plant releases them: written by one person, checked and
// brought into use by another. Batches are issued with an exact copy.
import type { Phase } from "../../domain/kernel/recipe/phase.ts";
import { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { amountOf, pieces } from "../materials/amount.ts";
import { type MaterialKey, materials } from "../materials/materials.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { MasterRecipe, PhaseItem } from "./control-recipe.ts";
import { euGmp, euGmpPhases } from "./eu-gmp.ts";
import { packaging, tabletsPerPack } from "./packaging.ts";
import { lineParameters, type Parameter, parameters } from "./parameters.ts";
import { processing, tabletsPlanned } from "./processing.ts";
import { releaseMaster } from "./release.ts";

interface Master {
  readonly recipe: MasterRecipe;
  readonly makes: "bulk" | "packs";
  readonly size: Recipe["batchSize"];
  readonly parameters: Readonly<Partial<Record<string, readonly Parameter[]>>>;
  /** Which share of each input goes in when; percent. */
  readonly charges: Readonly<Record<string, Readonly<Partial<Record<MaterialKey, string>>>>>;
  /** The phase that makes it. */
  readonly ends: string;
  /** What its profile asks for beside. */
  readonly asked: Asked;
  readonly askedOfPhases: Readonly<Partial<Record<string, Partial<Phase>>>>;
}

type Asked = Pick<Recipe, "profiles"> &
  Partial<Omit<Recipe, "product">> & { readonly product?: Partial<Recipe["product"]> };

const all = "100";
const packs = tabletsPlanned / tabletsPerPack;

const masters: readonly Master[] = [
  {
    recipe: processing,
    makes: "bulk",
    size: { reference: pieces(tabletsPlanned / 1_000, "10*3.{tablet}") },
    parameters,
    charges: {
      weigh: {
        tessarine: all,
        lactose: all,
        cellulose: all,
        starch: all,
        croscarmellose: all,
        stearate: all,
      },
      wet: { water: "60" },
      coatLoad1: { coatWhite: "50", water: "20" },
      coatLoad2: { coatWhite: "50", water: "20" },
    },
    ends: "coatLoad2",
    asked: { profiles: [] },
    askedOfPhases: {},
  },
  {
    recipe: packaging,
    makes: "packs",
    size: {
      reference: pieces(packs, "{pack}"),
      low: pieces(packs / 2, "{pack}"),
      high: pieces(packs + packs / 10, "{pack}"),
    },
    parameters: lineParameters,
    charges: {
      supply: { bulk: all },
      pack: { carton: all, leaflet: all },
      reconcile: { pvc: all, lidding: all },
    },
    ends: "pack",
    asked: euGmp,
    askedOfPhases: euGmpPhases,
  },
];

const printed = ["carton", "leaflet"] as const;

/** With the artwork that its cartons bear from then on. */
export function packagingMaster(works: Works, artworkVersion: string): Recipe {
  const master = masters.find(({ recipe }) => recipe === packaging);
  if (!master) throw new Error("There is no master of packaging.");
  return recipeOf(works, master, { carton: artworkVersion });
}

export async function releaseMasters(story: Story, works: Works): Promise<void> {
  for (const master of masters) {
    const { recipe: number } = master.recipe;
    works.masters.set(number, await releaseMaster(story, recipeOf(works, master)));
  }
}

const performed = { policy: "performed", performer: "operator" } as const;

function recipeOf(
  works: Works,
  { recipe: of, makes, size, ends, asked, ...more }: Master,
  artwork: Readonly<Partial<Record<(typeof printed)[number], string>>> = {},
): Recipe {
  const phases = Object.entries(of.phases).map(([key, item]) => ({
    item,
    phase: {
      ...phaseOf(key, item, more.parameters[key] ?? [], more.charges[key] ?? {}, key === ends),
      ...more.askedOfPhases[key],
    },
  }));
  const product = works.material(makes);
  const quantity = amountOf(makes, makes === "packs" ? packs : bulk_grams);
  return Recipe.parse({
    number: of.recipe,
    name: of.name,
    ...asked,
    product: { ...product, ...asked.product, strength: "50 mg" },
    batchSize: size,
    inputs: of.formula.map(([key, amount]) => ({
      key,
      material: works.material(key),
      kind: kindOf(key),
      quantity: amountOf(key, amount),
      tolerance: { below: "5", above: "5" },
      ...(key === "tessarine" && byAssay),
    })),
    ...(makes === "packs" && {
      labels: printed.map((key) => ({
        key: `${key}Control`,
        input: key,
        phase: "pack",
        artworkVersion: artwork[key] ?? materials[key].artwork,
        specimen: `Specimen file of ${of.recipe}`,
        reconciliation: { low: "99.5", high: "100" },
        signOff: performed,
      })),
    }),
    outputs: [{ key: "product", material: product, kind: "product", quantity }],
    procedure: {
      name: of.procedure,
      unitProcedures: grouped(phases, ({ item }) => item.unitProcedure).map(
        ([name, within], n) => ({
          key: `unit${n + 1}`,
          name,
          operations: grouped(within, ({ item }) => item.operation).map(
            ([operation, those], m) => ({
              key: `operation${n + 1}x${m + 1}`,
              name: operation,
              phases: those.map(({ phase }) => phase),
            }),
          ),
        }),
      ),
    },
  });
}

/** By the assay of the lot; of what is pure it is the quantity itself. */
const byAssay = {
  lotValues: [
    { key: "assay", name: "Assay", unitOfMeasure: "%", nominal: "100", low: "98.5", high: "101" },
  ],
  potency: { formula: "quantity * 100 / assay", decimals: 3 },
};

function kindOf(key: MaterialKey): "active" | "ingredient" | "packaging" | "printedPackaging" {
  if (key === "tessarine") return "active";
  if (key === "pvc" || key === "lidding") return "packaging";
  return printed.some((one) => one === key) ? "printedPackaging" : "ingredient";
}

/** 1.6 million coated tablets of 257.5 mg. */
const bulk_grams = 412_000;

function phaseOf(
  key: string,
  { phase: name, instruction }: PhaseItem,
  specs: readonly Parameter[],
  charges: Master["charges"][string],
  makesIt: boolean,
): Phase {
  return {
    key,
    name,
    instruction,
    signOff: performed,
    ...(specs.length > 0 && { parameters: specs.map(parameterOf) }),
    ...(Object.keys(charges).length > 0 && {
      charges: Object.entries(charges).map(([of, percent = all]) => ({ of, percent })),
    }),
    ...(makesIt && { produces: ["product"] }),
  };
}

const parameterOf = ({ name, unitOfMeasure, target, low, high }: Parameter, n: number) => ({
  key: `value${n + 1}`,
  name,
  unitOfMeasure,
  setPoint: target,
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
  rounding: "toLimitDecimals" as const,
  critical: true,
  source: "manual" as const,
});

/** Neighbours of one name together, in their order. */
function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string) {
  const groups: [name: string, items: Item[]][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0] === nameOf(item)) last[1].push(item);
    else groups.push([nameOf(item), [item]]);
  }
  return groups;
}
