// `batchproof recall`: its commands.
import type { Leaf } from "../entry.ts";
import { certificateCommands } from "./certificate.ts";
import { consigneeCommands } from "./consignee.ts";
import { letterCommands } from "./letters.ts";
import { runCommands } from "./run.ts";
import { showCommands } from "./show.ts";

export const recallCommands: readonly Leaf[] = [
  ...showCommands,
  ...runCommands,
  ...consigneeCommands,
  ...certificateCommands,
  ...letterCommands,
];
