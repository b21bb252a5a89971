// A contract maker coats biscuits with chocolate: they go there, are coated there and come back.
// They stay ours; their place says where they are.
import { moveMaterial } from "../../domain/material-lot/upkeep/commands.ts";
import { splitLot } from "../../processes/split-lot.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import { forward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { buy, internalLot, kg, type Lot, lotOf, partyOf } from "./goods.ts";
import { begin, charge, finish, make, placeId, type Work } from "./line.ts";

export interface Coated {
  readonly work: Work;
  readonly lot: Lot;
}

/** The supervisor of the early shift is there, and records what is done. */
export async function coatElsewhere(story: Story, works: Works, plain: Lot): Promise<Coated> {
  const sent = lotOf(story, "plain", `${plain.number}-L`);
  const there = placeId(story, "contractor");
  story.at(3, "13:00");
  await story.process("joerg", splitLot, {
    materialLotId: plain.materialLotId,
    into: [
      {
        materialLotId: sent.materialLotId,
        identifiers: [internalLot(sent.number)],
        quantity: kg(220),
        containerIds: [],
      },
    ],
  });
  const chocolate = await buy(story, {
    item: "chocolate",
    from: "cocoa",
    number: "F26-0005",
    supplierLot: "KB-9012",
    weight: 60,
    day: 3,
  });
  const going = { toLocationId: there };
  for (const { materialLotId } of [sent, chocolate]) {
    await story.act("joerg", moveMaterial, materialLotId, going);
  }
  story.at(4, "06:20");
  const work = await begin(story, "birgit", "zoe", {
    number: "BK26005",
    makes: "coated",
    weight: 260,
    machine: "enrober",
  });
  // The rest stays there for the next order.
  const charged = await charge(story, "zoe", work, sent, 200);
  const eventId = eventOf(charged, "MaterialConsumed");
  await charge(story, "zoe", work, chocolate, 55);
  story.wait(120);
  const source = partyOf(story, "coater").name;
  const at = { source, locationId: there };
  const lot = await make(story, "zoe", work, { item: "coated", weight: 250, at });
  await finish(story, "birgit", "zoe", work);
  works.highlights.push({
    name: "A contract maker's leg",
    what: `where internalLot:${sent.number}: 20 kg are still at ${source}`,
    concerns: { batchNumber: work.batchNumber, lot: `internalLot:${sent.number}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: forward(`internalLot:${sent.number}`, work.batchNumber),
      exceptions: unseen("It is as it should be."),
    },
  });
  return { work, lot };
}

export async function bringBack(story: Story, { work, lot }: Coated): Promise<void> {
  story.at(7, "08:30");
  await approveRecord(story, work);
  await releaseLot(story, lot.materialLotId);
  const back = { toLocationId: story.id("place", "finishedStore") };
  await story.act("joerg", moveMaterial, lot.materialLotId, back);
}
