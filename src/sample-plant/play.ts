// Plays the built-in sample plant: the story of no real company, through real commands, on a
// simulated clock. The same seed gives the same command ids, so that playing it again into the same
// log adds nothing.
import { createHash } from "node:crypto";
import { reserveIdentifier } from "../domain/identifier/commands.ts";
import { identifier } from "../domain/identifier/identifier.ts";
import type { Handler } from "../eventstore/handler/handle.ts";
import { identifierId } from "../eventstore/handler/reserve.ts";
import type { View } from "../processes/disposition/view.ts";
import type { Tracing } from "../processes/recall/follow-recalls.ts";
import type { SimulatedClock } from "./clock.ts";
import { deviceStoryBatches, deviceWeeks } from "./device/days.ts";
import { playDevice } from "./device/play.ts";
import { foodStoryBatches } from "./food/days.ts";
import { playFood } from "./food/play.ts";
import { receiveSilica } from "./materials/goods-in.ts";
import type { Issue, Making } from "./processing/making.ts";
import { setUpHouse, setUpPlant } from "./set-up.ts";
import { daysPerBatch, edition, firstBatchDay, plantSite, setUpDay } from "./site.ts";
import { counting } from "./story/count.ts";
import { StoryFault } from "./story/fault.ts";
import type { Highlight } from "./story/highlight.ts";
import { Story } from "./story/story.ts";
import { Works } from "./story/works.ts";
import { playBatch } from "./week.ts";

export interface Plant {
  /** Made with `clock`: the player moves it on before every command. */
  readonly handler: Handler;
  readonly clock: SimulatedClock;
  /** Before every batch for load and each of tablets, with the last event added until then. */
  onBatch?(n: number, lastEventId: string | undefined): Promise<void>;
  /** What recalls are traced with, once the read models have all to this event. */
  tracing(lastEventId: string | undefined): Promise<Tracing>;
  /** What a lot is released on, once they have; absent: nothing is shown to anybody. */
  view?(lastEventId: string | undefined): Promise<View>;
}

/** Tablets are made for weeks, a batch in two; pumps in the week after those, then food. */
export const plants = ["tablets", "device", "food"] as const;
export type PlantName = (typeof plants)[number];

/** Batches of its story, whatever is asked for. */
const toldAnyway = {
  tablets: 0,
  device: deviceStoryBatches,
  food: foodStoryBatches,
} as const satisfies Record<PlantName, number>;

export interface PlayOptions {
  /** Those of tablets, unless others are named. */
  readonly plants?: readonly PlantName[];
  /**
   * How many batches each plant makes. The special cases of tablets need three; the others have a
   * story of some batches in any case, and go on after it until there are as many.
   */
  readonly batches?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly of: number;
}

export interface PlayedBatch {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly stage: "processing" | "packaging" | "machining" | "assembly" | "baking";
}

/** A case that was planted, and the plant that shows it. */
export interface Planted extends Highlight {
  readonly plant: PlantName;
}

export interface Played {
  /** Those with cases, in the order in which they were issued; each has a record of its own. */
  readonly batches: readonly PlayedBatch[];
  /** All records of batches, with those for load: what is processed and packed has two. */
  readonly made: number;
  /** Events added now; none when it was played into this log before. */
  readonly events: number;
  readonly highlights: readonly Planted[];
  /** A raw material lot, as `trace --forward` takes it. */
  readonly forwardSeed: string;
  /** A lot of packs that a customer has, as `trace --backward` takes it. */
  readonly backwardSeed: string;
  /** The last event added: what waits for the read models waits for this one. */
  readonly lastEventId: string | undefined;
}

/**
 * Throws StoryFault PLANT_PLAYED_OTHERWISE when the log holds the story of another seed or of other
 * plants: nothing is added then.
 * Broken off, it goes on where it was when it is played again.
 */
