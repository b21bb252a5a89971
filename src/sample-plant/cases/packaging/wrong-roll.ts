// Cartons of another strength are brought to the line: the scan of the roll stops them.
import { issueLabels } from "../../../processes/label/issue-labels.ts";
import { pieces } from "../../materials/amount.ts";
import { refusedIn } from "../../story/highlight.ts";
import { on } from "../../story/on.ts";
import type { Case } from "../case.ts";

export const wrongRoll: Case = {
  name: "A wrong label roll, found by its scan",
  moment: "supplying",
  batch: 1,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `audit --batch ${batchNumber} shows WRONG_MATERIAL: cartons of 25 mg`,
    ...refusedIn(batchNumber, eventId),
  }),
  async happens(story, works, { pack, crew }) {
    const [roll] = works.stock.lots("carton25");
    if (!roll) throw new Error("There are no cartons of 25 mg.");
    return story.refusedProcess("WRONG_MATERIAL", crew.early, on(issueLabels, pack.batchId), {
      materialLotId: roll.materialLotId,
      quantity: pieces(4_000, "{carton}"),
    });
  },
};
