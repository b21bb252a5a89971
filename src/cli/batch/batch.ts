// `batchproof batch`: its commands.
import type { Leaf } from "../entry.ts";
import { attach } from "./attach.ts";
import { blankFormCommands } from "./blank-form.ts";
import { numberLeaf } from "./number.ts";
import { serialCommands } from "./serial.ts";

export const batchCommands: readonly Leaf[] = [
  numberLeaf,
  ...serialCommands,
  ...blankFormCommands,
  attach,
];
