// The first article: housings are machined and measured. The sealing face of one is not flat: the
// first result stays, the repeat confirms it, it is held, and nobody releases it.
import { placeHold } from "../../domain/material-lot/status/commands.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { classify, close, raise } from "../quality/deviation.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import { exampleOf } from "../recipe/example.ts";
import { backward } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { characteristics, flatness } from "./pump.ts";
import {
  begin,
  complete,
  end,
  issue,
  make,
  measure,
  measureAgain,
  mount,
  type Routing,
  type Work,
} from "./routing.ts";
import { buy, type Part, partOf } from "./shop.ts";

export const machining: Routing = {
  ...exampleOf("pump-housing"),
  makes: "housing",
  machines: { machine: "mill", measure: "measuring" },
};

/** As many as its master has. */
export const housingsOfLot = 4;
/** Which of them is not flat. */
const bad = 3;

export interface Housings {
  readonly work: Work;
  /** Released. */
  readonly sound: readonly Part[];
}

export async function makeHousings(story: Story, works: Works): Promise<Housings> {
  const [bar] = await buy(story, "barStock", ["BAR-5518"]);
  story.at(1, "06:10");
  const work = await issue(story, "birgit", "HS26001", machining, housingsOfLot);
  await begin(story, "zoe", work, "machine");
  if (bar) await mount(story, "zoe", work, "machine", bar);
  story.wait(150);
  const parts = Array.from({ length: housingsOfLot }, (_, n) => partOf(story, `HS-000${n + 1}`));
  for (const part of parts) await make(story, "zoe", work, part);
  await end(story, "zoe", work, "machine");
  story.at(1, "10:00");
  await begin(story, "mehmet", work, "measure");
  const millimetres = (value: string) => ({ value, unitOfMeasure: "mm" });
  const failed = new Map([[flatness, millimetres("0.063")]]);
  for (const [n, part] of parts.entries()) {
    story.linger(4, 9);
    const values = n + 1 === bad ? failed : new Map();
    await measure(story, "tomas", work, part, characteristics, values);
  }
  const rejected = parts[bad - 1];
  if (!rejected) throw new Error("There are fewer housings than that.");
  const value = millimetres("0.061");
  const repeated = await measureAgain(story, "tomas", work, rejected, flatness, value);
  const deviation = await hold(story, works, work, rejected, eventOf(repeated, "ResultRecorded"));
  await end(story, "mehmet", work, "measure");
  await complete(story, "birgit", work);
  story.at(2, "08:30");
  await decide(story, deviation, work, rejected);
  await approveRecord(story, work);
  const sound = parts.filter((part) => part !== rejected);
  for (const { materialLotId } of sound) await releaseLot(story, materialLotId);
  return { work, sound };
}

async function hold(
  story: Story,
  works: Works,
  { batchId, batchNumber }: Work,
  { materialLotId, serialNumber }: Part,
  eventId: string,
): Promise<string> {
  const deviation = await raise(story, works, "tomas", {
    title: "Sealing face not flat",
    description: `Housing ${serialNumber}: flatness 0.063 mm, repeated 0.061 mm; at most 0.050 mm.`,
    batchId,
    materialLotIds: [materialLotId],
  });
  await story.act("birgit", placeHold, materialLotId, {
    holdId: story.id("hold", serialNumber),
    code: "NONCONFORMANCE",
    text: `Flatness of ${serialNumber}: wait for the disposition.`,
    owner: "qa",
  });
  works.highlights.push({
    name: "First article: a flatness that fails",
    what: `record ${batchNumber}: 0.063 mm against 0.050 mm, its repeat, and the deviation`,
    concerns: { batchNumber, lot: `serialNumber:${serialNumber}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`serialNumber:${serialNumber}`, batchNumber),
      exceptions: { rule: "specification" },
    },
  });
  return deviation;
}

async function decide(
  story: Story,
  deviation: string,
  { batchId }: Work,
  { materialLotId, serialNumber }: Part,
): Promise<void> {
  const dispositionId = story.id("disposition", materialLotId);
  const data = { dispositionId, materialLotId };
  const release = { ...data, decision: "release" as const };
  await story.refusedProcess("LOT_ON_HOLD", "ingrid", decideDisposition, release);
  await classify(story, deviation, "major", "The pump would leak; found before any use.");
  const text = `Housing ${serialNumber} cannot be machined to the drawing any more.`;
  const reason = { code: "NONCONFORMING", text };
  await story.process("ingrid", decideDisposition, { ...data, decision: "reject" }, { reason });
  const conclusion = "Rejected. A chip lay under the clamping; the others are sound.";
  await close(story, deviation, conclusion, batchId);
}
