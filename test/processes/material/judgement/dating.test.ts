// How far a retest may move a date.
import { expect, test } from "vitest";
import type { Lot } from "../../../../src/domain/material-lot/lot.ts";
import { datesAfterRetest } from "../../../../src/processes/material/judgement/dating.ts";

const rule = { months: 24, countedFrom: "retest", convention: "sameDay" } as const;
const tested = { on: "2027-06-01" };
const lot = (known: Partial<Lot>) => known as Lot;
const delivered = (expiresOn?: string) => [
  { id: "l", isMerged: false, lot: lot({ receipt: { expiresOn } as Lot["receipt"] }) },
];

test("an expiry of our own moves; one that the supplier gave is the end", () => {
  const of = lot({ expiresOn: "2027-06-30", retestOn: undefined });
  const moved = datesAfterRetest(of, delivered(), rule, tested);
  expect(moved).toMatchObject({ expiresOn: "2029-06-01" });
  const bounded = datesAfterRetest(of, delivered("2027-06-30"), rule, tested);
  expect(bounded).toMatchObject({
    expiresOn: "2027-06-30",
    calculations: [{ computed: "2029-06-01", limitedTo: "2027-06-30" }],
  });
});

test("a retest date moves, at most to the expiry", () => {
  const of = lot({ expiresOn: "2028-01-31", retestOn: "2027-06-30" });
  const { retestOn, expiresOn } = datesAfterRetest(of, [], rule, tested);
  expect([retestOn, expiresOn]).toEqual(["2028-01-31", "2028-01-31"]);
});
