// What is recorded of a batch, in the names that a recipe is compared by.
import type { Batch } from "../../domain/batch/batch-part.ts";
import type { BatchFacts } from "../../domain/master-recipe/compare/lacks.ts";

export function factsOf(batch: Batch): BatchFacts {
  const { material, phases, parameters, results, equipment, performers } = batch;
  const charged = [...material.consumptions.values()].filter(({ voided }) => !voided);
  return {
    charged: charged.map(({ data, quantity }) => ({
      ...data.material,
      hasQuantity: quantity !== undefined,
    })),
    produced: [...material.outputs.values()].map(({ data }) => data.material),
    phases: [...phases.values()]
      .filter(({ status }) => status === "completed")
      .map(({ path }) => path.phase),
    parameters: [
      ...[...parameters.entries.values()].map(({ parameter }) => parameter),
      ...[...results.summaries.values()].flatMap(({ content }) => tagsIn(content)),
    ],
    results: [...results.entries.values()].map(({ test }) => test),
    yields: [...results.yields.entries()].map(([stage]) => stage),
    equipmentIds: [...equipment.keys()],
    people: performers.size,
  };
}

/** The fold keeps what a summary said as it was said. */
function tagsIn(content: unknown): readonly string[] {
  if (typeof content !== "object" || content === null || !("tags" in content)) return [];
  const { tags } = content;
  if (!Array.isArray(tags)) return [];
  return tags.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "tag" in one && typeof one.tag === "string"
      ? [one.tag]
      : [],
  );
}
