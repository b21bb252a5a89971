// Campaign 43 as it was imported, against its master recipe: what the source lacks.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { factsOf } from "../../../src/cli/recipe/facts.ts";
import { batch } from "../../../src/domain/batch/batch.ts";
import { lacks } from "../../../src/domain/master-recipe/compare/lacks.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";
import { importTablets } from "../../../src/import/tablets/import-tablets.ts";
import { startLog } from "../../event-log-for-test.ts";
import { plantOn, session } from "../../processes/plant-for-test.ts";
import { sharedData, testOnData } from "../../shared-data.ts";

const file = join(import.meta.dirname, "../../../examples/campaign-43.recipe.yaml");
const campaign = "tablets/campaign-43";

testOnData(
  campaign,
  "an imported batch lacks what the data set does not have",
  async () => {
    await using running = await startLog();
    const { handler } = plantOn(running.log);
    const folder = await mkdtemp(join(tmpdir(), "campaign-43-"));
    try {
      await cp(sharedData(campaign), folder, { recursive: true });
      await importTablets({ handler, session, keep: async () => undefined }, folder);
      const ids: string[] = [];
      for await (const event of running.log.readAll()) {
        if (event.type === "BatchIssued") ids.push(event.stream.replace(/^batch-/, ""));
      }
      const { recipe } = readRecipe(await readFile(file));
      if (!recipe) throw new Error("The example recipe cannot be read.");
      const found = await Promise.all(
        ids.map(async (id) => {
          const { state } = await handler.load(batch, id);
          if (state.status === "unknown") throw new Error(`Batch ${id} is not recorded.`);
          return lacks(recipe, factsOf(state)).map(({ what, name }) => `${what}: ${name}`);
        }),
      );
      expect(found).toHaveLength(8);
      for (const one of found) {
        expect(one).toEqual([
          "quantity: Active ingredient, code 1",
          "quantity: Silicified microcrystalline cellulose (SMCC)",
          "quantity: Lactose",
          "quantity: Starch",
          "input: Film-coating powder",
          "output: Blend for compression",
          "output: Tablet cores",
          "equipment: Blender, Tablet press, Film coater",
          "phase: Film-coated tablets > Blending > Final blending > Charge and blend",
          "phase: Film-coated tablets > Compression > Tableting > Press",
          "phase: Film-coated tablets > Coating > Film coating > Coat",
          "secondPerson: Who performed and who verified",
        ]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
