// `batchproof recipe`: its commands.
import type { Leaf } from "../entry.ts";
import { backTestLeaf } from "./back-test.ts";
import { checkLeaf } from "./check.ts";
import { compareLeaf } from "./compare.ts";
import { giveCommands } from "./give.ts";
import { showCommands } from "./show.ts";

export const recipeCommands: readonly Leaf[] = [
  checkLeaf,
  ...showCommands,
  ...giveCommands,
  compareLeaf,
  backTestLeaf,
];
