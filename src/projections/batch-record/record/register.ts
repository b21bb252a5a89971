// Where the record asks for somebody's word, and who gave it: under log-in, as long as there is no
// ceremony of signing (21 CFR 11.50, 11.70).
import type { BatchRecord } from "./record.ts";
import type { Stamp } from "./stamp.ts";

interface Slot {
  /** The meaning of the word. */
  readonly meaning: string;
  /** Null: nobody has. */
  readonly by: Stamp | null;
}

type Judged = Pick<BatchRecord, "reviews" | "dispositions">;

/** In the order in which they are asked for. */
export function registerOf({ reviews, dispositions }: Judged): readonly Slot[] {
  const last = (...acts: readonly BatchRecord["reviews"][number]["act"][]): Stamp | null =>
    reviews.findLast(({ act }) => acts.includes(act))?.by ?? null;
  return [
    { meaning: "approval for production", by: last("productionApproved") },
    { meaning: "review of the record", by: last("reviewed") },
    { meaning: "decision on the record", by: last("approved", "notApproved") },
    ...(dispositions.length > 0
      ? dispositions.map(({ lot, decision, by }) => ({ meaning: `${decision} of ${lot}`, by }))
      : [{ meaning: "disposition", by: null }]),
  ];
}

/** Lots that the batch made and nobody has decided on. */
export const undecidedIn = ({
  outputs,
  dispositions,
}: Pick<BatchRecord, "outputs" | "dispositions">): readonly string[] => {
  const decided = new Set(dispositions.map(({ lot }) => lot));
  return outputs.map(({ lot }) => lot).filter((lot) => !decided.has(lot));
};
