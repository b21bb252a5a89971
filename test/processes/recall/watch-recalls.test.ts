// Which recalls an event wakes, where only a complaint leads from the one to the other.
import { expect, test } from "vitest";
import { createRecallWatch } from "../../../src/processes/recall/watch-recalls.ts";
import { opening } from "../../domain/recall/examples.ts";
import { metadataOf, uuid } from "../../given.ts";

type Seen = Parameters<ReturnType<typeof createRecallWatch>["see"]>[0];

const on = (stream: string, type: string, data: object, subjects: object[] = []) =>
  ({
    ...{ id: uuid(1), stream, revision: 0, event: { type, data } },
    metadata: { ...metadataOf(), subjects },
  }) as unknown as Seen;

const openedOn = (seed: string) =>
  on("recall-r-1", "RecallOpened", { ...opening, seeds: [seed], clocks: [] });
const ended = on("recall-r-1", "RecallTerminated", { conclusion: "All is back." });
const raised = (complaintId: string, number: string) =>
  on(`complaint-${complaintId}`, "ComplaintRaised", { number, description: "Specks." });
const linked = (complaintId: string) =>
  on(
    `complaint-${complaintId}`,
    "ComplaintLinked",
    { materialLotId: "lot-9", standing: "claimed" },
    [{ materialLot: "lot-9" }],
  );

function wokenBy(last: Seen, ...before: readonly Seen[]): readonly string[] {
  const watch = createRecallWatch();
  for (const one of before) watch.see(one);
  return watch.see(last);
}

test("a complaint that comes to be about more wakes the ended recall on its number", () => {
  const seed = openedOn("complaint:K-17");
  expect(wokenBy(linked("c-1"), raised("c-1", "K-17"), seed, ended)).toEqual(["r-1"]);
  expect(wokenBy(linked("c-1"), seed, raised("c-1", "K-17"), ended)).toEqual(["r-1"]);
  expect(wokenBy(linked("c-1"), seed, ended, raised("c-1", "K-17"))).toEqual(["r-1"]);
});

test("and the one on its id, and none that is on another complaint", () => {
  const first = raised("c-1", "K-17");
  expect(wokenBy(linked("c-1"), first, openedOn("complaint:c-1"), ended)).toEqual(["r-1"]);
  const other = raised("c-2", "K-18");
  expect(wokenBy(linked("c-2"), first, other, openedOn("complaint:K-17"), ended)).toEqual([]);
});
