// `batchproof batch number`: the final number of a batch.
import { giveBatchNumber } from "../../domain/batch/lifecycle/commands.ts";
import { giving } from "../administration/acting.ts";
import { batchNamed } from "./named.ts";

export const numberLeaf = giving({
  usage: "number <batch>",
  summary: "Give a batch its final number, once and for good",
  example: "batchproof batch number P-7 --final 171",
  command: giveBatchNumber,
  options: (line) => line.requiredOption("--final <number>", "unique for the site and the product"),
  find: batchNamed,
  data: ({ final }: { readonly final: string }) => ({ batchNumber: final }),
  said: (name) => `${name} has its final number.`,
});
