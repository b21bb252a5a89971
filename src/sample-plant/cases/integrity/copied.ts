// Four readings that are one: the thickness was measured once and written down four times.
import { type BatchState, batch } from "../../../domain/batch/batch.ts";
import { judgeException } from "../../../domain/batch/review/commands.ts";
import { evaluated } from "../../../domain/batch/review/exceptions.ts";
import { factList } from "../../../domain/kernel/exception/fact.ts";
import { classify, close, raise } from "../../quality/deviation.ts";
import type { Case } from "../case.ts";
import { noMaterial } from "../words.ts";

const which = 3;
const name = "Thickness, mean of 10";

export const copying: Case = {
  name: "Readings are copied from the first",
  moment: "pressing 09:00",
  batch: which,
  async happens(_story, _works, { asRead }) {
    asRead.set(name, { value: "3.61", unitOfMeasure: "mm" });
    return undefined;
  },
};

/** The late shift measures. */
export const writing: Case = {
  name: "Readings are measured again",
  moment: "pressing 14:40",
  batch: which,
  async happens(_story, _works, making) {
    making.asRead.clear();
    return undefined;
  },
};

export const copied: Case = {
  name: "A copied reading",
  moment: "approving",
  batch: which,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `review of ${batchNumber}: thickness the same four times, flagged and investigated`,
    concerns: { batchNumber, eventId },
    seen: {
      record: { shows: eventId },
      trace: noMaterial,
      exceptions: { rule: "copied" },
    },
  }),
  async happens(story, works, { bulk }) {
    const { state } = await story.handler.load(batch, bulk.batchId);
    const eventId = copiedIn(state);
    const deviationId = await raise(story, works, "tomas", {
      title: "Thickness the same four times",
      description: "3.61 mm from 09:00 to 13:30; the tester's own memory has one measurement.",
      batchId: bulk.batchId,
    });
    await classify(
      story,
      deviationId,
      "major",
      "Data integrity; cores of each hour were retained.",
    );
    const conclusion =
      "The first reading was copied. Retained cores of each hour were measured: 3.58 to 3.66 mm. " +
      "The shift was trained again.";
    await close(story, deviationId, conclusion, bulk.batchId);
    const text = "Copied, as the deviation says; retained cores are within the limits.";
    await story.act("eszter", judgeException, bulk.batchId, {
      eventId,
      ruleKeys: ["copied"],
      judgement: "needsDeviation",
      deviationId,
      text,
    });
    return eventId;
  },
};

/** The last of so many, which the rule flags. */
function copiedIn(state: BatchState): string {
  if (state.status === "unknown") throw new Error("The batch is not known.");
  const facts = factList(state.facts).filter((fact) => fact.name === name);
  const own = new Set(facts.map(({ eventId }) => eventId));
  const { flagged } = evaluated(state);
  const found = flagged.find((one) => one.ruleKey === "copied" && own.has(one.eventId));
  if (!found) throw new Error(`${name} was not the same four times.`);
  return found.eventId;
}
