// `batchproof batch`: its commands.
import type { Leaf } from "../entry.ts";
import { blankFormCommands } from "./blank-form.ts";

export const batchCommands: readonly Leaf[] = [...blankFormCommands];
