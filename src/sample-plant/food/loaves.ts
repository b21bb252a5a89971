// Catch weight: loaves are counted by the piece and sold by weight, and each has its own.
import { produceOutput } from "../../processes/produce-output.ts";
import { decimal, pieces } from "../materials/amount.ts";
import type { PersonKey } from "../people/people.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import { backward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { codesOf, type Lot, lotOf, materialOf } from "./goods.ts";
import { begin, charge, finish, type Work } from "./line.ts";

const crates = 5;
const loavesPerCrate = 12;
export const flourOfLoaves = 48;
export const loavesPlanned = 60;

export interface Loaves {
  readonly work: Work;
  readonly lot: Lot;
  /** Pieces and grams, as counted and as weighed. */
  readonly count: number;
  readonly grams: number;
}

export async function bakeLoaves(story: Story, works: Works, silo: Lot): Promise<Loaves> {
  story.at(4, "10:30");
  const number = "BK26006";
  const work = await begin(story, "birgit", "mehmet", {
    number,
    makes: "loaf",
    weight: loavesPlanned,
    machine: "stoneOven",
  });
  await charge(story, "mehmet", work, silo, flourOfLoaves);
  story.wait(90);
  const { lot, grams, eventId } = await makeLoaves(story, "mehmet", work);
  await finish(story, "birgit", "mehmet", work);
  const count = crates * loavesPerCrate;
  works.highlights.push({
    name: "Catch weight: pieces, and what they weigh",
    what: `audit --batch ${number}: ${count} loaves in ${crates} crates, ${decimal(grams, 3)} kg`,
    concerns: { batchNumber: number, lot: `internalLot:${lot.number}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`internalLot:${lot.number}`, `internalLot:${silo.number}`),
      exceptions: unseen("It is as it should be."),
    },
  });
  story.at(4, "14:00");
  await approveRecord(story, work);
  await releaseLot(story, lot.materialLotId);
  return { work, lot, count, grams };
}

interface Weighed {
  readonly lot: Lot;
  readonly grams: number;
  readonly eventId: string;
}

/** Crate by crate. */
export async function makeLoaves(
  story: Story,
  by: PersonKey,
  { batchId, batchNumber }: Work,
): Promise<Weighed> {
  const lot = lotOf(story, "loaf", batchNumber);
  const weighed = Array.from({ length: crates }, () =>
    Array.from({ length: loavesPerCrate }, () => story.random.around(1_020, 60)).reduce(sum),
  );
  const grams = weighed.reduce(sum);
  const produced = await story.process(by, produceOutput, {
    batchId,
    materialLotId: lot.materialLotId,
    material: materialOf("loaf"),
    identifiers: codesOf(lot),
    quantity: { value: decimal(grams, 3), unitOfMeasure: "kg" },
    containers: weighed.map((one, n) => ({
      containerId: `${batchNumber}-${n + 1}`,
      quantity: { value: decimal(one, 3), unitOfMeasure: "kg" },
      count: pieces(loavesPerCrate, "{loaf}"),
    })),
    expiresOn: story.day(12),
    locationId: story.id("place", "finishedStore"),
  });
  return { lot, grams, eventId: eventOf(produced, "OutputProduced") };
}

const sum = (one: number, other: number): number => one + other;