export async function playPlant(plant: Plant, options: PlayOptions = {}): Promise<Played> {
  const { batches: count = 3, seed = 1, onProgress, signal, plants: asked = ["tablets"] } = options;
  const handler = counting(plant.handler);
  const { clock } = plant;
  const view: View = async (of, asOf) => (await plant.view?.(handler.lastEventId))?.(of, asOf);
  const story = new Story({ handler, clock, seed, signal, view: plant.view && view });
  const works = new Works(story);
  const steps = asked.reduce((sum, one) => sum + Math.max(0, count - toldAnyway[one]), 1);
  let done = 0;
  const tell = (what: string) => onProgress?.({ what, done, of: steps });
  const nextOf = (name: PlantName) => async (n: number) => {
    done += 1;
    tell(`Batch ${n} of ${count}, ${name}`);
    await plant.onBatch?.(n, handler.lastEventId);
  };
  tell("Setting up the plant");
  story.begin("set-up", Temporal.PlainDate.from(setUpDay));
  await takePlant(story, asked, count, seed);
  const withTablets = asked.includes("tablets");
  const tablets = withTablets
    ? await playTablets(story, works, count, nextOf("tablets"))
    : undefined;
  if (!withTablets) await setUpHouse(story);
  const firstDay = Temporal.PlainDate.from(firstBatchDay).add({
    days: withTablets ? count * daysPerBatch : 0,
  });
  const ends = [works.highlights.length];
  const device = asked.includes("device")
    ? await playDevice(story, works, firstDay, count, nextOf("device"))
    : undefined;
  ends.push(works.highlights.length);
  const weeks = device ? deviceWeeks(count) : 1;
  const monday = firstDay.add({ days: 7 * weeks });
  const tracing = () => plant.tracing(handler.lastEventId);
  const food = asked.includes("food")
    ? await playFood(story, works, monday, tracing, count, nextOf("food"))
    : undefined;
  done = steps;
  tell("Played");
  const seeds = tablets ?? device ?? food;
  return {
    batches: [tablets, device, food].flatMap((one) => one?.batches ?? []),
    made: [tablets, device, food].reduce((sum, one) => sum + (one?.made ?? 0), 0),
    events: handler.added,
    highlights: works.highlights.map((one, n) => ({
      plant: plants[ends.filter((end) => end <= n).length] ?? "food",
      ...one,
    })),
    forwardSeed: seeds?.forwardSeed ?? "",
    backwardSeed: seeds?.backwardSeed ?? "",
    lastEventId: handler.lastEventId,
  };
}

async function playTablets(
  story: Story,
  works: Works,
  count: number,
  next: (n: number) => Promise<void>,
) {
  await setUpPlant(story, works);
  await receiveSilica(story, works);
  const withCases: Making[] = [];
  let last: Making | undefined;
  for (let n = 1; n <= count; n += 1) {
    await next(n);
    const days = (n - 1) * daysPerBatch;
    story.begin(`batch ${n}`, Temporal.PlainDate.from(firstBatchDay).add({ days }));
    last = await playBatch(story, works, n);
    if (n <= batchesWithCases) withCases.push(last);
  }
  const packs = last?.finished;
  return {
    batches: withCases.flatMap(({ bulk, pack }) => [of(bulk, "processing"), of(pack, "packaging")]),
    made: 2 * count,
    forwardSeed: works.forwardSeed,
    backwardSeed: packs ? `internalLot:${packs.number}` : works.forwardSeed,
  };
}

const of = ({ batchId, batchNumber }: Issue, stage: PlayedBatch["stage"]): PlayedBatch => ({
  batchId,
  batchNumber,
  stage,
});

/** Of tablets. */
const batchesWithCases = 3;

/**
 * One story for each log: the first act takes it, and says which story it is. More batches may
 * follow later, but not where another plant has gone on after them.
 */
async function takePlant(
  story: Story,
  asked: readonly PlantName[],
  count: number,
  seed: number,
): Promise<void> {
  const key = { scheme: "samplePlant", issuer: plantSite.legalEntity, value: plantSite.site };
  const id = identifierId(key);
  const others = plants.filter((one) => one !== "tablets" && asked.includes(one));
  const more = others.length > 0 ? ` ${beforeLast(asked, count)} ${others}` : "";
  const digest = createHash("sha256").update(`${edition} ${seed}${more}`).digest("hex");
  const { state } = await story.handler.load(identifier, id);
  if (state.status !== "free" && state.digest !== digest) {
    const message = "This folder holds another story: other plants, seed, batches or edition";
    throw new StoryFault("PLANT_PLAYED_OTHERWISE", `${message}; take a fresh folder.`);
  }
  const holder = { kind: "location" as const, id: story.id("place", "site") };
  await story.act("installer", reserveIdentifier, id, { ...key, holder, digest });
}

/** How many batches the last plant follows on, beyond the stories of those before it. */
function beforeLast(asked: readonly PlantName[], count: number): number {
  if (asked.includes("tablets")) return count;
  const both = asked.includes("device") && asked.includes("food");
  return both ? Math.max(0, count - toldAnyway.device) : 0;
}
