// What every batch has, and is worth a look all the same: shown once.
import type { EntryKey, Making } from "../processing/making.ts";
import { backward, forward, type Highlight, unseen } from "../story/highlight.ts";
import type { Case, Moment } from "./case.ts";
import { lotOf } from "./words.ts";

const asItShould = unseen("It is as it should be.");

const shown = (
  name: string,
  moment: Moment,
  entry: EntryKey,
  tells: (making: Making, eventId: string) => Omit<Highlight, "name">,
): Case => ({
  name,
  moment,
  batch: 1,
  tells,
  async happens(_story, _works, { entries }) {
    const eventId = entries[entry];
    if (eventId === undefined) throw new Error(`${name}: nothing was entered of it.`);
    return eventId;
  },
});

/** In the record of the packs, and on the way back from them. `what`: behind the batch's number. */
const ofPacks = (name: string, entry: EntryKey, what: string): Case =>
  shown(name, "end of second week", entry, ({ pack: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}${what}`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}`, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(`internalLot:${batchNumber}`, batchNumber),
      exceptions: asItShould,
    },
  }));

export const routine: readonly Case[] = [
  shown(
    "A weighing by potency",
    "weighed",
    "dispensed",
    ({ bulk: { batchNumber }, charges }, eventId) => {
      const lot = lotOf(charges, "tessarine");
      return {
        what: `record ${batchNumber}: tessarine, with formula, assay and what it came to`,
        concerns: { batchNumber, lot, eventId },
        seen: {
          record: { shows: eventId },
          trace: forward(lot, batchNumber),
          exceptions: asItShould,
        },
      };
    },
  ),
  shown(
    "A merge: two loads of coated tablets become one lot",
    "end of first week",
    "merged",
    ({ bulk: { batchNumber }, together }, eventId) => {
      const lot = `internalLot:${together?.number}`;
      return {
        what: `trace ${lot} --backward`,
        concerns: { batchNumber, lot, eventId },
        seen: {
          record: unseen("The batch was completed; its record ends with the loads."),
          trace: backward(lot, batchNumber),
          exceptions: asItShould,
        },
      };
    },
  ),
  ofPacks(
    "A backflushed consumption: film by what was packed",
    "backflushed",
    ": PVC/PVDC film and lidding foil",
  ),
  ofPacks(
    "Printed cartons: issued, applied, returned, destroyed",
    "labels",
    ", section 18: cartons and leaflets come out",
  ),
  ofPacks(
    "Serial numbers of the packs",
    "serials",
    ", section 19: issued, applied, destroyed, returned",
  ),
  shown(
    "Two markets: a part for Austria, released after the rest",
    "end of second week",
    "market",
    ({ pack: { batchNumber } }, eventId) => {
      const lot = `internalLot:${batchNumber}-AT`;
      return {
        what: `trace ${lot} --backward; record ${batchNumber}, section 30: DE, then AT`,
        concerns: { batchNumber, lot, eventId },
        seen: {
          record: { shows: eventId },
          trace: backward(lot, batchNumber),
          exceptions: asItShould,
        },
      };
    },
  ),
  shown("A silo heel: lactose on what was left", "end of second week", "heel", (_, eventId) => ({
    what: "trace internalLot:SI-1-1 --backward reaches both deliveries",
    concerns: { lot: "internalLot:SI-1-1", eventId },
    seen: {
      record: unseen("It was in no batch yet when it was poured."),
      trace: backward("internalLot:SI-1-1", "internalLot:R26-0002"),
      exceptions: asItShould,
    },
  })),
];
