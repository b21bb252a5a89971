// Two days of biscuits: flour poured on a heel, what broke is baked in again, and a batch that is
// to be free of nuts is made on the line before it was cleaned.
import { authoriseDeparture } from "../../domain/batch/deviation/commands.ts";
import { moveMaterial } from "../../domain/material-lot/upkeep/commands.ts";
import { scrapMaterial } from "../../domain/material-lot/use/commands.ts";
import { recordCharge } from "../../processes/charge-material.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { mergeLots } from "../../processes/merge-lots.ts";
import { classify, close, raise } from "../quality/deviation.ts";
import { approveRecord, rejectRecord, releaseLot } from "../quality/review.ts";
import { backward, forward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { buy, internalLot, kg, type Lot, lotOf, materialOf } from "./goods.ts";
import {
  begin,
  charge,
  clean,
  complete,
  end,
  finish,
  machineId,
  make,
  placeId,
  type Work,
} from "./line.ts";

/** What the mill later says has metal in it. */
export const badFlour = "WM-4471";

export interface Store {
  readonly flour: Lot;
  readonly butter: Lot;
  readonly almonds: Lot;
}

export async function fillStore(story: Story): Promise<Store> {
  const day = 0;
  const flour = { item: "flour", from: "mill", day } as const;
  const first = { ...flour, number: "F26-0001", supplierLot: badFlour, weight: 1000 };
  const store = {
    flour: await buy(story, first),
    butter: await buy(story, {
      item: "butter",
      from: "dairy",
      number: "F26-0002",
      supplierLot: "MS-208",
      weight: 300,
      day,
    }),
    almonds: await buy(story, {
      item: "almonds",
      from: "nuts",
      number: "F26-0003",
      supplierLot: "MH-77",
      weight: 200,
      day,
    }),
  };
  const silo = { toLocationId: placeId(story, "flourSilo") };
  await story.act("joerg", moveMaterial, store.flour.materialLotId, silo);
  return store;
}

export interface Biscuits {
  readonly work: Work;
  readonly plain: Lot;
  readonly broken: Lot;
  /** The silo, with flour of two deliveries. */
  readonly silo: Lot;
}

export async function firstDay(story: Story, works: Works, store: Store): Promise<Biscuits> {
  story.at(1, "06:10");
  const work = await begin(story, "birgit", "zoe", {
    number: "BK26001",
    makes: "plain",
    weight: 700,
    machine: "mixer",
  });
  await charge(story, "zoe", work, store.flour, 600);
  await charge(story, "zoe", work, store.butter, 100);
  story.wait(120);
  const plain = await make(story, "zoe", work, { item: "plain", weight: 620 });
  const broken = await make(story, "zoe", work, { item: "plain", weight: 30, mark: "-R" });
  await finish(story, "birgit", "zoe", work);
  await clean(story, "mehmet", "mixer");
  story.at(1, "13:30");
  await approveRecord(story, work);
  await releaseLot(story, plain.materialLotId);
  const text = "Broken, sound otherwise: into the dough of almond biscuits, at most a tenth of it.";
  const reason = { code: "REWORK", text };
  for (const decision of ["rework", "conditional"] as const) {
    await story.process(
      "ingrid",
      decideDisposition,
      {
        dispositionId: story.id("disposition", broken.materialLotId),
        materialLotId: broken.materialLotId,
        decision,
        ...(decision === "conditional" && { conditions: text }),
      },
      { reason },
    );
  }
  return { work, plain, broken, silo: await pourOnHeel(story, works, store.flour) };
}

/** What comes is poured on what is left: from then on both are in every batch. */
async function pourOnHeel(story: Story, works: Works, heel: Lot): Promise<Lot> {
  const fresh = await buy(story, {
    item: "flour",
    from: "mill",
    number: "F26-0004",
    supplierLot: "WM-4490",
    weight: 800,
    day: 1,
  });
  const silo = lotOf(story, "flour", "FS-1-1");
  const poured = await story.process("joerg", mergeLots, {
    materialLotId: silo.materialLotId,
    from: [
      { materialLotId: heel.materialLotId, quantity: kg(400), heel: true },
      { materialLotId: fresh.materialLotId, quantity: kg(800), heel: false },
    ],
    identifiers: [internalLot(silo.number)],
    quantity: kg(1200),
    containers: [],
    locationId: placeId(story, "flourSilo"),
  });
  const eventId = eventOf(poured, "MaterialLotsMerged");
  works.highlights.push({
    name: "A silo with a heel: flour poured on the rest",
    what: `trace internalLot:BK26004 --backward reaches supplierLot:${badFlour} and WM-4490`,
    concerns: { lot: `internalLot:${silo.number}`, eventId },
    seen: {
      record: unseen("It was in no batch yet when it was poured."),
      trace: backward("internalLot:BK26004", `internalLot:${heel.number}`),
      exceptions: unseen("It is as it should be."),
    },
  });
  return silo;
}

export interface Baked {
  readonly almond: Lot;
  /** Made with the line clean. */
  readonly free: Lot;
  readonly works: readonly Work[];
}

export async function secondDay(
  story: Story,
  works: Works,
  store: Store,
  { broken, silo }: Biscuits,
): Promise<Baked> {
  story.at(2, "06:10");
  const order = { makes: "plain", machine: "mixer", weight: 250 } as const;
  const nuts = await begin(story, "birgit", "zoe", {
    ...order,
    number: "BK26002",
    makes: "almond",
    weight: 460,
  });
  await charge(story, "zoe", nuts, silo, 240);
  await charge(story, "zoe", nuts, store.butter, 60);
  await charge(story, "zoe", nuts, store.almonds, 120);
  const reworked = await charge(story, "zoe", nuts, broken, 30, "rework");
  const eventId = eventOf(reworked, "MaterialConsumed");
  works.highlights.push({
    name: "A rework into the next day",
    what: "trace internalLot:BK26002 --backward reaches BK26001, through internalLot:BK26001-R",
    concerns: { batchNumber: "BK26002", lot: `internalLot:${broken.number}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward("internalLot:BK26002", "BK26001"),
      exceptions: unseen("Quality had released the broken biscuits for it."),
    },
  });
  story.wait(70);
  const almond = await make(story, "zoe", nuts, { item: "almond", weight: 430 });
  await finish(story, "birgit", "zoe", nuts);
  const traces = await begin(story, "birgit", "zoe", { ...order, number: "BK26003" });
  await charge(story, "zoe", traces, silo, 160);
  await charge(story, "zoe", traces, store.butter, 40);
  story.wait(60);
  const doubtful = await make(story, "zoe", traces, { item: "plain", weight: 190 });
  await finish(story, "birgit", "zoe", traces);
  const deviation = await allergenFound(story, works, traces, doubtful);
  await clean(story, "mehmet", "mixer");
  story.at(2, "14:15");
  const clear = await begin(story, "dorde", "hanh", { ...order, number: "BK26004" });
  await charge(story, "hanh", clear, silo, 250);
  story.wait(60);
  const free = await make(story, "hanh", clear, { item: "plain", weight: 280 });
  await end(story, "hanh", clear);
  const unread = await withoutButter(story, works, clear);
  await complete(story, "dorde", clear);
  story.at(3, "08:30");
  await backflush(story, works, clear, store.butter);
  await classify(story, unread, "minor", "What is missing is known from the output.");
  await close(story, unread, "The butter was worked out and entered late.", clear.batchId);
  await decide(story, deviation, traces, doubtful);
  for (const work of [nuts, clear]) await approveRecord(story, work);
  const found = "Complete; traces of almonds cannot be excluded. Recommended for rejection.";
  await rejectRecord(story, traces, found, "Made before the line was cleaned: not to be sold.");
  for (const lot of [almond, free]) await releaseLot(story, lot.materialLotId);
  await reject(story, doubtful);
  return { almond, free, works: [nuts, traces, clear] };
}

async function allergenFound(
  story: Story,
  works: Works,
  { batchId, batchNumber }: Work,
  { materialLotId }: Lot,
): Promise<string> {
  const line = machineId(story, "mixer");
  const deviation = await raise(story, works, "birgit", {
    title: "Free of nuts made before the line was cleaned",
    description: `${batchNumber} followed almond biscuits; the line was cleaned after it only.`,
    batchId,
    materialLotIds: [materialLotId],
    equipmentIds: [line],
  });
  const from = `equipment:${line}@${story.day(2)}..${story.now.toISOString()}`;
  const eventId = works.raisedEventId;
  works.highlights.push({
    name: "An allergen change-over: a batch made before the cleaning",
    what: `trace ${from} --forward names BK26003 beside the almond biscuits, and not BK26004`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: forward(from, batchNumber),
      exceptions: unseen("The deviation is closed."),
    },
  });
  return deviation;
}

/** Completed without the butter, under a deviation: how much it was nobody knows before morning. */
async function withoutButter(story: Story, works: Works, { batchId, batchNumber }: Work) {
  const deviationId = await raise(story, works, "dorde", {
    title: "Scale of the butter line does not report",
    description: `${batchNumber}: the butter is worked out from the output, on the next morning.`,
    batchId,
  });
  const departure = { section: 7, item: materialOf("butter").name, deviationId };
  const reason = { code: "SCALE", text: "The scale of the butter line does not report." };
  await story.act("eszter", authoriseDeparture, batchId, departure, { reason });
  return deviationId;
}

/** Taken while it was made, worked out from what came of it, written down on the next morning. */
async function backflush(story: Story, works: Works, work: Work, butter: Lot): Promise<void> {
  const text = "The scale of the butter line does not report: worked out from the output.";
  const flushed = await story.process(
    "birgit",
    recordCharge,
    {
      batchId: work.batchId,
      materialLotId: butter.materialLotId,
      quantity: kg(40),
      charge: { kind: "charge", basis: "backflushed" },
    },
    { occurredAt: story.instant(2, "14:40"), reason: { code: "BACKFLUSH", text } },
  );
  const eventId = eventOf(flushed, "MaterialConsumed");
  works.highlights.push({
    name: "A backflushed consumption, entered after completion",
    what: `record ${work.batchNumber}: butter, late, against BATCH_CLOSED`,
    concerns: { batchNumber: work.batchNumber, lot: `internalLot:${butter.number}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: forward(`internalLot:${butter.number}`, work.batchNumber),
      exceptions: { rule: "late" },
    },
  });
}

async function decide(story: Story, deviation: string, { batchId }: Work, { number }: Lot) {
  await classify(story, deviation, "critical", "Whoever cannot have almonds may be harmed.");
  const conclusion = `${number} is rejected; the rule of the line is changed to part allergens.`;
  await close(story, deviation, conclusion, batchId, "notAcceptable");
}

async function reject(story: Story, { materialLotId }: Lot): Promise<void> {
  const data = {
    dispositionId: story.id("disposition", materialLotId),
    materialLotId,
    decision: "reject" as const,
  };
  const text = "Traces of almonds cannot be excluded.";
  await story.process("ingrid", decideDisposition, data, { reason: { code: "ALLERGEN", text } });
  const scrap = { quantity: kg(190), cause: "Traces of almonds: to the maker of animal feed" };
  await story.act("joerg", scrapMaterial, materialLotId, scrap);
}
