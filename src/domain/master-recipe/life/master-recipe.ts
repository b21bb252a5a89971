// A master recipe as it stands: each version with its content, how far it is, and who made it.
import { type Scope, unknownScope } from "../../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { masterRecipeEvents } from "./events.ts";

export interface Version {
  readonly version: number;
  readonly status: "draft" | "submitted" | "approved" | "withdrawn";
  readonly recipe: Recipe;
  readonly digest: string;
  /** Everybody who wrote in it: none of them approves it. */
  readonly authorIds: readonly string[];
  readonly preparer: { readonly id: string; readonly role: string | undefined } | undefined;
  readonly effectiveFrom: string | undefined;
  /** The instant from which another stands in its place. */
  readonly effectiveUntil: string | undefined;
  readonly supersededBy: number | undefined;
}

/** The n-th is version n + 1. None: nothing was drafted. */
export type MasterRecipeState = { readonly versions: readonly Version[] };

type Event = EventOf<(typeof masterRecipeEvents)[number]>;

export const masterRecipe = aggregate({
  category: "masterRecipe",
  ofSite: true,
  events: masterRecipeEvents,
  initial: { versions: [] },
  evolve(state: MasterRecipeState, event: Event, { metadata: { actor } }): MasterRecipeState {
    const { version } = event.data;
    const change = (changed: Partial<Version>): MasterRecipeState => ({
      versions: state.versions.map((one) =>
        one.version === version ? { ...one, ...changed } : one,
      ),
    });
    switch (event.type) {
      case "RecipeDrafted": {
        const { recipe, digest } = event.data;
        const draft = { version, recipe, digest, status: "draft", authorIds: [actor.id] } as const;
        return { versions: [...state.versions, { ...draft, ...unprepared }] };
      }
      case "RecipeRevised": {
        const { recipe, digest } = event.data;
        const authorIds = [...(state.versions[version - 1]?.authorIds ?? []), actor.id];
        return change({ recipe, digest, status: "draft", authorIds, preparer: undefined });
      }
      case "RecipeSubmitted": {
        const role = actor.kind === "person" ? actor.role : undefined;
        return change({ status: "submitted", preparer: { id: actor.id, role } });
      }
      case "RecipeReturned":
        return change({ status: "draft", preparer: undefined });
      case "RecipeApproved":
        return change({ status: "approved" });
      case "RecipeMadeEffective":
        return change({ effectiveFrom: event.data.effectiveFrom });
      case "RecipeSuperseded":
        return change({ effectiveUntil: event.data.from, supersededBy: event.data.by });
      case "RecipeWithdrawn":
        return change({ status: "withdrawn" });
      default:
        return event satisfies never;
    }
  },
  scope: ({ versions }) => {
    const [first] = versions;
    return first ? scopeOfRecipe(first.recipe) : unknownScope;
  },
});

/** For whom it is made, each batch says. */
export const scopeOfRecipe = ({ product }: Pick<Recipe, "product">): Scope => ({
  material: product.materialDefinitionId,
  client: null,
});

export const command = commandsOf(masterRecipe);

const unprepared = {
  preparer: undefined,
  effectiveFrom: undefined,
  effectiveUntil: undefined,
  supersededBy: undefined,
} as const;

/** The one that is written, read or approved at the moment; all before it are settled. */
export const openVersion = ({ versions }: MasterRecipeState): Version | undefined =>
  versions.find(({ status }) => status === "draft" || status === "submitted");

/** Instants are UTC with milliseconds, so that their text compares as they do. */
const isEffective = (one: Version, at: string): boolean =>
  one.status === "approved" &&
  one.effectiveFrom !== undefined &&
  one.effectiveFrom <= at &&
  (one.effectiveUntil === undefined || at < one.effectiveUntil);

/**
 * The version that a batch issued at this instant (UTC) is made by, or MASTER_NOT_EFFECTIVE; with
 * its digest, the copy of the batch can be compared (21 CFR 211.188(a)).
 */
export function effectiveVersion({ versions }: MasterRecipeState, at: string): Version | Refusal {
  const found = versions.findLast((one) => isEffective(one, at));
  return found ?? refuse("MASTER_NOT_EFFECTIVE", `No version is effective at ${at}.`);
}
