// Which recipes there are, how far each version is, and what is ordered or made by them.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { RecipeDrafted, RecipeRevised } from "../../domain/master-recipe/life/events.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { type Into, type Occurred, projection, type TablesOf } from "../projection.ts";

type Tables = TablesOf<DB, "master_recipe">;
type Written = Occurred<EventOf<typeof RecipeDrafted> | EventOf<typeof RecipeRevised>>;
type Any = Pick<Occurred<ProductionEvent>, "position" | "metadata" | "stream">;

const idOf = ({ stream }: Pick<Any, "stream">): string => categoryAndId(stream).id;

const stamp = ({ position, metadata: { recordedAt, actor } }: Any) => ({
  position,
  at: recordedAt,
  by_id: actor.id,
  by_name: actor.kind === "person" ? actor.printedName : actor.name,
});

function content(into: Into<Tables>, event: Written): void {
  const { version, digest, recipe } = event.data;
  into.insert("recipe_content", {
    recipe_id: idOf(event),
    version,
    ...stamp(event),
    number: recipe.number,
    name: recipe.name,
    material_id: recipe.product.materialDefinitionId,
    material_name: recipe.product.name,
    profiles: recipe.profiles,
    digest,
  });
}

interface More {
  readonly from_at?: string;
  readonly by_version?: number;
  readonly reference?: string | null;
}

function step(
  into: Into<Tables>,
  event: Any & { readonly data: { readonly version: number } },
  what: string,
  more: More = {},
): void {
  const { version } = event.data;
  into.insert("recipe_step", { recipe_id: idOf(event), version, ...stamp(event), what, ...more });
}

const batchStep = (into: Into<Tables>, event: Any, what: string): void =>
  into.insert("recipe_batch_step", { batch_id: idOf(event), position: event.position, what });

const orderStep = (into: Into<Tables>, event: Any, what: string): void =>
  into.insert("recipe_order_step", { order_id: idOf(event), position: event.position, what });

export const masterRecipes = projection<DB, ProductionEvent>()({
  name: "master_recipe",
  version: 3,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    recipe_content: "select * from recipe_content order by recipe_id, version, position",
    recipe_step: "select * from recipe_step order by recipe_id, version, position",
    recipe_batch: "select * from recipe_batch order by batch_id",
    recipe_batch_step: "select * from recipe_batch_step order by batch_id, position",
    recipe_order: "select * from recipe_order order by order_id",
    recipe_order_step: "select * from recipe_order_step order by order_id, position",
    recipe_order_end: "select * from recipe_order_end order by order_id, position",
  },
  memory: () => undefined,
  on: {
    RecipeDrafted: content,
    RecipeRevised: content,
    RecipeSubmitted: (into, event) =>
      step(into, event, "submitted", { reference: event.data.changeControl ?? null }),
    RecipeReturned: (into, event) => step(into, event, "returned"),
    RecipeApproved: (into, event) => step(into, event, "approved"),
    RecipeMadeEffective: (into, event) =>
      step(into, event, "effective", { from_at: event.data.effectiveFrom }),
    RecipeSuperseded: (into, event) =>
      step(into, event, "superseded", { from_at: event.data.from, by_version: event.data.by }),
    RecipeWithdrawn: (into, event) => step(into, event, "withdrawn"),

    BatchIssued(into, event) {
      const { batchNumber: batch_number, material, recipe, orderId } = event.data;
      into.insert("recipe_batch", {
        batch_id: idOf(event),
        position: event.position,
        batch_number,
        former_number: null,
        material_id: material.materialDefinitionId,
        recipe_id: recipe?.recipeId ?? null,
        recipe_version: recipe?.recipeVersion ?? null,
        order_id: orderId ?? null,
      });
    },
    BatchNumberGiven(into, event) {
      const { batchNumber: batch_number, formerNumber: former_number } = event.data;
      into.update("recipe_batch", { batch_id: idOf(event) }, { batch_number, former_number });
    },
    BatchStarted: (into, event) => batchStep(into, event, "started"),
    BatchCompleted: (into, event) => batchStep(into, event, "completed"),
    BatchRecordApproved: (into, event) => batchStep(into, event, "decided"),
    BatchRecordNotApproved: (into, event) => batchStep(into, event, "decided"),

    OrderPlaced(into, event) {
      const { orderNumber: order_number, material, quantity, priority, ...more } = event.data;
      into.insert("recipe_order", {
        order_id: idOf(event),
        position: event.position,
        order_number,
        site: event.metadata.site,
        material_id: material.materialDefinitionId,
        material_name: material.name,
        amount: quantity.value,
        unit_of_measure: quantity.unitOfMeasure,
        due_on: more.dueOn ?? null,
        priority,
        campaign: more.campaign ?? null,
        customer: more.customer?.name ?? null,
        rework: more.rework?.kind ?? null,
      });
    },
    OrderReleased: (into, event) => orderStep(into, event, "released"),
    ReworkApproved: (into, event) => orderStep(into, event, "reworkApproved"),
    OrderClosed: (into, event) =>
      into.insert("recipe_order_end", {
        order_id: idOf(event),
        position: event.position,
        outcome: event.data.outcome,
      }),
  },
});
