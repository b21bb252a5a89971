// `batchproof review`: its commands.
import type { Leaf } from "../entry.ts";
import { judgeLeaf } from "./judge.ts";
import { rulesLeaf } from "./rules.ts";
import { showLeaf } from "./show.ts";

export const reviewCommands: readonly Leaf[] = [showLeaf, judgeLeaf, rulesLeaf];
