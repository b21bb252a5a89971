// Which recalls an event may change: what may enlarge their scope, or what came to light after
// their end.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { isGroup } from "../../projections/genealogy/seed/seed-group.ts";
import { isWrittenSo } from "./hold/settle-registers.ts";
import { identifiersIn, namedBySeeds } from "./named-by-seeds.ts";

interface Followed {
  readonly seeds: Set<string>;
  readonly members: Set<string>;
  readonly isMock: boolean;
  /** Then only what is said of its members, and of what its seeds name, is looked at, to tell. */
  isEnded: boolean;
}

export interface RecallWatch {
  /** Whether the event may change what a recall reaches: those recalls, by id. */
  see(recorded: Recorded<ProductionEvent>): readonly string[];
}

/** What may enlarge a scope, from a following of the whole log. */
export function createRecallWatch(): RecallWatch {
  /** By recall id. */
  const followed = new Map<string, Followed>();
  /** By the id of the complaint: what comes later does not say it. */
  const complaintNumbers = new Map<string, string>();
  const later = namedBySeeds();
  return {
    see({ stream, event, metadata }) {
      const { category, id } = categoryAndId(stream);
      if (category === "complaint") later.see(id, event);
      if (event.type === "ComplaintRaised") complaintNumbers.set(id, event.data.number);
      if (category === "recall") {
        if (event.type === "RecallOpened") {
          const { mock: isMock, seeds } = event.data;
          followed.set(id, { seeds: new Set(seeds), members: new Set(), isMock, isEnded: false });
        }
        const of = followed.get(id);
        if (event.type === "RecallSeedAdded") of?.seeds.add(event.data.seed);
        if (event.type === "RecallSeedWithdrawn") of?.seeds.delete(event.data.seed);
        if (event.type === "RecallScopeWidened") {
          for (const one of [...event.data.lots, ...event.data.batches]) of?.members.add(one);
        }
        if (event.type === "RecallTerminated") {
          if (of?.isMock) followed.delete(id);
          else if (of) of.isEnded = true;
        }
        return asking.has(event.type) ? [id] : [];
      }
      if (!recording.has(category)) return [];
      const about = [id, ...metadata.subjects.map((one) => subjectEntry(one).id)];
      const number = category === "complaint" ? complaintNumbers.get(id) : undefined;
      const called = [...about, ...batchNumberIn(event), ...(number === undefined ? [] : [number])];
      const named = identifiersIn(event);
      const isMeant = (seed: string) =>
        called.includes(seed.slice(seed.indexOf(":") + 1)) ||
        named.some((one) => isWrittenSo(seed, one)) ||
        (isGroup(seed) && (called.includes(wholeOf(seed)) || later.isMet(seed, about, event)));
      return [...followed]
        .filter(
          ([, { seeds, members, isEnded }]) =>
            about.some((one) => members.has(one)) ||
            [...seeds].some(isMeant) ||
            (!isEnded && (isShipping.has(category) || [...seeds].some(isGroup))),
        )
        .map(([recallId]) => recallId);
    },
  };
}

/** Of a recall's own: after them its scope or its holds are not what they should be. */
const asking: ReadonlySet<string> = new Set([
  "RecallOpened",
  "RecallSeedAdded",
  "RecallSeedResolved",
  "RecallSeedWithdrawn",
  "RecallScopeWidened",
  "RecallHoldOrdered",
  "RecallNarrowingDecided",
]);
/** What the record names with a lot or a batch; of an equipment or a document it may be any. */
const recording: ReadonlySet<string> = new Set([
  "materialLot",
  "batch",
  "logisticUnit",
  "shipment",
  "equipment",
  "sample",
  "order",
  "deviation",
  "disposition",
  "complaint",
]);
/** What is in a unit its shipment does not say; they are few, and each is looked at. */
const isShipping: ReadonlySet<string> = new Set(["logisticUnit", "shipment"]);

const batchNumberIn = (event: ProductionEvent): readonly string[] =>
  event.type === "BatchIssued" || event.type === "BatchNumberGiven" ? [event.data.batchNumber] : [];

/** `equipment:MILL@FROM..TO` is of the mill: whether it was then, the trace says. */
const wholeOf = (seed: string): string => seed.slice(seed.indexOf(":") + 1).replace(/@[^@]*$/, "");
