// Whose word a record has, and whose it waits for: what its completeness asks and what is printed.
import { expect, test } from "vitest";
import type { BatchRecord } from "../../../src/projections/batch-record/record/record.ts";
import { registerOf, undecidedIn } from "../../../src/projections/batch-record/record/register.ts";

type Judged = Pick<BatchRecord, "reviews" | "dispositions">;
type Act = Judged["reviews"][number]["act"];

const by = (eventId: string) => ({ eventId }) as Judged["reviews"][number]["by"];
const reviewed = (act: Act, eventId: string) => ({
  act,
  conclusion: null,
  toRevision: 1,
  coverage: null,
  by: by(eventId),
});
const decided = (lot: string, eventId: string) => ({
  lot,
  decision: "release",
  former: null,
  quantity: null,
  market: null,
  conditions: null,
  signature: { meaning: "certified" as const, electronic: false as const },
  qualifiedAs: null,
  by: by(eventId),
});
const whose = (judged: Judged) =>
  registerOf(judged).map((slot) => [slot.meaning, slot.by?.eventId ?? null]);

test("nobody has said anything: each slot is open", () => {
  expect(whose({ reviews: [], dispositions: [] })).toEqual([
    ["approval for production", null],
    ["review of the record", null],
    ["decision on the record", null],
    ["disposition", null],
  ]);
});

test("of a word that was given twice the last stands", () => {
  const reviews = [
    reviewed("productionApproved", "1"),
    reviewed("reviewed", "2"),
    reviewed("reviewed", "3"),
    reviewed("notApproved", "4"),
  ];
  expect(whose({ reviews, dispositions: [decided("A", "5"), decided("B", "6")] })).toEqual([
    ["approval for production", "1"],
    ["review of the record", "3"],
    ["decision on the record", "4"],
    ["release of A", "5"],
    ["release of B", "6"],
  ]);
});

test("lots that were made and not decided on are named", () => {
  const outputs = ["A", "B"].map((lot) => ({ lot }) as BatchRecord["outputs"][number]);
  expect(undecidedIn({ outputs, dispositions: [decided("A", "5")] })).toEqual(["B"]);
});
