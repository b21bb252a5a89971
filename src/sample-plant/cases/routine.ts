// What every batch has, and is worth a look all the same: shown once.
import type { Case } from "./case.ts";

export const routine: readonly Case[] = [
  {
    name: "A merge: two loads of coated tablets become one lot",
    moment: "end of first week",
    batch: 1,
    what: ({ together }) => `trace internalLot:${together?.number} --backward`,
  },
  {
    name: "A backflushed consumption: film by what was packed",
    moment: "end of second week",
    batch: 1,
    what: ({ pack }) => `record ${pack.batchNumber}: PVC/PVDC film and lidding foil`,
  },
  {
    name: "A split: packs for Austria become a lot of their own",
    moment: "end of second week",
    batch: 1,
    what: ({ finished }) => `trace internalLot:${finished?.number}-AT --backward`,
  },
  {
    name: "A silo heel: lactose on what was left",
    moment: "end of second week",
    batch: 1,
    what: () => "trace internalLot:SI-1-1 --backward reaches both deliveries",
  },
];
