// What whoever would log in or give rights is told where nobody can.
import { type Refusal, refuse } from "../domain/kernel/refusal.ts";
import type { AccessParts } from "./parts.ts";

/** While nobody is known; in the demo's folder for ever. */
export const refuseNobodyYet = async ({ isDemonstration }: AccessParts): Promise<Refusal> =>
  (await isDemonstration()) ? demonstration : nobodyYet;

export const demonstration = refuse(
  "STATUS_BLOCKS_USE",
  "The demo made this folder: nobody logs in here, and nobody is given rights. To try that, serve" +
    " a folder of your own (`DATA_DIR=./data/trial npx batchproof serve`) and open the two links" +
    " that it prints: docs/logging-in.md.",
);

const nobodyYet = refuse(
  "LOG_IN_REQUIRED",
  "Nobody is known here yet who could. The links that `serve` prints, or `batchproof user first`," +
    " make the first two people: docs/logging-in.md.",
);
