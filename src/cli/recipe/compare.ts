// `batchproof recipe compare`: what the record of a batch lacks against a recipe file.
import { batch } from "../../domain/batch/batch.ts";
import { type Lack, lacks } from "../../domain/master-recipe/compare/lacks.ts";
import { showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";
import { CliFault } from "../terminal/fault.ts";
import { oneBatch } from "../text/not-one.ts";
import { factsOf } from "./facts.ts";
import { readableRecipe } from "./file.ts";

const words: Readonly<Record<Lack["what"], string>> = {
  input: "No lot of the input",
  quantity: "Lot, but no quantity",
  output: "No lot of the output",
  phase: "Phase not recorded",
  parameter: "Parameter not recorded",
  check: "Check without result",
  test: "Test without result",
  yield: "No yield",
  equipment: "Equipment not named",
  secondPerson: "People not named",
};

export const compareLeaf = showing({
  usage: "compare <file> <batch>",
  summary: "What the record of a batch lacks against a recipe file",
  access: reading("compareWithMaster", "readRecords"),
  example: "batchproof recipe compare examples/campaign-43.recipe.yaml 164",
  async show({ handler, database }, [path = "", named = ""]) {
    const recipe = await readableRecipe(path);
    const { batchId, batchNumber } = await oneBatch(database.kysely, named);
    const { state } = await handler.load(batch, batchId);
    if (state.status === "unknown") {
      throw new CliFault("BATCH_UNKNOWN", `Batch ${named} is not recorded.`);
    }
    const found = lacks(recipe, factsOf(state));
    const rows = found.map(({ what, name }) => [words[what], name]);
    return {
      about: { kind: "batch", id: batchId },
      json: { batchId, batchNumber, recipe: recipe.number, lacks: found },
      text: (look) => table(["Lacks", "What"], rows, "Nothing.", look),
    };
  },
});
