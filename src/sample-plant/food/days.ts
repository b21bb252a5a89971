// Ordinary days of the bakery, after its story: six batches each, three of loaves and three of
// biscuits, those with almonds last. The oven is cleaned after each use, the line after almonds.
// What was made is sold on the next morning. Each batch is a chapter of its own, so that more of
// them later follow these.
import { kilograms } from "../materials/amount.ts";
import type { PersonKey } from "../people/people.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import { bakery } from "../site.ts";
import type { Story } from "../story/story.ts";
import { batchNumberOf, isEach, type Turn, turnOf } from "../story/workday.ts";
import { numbered, type Works } from "../story/works.ts";
import { kg } from "./goods.ts";
import {
  begin,
  charge,
  clean,
  finish,
  type MachineKey,
  make,
  type ProductKey,
  qualifyAgain,
  type Work,
} from "./line.ts";
import { flourOfLoaves, loavesPlanned, makeLoaves } from "./loaves.ts";
import { type RawKey, RawStore } from "./raw-store.ts";
import { dispatch, type Quantities } from "./selling.ts";

/** Those of the story. */
export const foodStoryBatches = 6;
/** After its recall. */
const firstOrdinaryDay = 14;
const shipmentsBefore = 3;

const crews = {
  early: { lead: "birgit", baker: "zoe" },
  late: { lead: "dorde", baker: "hanh" },
} as const satisfies Record<string, { readonly lead: PersonKey; readonly baker: PersonKey }>;

/** Goods-in and the office are there by then. */
const morningTurn = 1;
const turns = [
  { at: "06:10", crew: "early", makes: "plain" },
  { at: "08:25", crew: "early", makes: "loaf" },
  { at: "10:20", crew: "early", makes: "plain" },
  { at: "12:00", crew: "early", makes: "loaf" },
  { at: "14:05", crew: "late", makes: "loaf" },
  { at: "15:30", crew: "late", makes: "almond" },
] as const satisfies readonly {
  readonly at: string;
  readonly crew: keyof typeof crews;
  readonly makes: ProductKey;
}[];
type Ordinary = (typeof turns)[number]["makes"];

/** Kilograms. */
const doughs: Readonly<Record<Ordinary, Dough>> = {
  plain: { machine: "mixer", planned: 250, of: { flour: 214, butter: 36 } },
  almond: { machine: "mixer", planned: 460, of: { flour: 240, butter: 60, almonds: 120 } },
  loaf: { machine: "stoneOven", planned: loavesPlanned, of: { flour: flourOfLoaves } },
};

interface Dough {
  readonly machine: MachineKey;
  readonly planned: number;
  readonly of: Partial<Readonly<Record<RawKey, number>>>;
}

/** What is there from one batch to the next; no more than a day has. */
interface Bakery {
  readonly story: Story;
  readonly works: Works;
  readonly store: RawStore;
  /** Released, and not sold yet. */
  unsold: Quantities[number][];
}

/** Until there are as many as asked for; of these are those of the story. `monday`: its first. */
export async function bakeOn(
  story: Story,
  works: Works,
  monday: Temporal.PlainDate,
  count: number,
  next: (n: number) => Promise<void>,
): Promise<void> {
  if (count <= foodStoryBatches) return;
  const house: Bakery = { story, works, store: new RawStore(), unsold: [] };
  await prepare(house, monday.add({ days: firstOrdinaryDay - 3 }));
  const first = monday.add({ days: firstOrdinaryDay });
  for (let n = foodStoryBatches + 1; n <= count; n += 1) {
    await next(n);
    const turn = turnOf(n - foodStoryBatches - 1, turns.length, first);
    story.begin(`food batch ${n}`, turn.date, bakery);
    await bake(house, n, turn);
  }
}

/** On the Friday before. */
async function prepare({ story, works, store }: Bakery, friday: Temporal.PlainDate): Promise<void> {
  story.begin("food days", friday, bakery);
  story.at(0, "09:00");
  await store.restock(story, works);
  for (const key of ["mixer", "stoneOven"] as const) await clean(story, "mehmet", key);
}

async function bake(house: Bakery, n: number, turn: Turn): Promise<void> {
  const { story, store } = house;
  const { at, crew, makes } = turns[turn.ofDay] ?? turns[0];
  if (turn.ofDay === morningTurn) await inTheMorning(house, turn);
  story.at(0, at);
  const { lead, baker } = crews[crew];
  const { machine, planned, of } = doughs[makes];
  const number = batchNumberOf("BK", turn.date, n);
  const work = await begin(story, lead, baker, { number, makes, weight: planned, machine });
  for (const [key, needed] of Object.entries(of) as [RawKey, number][]) {
    for (const { lot, weight } of store.take(key, needed)) {
      await charge(story, baker, work, lot, weight);
    }
  }
  story.linger(32, 40);
  const sold = await takeOut(story, baker, work, makes);
  await finish(story, lead, baker, work);
  if (makes !== "plain") await clean(story, baker, machine);
  story.at(0, "08:05");
  await approveRecord(story, work);
  await releaseLot(story, sold.materialLotId, { unseen: true });
  house.unsold.push(sold);
}

async function takeOut(
  story: Story,
  by: PersonKey,
  work: Work,
  makes: Ordinary,
): Promise<Quantities[number]> {
  if (makes === "loaf") {
    const { lot, grams } = await makeLoaves(story, by, work);
    return { materialLotId: lot.materialLotId, quantity: kilograms(grams) };
  }
  const weight = story.random.around(Math.round(doughs[makes].planned * 0.93), 8);
  const { materialLotId } = await make(story, by, work, { item: makes, weight });
  return { materialLotId, quantity: kg(weight) };
}

/** What the day before made is sold; what runs short is bought, and looked at what falls due. */
async function inTheMorning(house: Bakery, turn: Turn): Promise<void> {
  const { story, works, store, unsold } = house;
  if (unsold.length >= turns.length) {
    const number = numbered("LS-F-", shipmentsBefore + works.next("food shipment"), 4);
    await dispatch(story, turn.weekday % 2 === 0 ? "north" : "south", number, unsold, []);
    house.unsold = [];
  }
  await store.restock(story, works);
  if (isEach(52, turn)) await qualifyAgain(story);
}
