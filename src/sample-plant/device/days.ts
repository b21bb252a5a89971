// Ordinary days of the workshop, after its story: a lot of four housings, and a pump of each. Each
// batch is a chapter of its own, so that more of them later follow these.
import type { PersonKey } from "../people/people.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import type { Story } from "../story/story.ts";
import { batchNumberOf, isEach, type Turn, turnOf, weeksFor } from "../story/workday.ts";
import { numbered } from "../story/works.ts";
import { housingsOfLot, machining } from "./housings.ts";
import { characteristics, delivery } from "./pump.ts";
import { assembly } from "./pumps.ts";
import { begin, complete, end, issue, make, measure, mount } from "./routing.ts";
import { buy, calibrateAgain, type Part, partOf, qualifyAgain } from "./shop.ts";

const storyPumps = 3;
/** Those of the story: its housings, and the pumps. */
export const deviceStoryBatches = 1 + storyPumps;
const firstOrdinaryDay = 7;

/** The housings first, then each pump. */
const turns = [
  { at: "08:10", lead: "birgit", by: "zoe" },
  { at: "11:30", lead: "birgit", by: "mehmet" },
  { at: "12:40", lead: "birgit", by: "zoe" },
  { at: "14:10", lead: "dorde", by: "hanh" },
  { at: "15:20", lead: "dorde", by: "hanh" },
] as const satisfies readonly Crew[];

interface Crew {
  readonly at: string;
  readonly lead: PersonKey;
  readonly by: PersonKey;
}

/** How long it takes to make so many; the week of the story included. */
export const deviceWeeks = (count: number): number =>
  1 + weeksFor(Math.max(0, count - deviceStoryBatches), turns.length);

/** Until there are as many as asked for; of these are those of the story. `monday`: its first. */
export async function makeOn(
  story: Story,
  monday: Temporal.PlainDate,
  count: number,
  next: (n: number) => Promise<void>,
): Promise<void> {
  const first = monday.add({ days: firstOrdinaryDay });
  for (let n = deviceStoryBatches + 1; n <= count; n += 1) {
    await next(n);
    const ordinary = n - deviceStoryBatches - 1;
    const turn = turnOf(ordinary, turns.length, first);
    const day = Math.floor(ordinary / turns.length);
    story.begin(`device batch ${n}`, turn.date);
    const crew = turns[turn.ofDay] ?? turns[0];
    story.at(0, crew.at);
    if (turn.ofDay === 0) await makeLot(story, crew, turn, day);
    else await makePump(story, crew, turn, day);
  }
}

/** What a day puts together, from 0. */
function partsOf(story: Story, day: number) {
  const part = (prefix: string, n: number, digits: number) =>
    partOf(story, numbered(prefix, n, digits));
  const range = (before: number, prefix: string, digits: number) =>
    Array.from({ length: housingsOfLot }, (_, n) =>
      part(prefix, before + day * housingsOfLot + n + 1, digits),
    );
  return {
    bar: part("BAR-", 5_519 + day, 4),
    housings: range(housingsOfLot, "HS-", 4),
    motors: range(774, "MT-", 3),
    pumps: range(storyPumps, "DP2-", 4),
  };
}

const serials = (parts: readonly Part[]) => parts.map(({ serialNumber }) => serialNumber);

async function makeLot(story: Story, { lead, by }: Crew, turn: Turn, day: number): Promise<void> {
  const { bar, housings, motors } = partsOf(story, day);
  if (isEach(12, turn)) await calibrateAgain(story);
  if (isEach(52, turn)) await qualifyAgain(story);
  await buy(story, "barStock", serials([bar]), { unseen: true });
  await buy(story, "motor", serials(motors), { unseen: true });
  const number = batchNumberOf("HS", turn.date, 2 + day);
  const work = await issue(story, lead, number, machining, housings.length);
  await begin(story, by, work, "machine");
  await mount(story, by, work, "machine", bar);
  story.linger(60, 75);
  for (const part of housings) await make(story, by, work, part);
  await end(story, by, work, "machine");
  await begin(story, by, work, "measure");
  for (const part of housings) {
    story.linger(4, 9);
    await measure(story, "tomas", work, part, characteristics);
  }
  await end(story, by, work, "measure");
  await complete(story, lead, work);
  await approveRecord(story, work);
  for (const { materialLotId } of housings) {
    await releaseLot(story, materialLotId, { unseen: true });
  }
}

async function makePump(story: Story, { lead, by }: Crew, turn: Turn, day: number): Promise<void> {
  const { housings, motors, pumps } = partsOf(story, day);
  const which = turn.ofDay - 1;
  const [housing, motor, pump] = [housings[which], motors[which], pumps[which]];
  if (!housing || !motor || !pump) throw new Error("A day has no more pumps than housings.");
  const before = storyPumps + day * housingsOfLot;
  const number = batchNumberOf("DP", turn.date, before + turn.ofDay);
  const work = await issue(story, lead, number, assembly, 1);
  await begin(story, by, work, "assemble");
  await mount(story, by, work, "assemble", housing);
  await mount(story, by, work, "assemble", motor);
  await end(story, by, work, "assemble");
  await begin(story, by, work, "test");
  await make(story, by, work, pump);
  await measure(story, "tomas", work, pump, [delivery]);
  await end(story, by, work, "test");
  await complete(story, lead, work);
  await approveRecord(story, work);
  await releaseLot(story, pump.materialLotId, { unseen: true });
}
