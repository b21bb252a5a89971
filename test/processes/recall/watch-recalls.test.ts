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

const named = (data: object, subjects: object[] = []) =>
  on("complaint-c-1", "ComplaintLinked", { ...data, standing: "claimed" }, subjects);
const serials = (from: string, to: string) =>
  on("batch-b-1", "SerialsIssued", { reservationId: "r", serials: [{ from, to }] });
const receivedWith = (subjects: object[], ...identifiers: object[]) =>
  on("materialLot-l-1", "MaterialLotReceived", { identifiers }, subjects);

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

test("a serial number that a batch or a lot comes to have wakes the ended recall of it", () => {
  const thing = { scheme: "serialNumber", value: "s-150" };
  for (const seed of ["complaint:K-17", "complaint:c-1", "serial:S-150"]) {
    const before = [raised("c-1", "K-17"), named({ serial: "S-150" }), openedOn(seed), ended];
    expect(wokenBy(serials("S-100", "S-199"), ...before)).toEqual(["r-1"]);
    expect(wokenBy(serials("S-200", "S-299"), ...before)).toEqual([]);
    expect(wokenBy(receivedWith([], thing), ...before)).toEqual(["r-1"]);
    expect(wokenBy(receivedWith([], { ...thing, scheme: "starch" }), ...before)).toEqual([]);
  }
});

test("so does a container or a lot recorded only then, and none of another complaint", () => {
  const link = named({ materialLotId: "l-1", containerId: "c-9" });
  const before = [raised("c-1", "K-17"), link, openedOn("complaint:K-17"), ended];
  expect(wokenBy(receivedWith([{ container: "c-9" }]), ...before)).toEqual(["r-1"]);
  const other = on("materialLot-l-2", "MaterialLotReceived", { identifiers: [] });
  expect(wokenBy(other, ...before)).toEqual([]);
  expect(wokenBy(receivedWith([]), ...before)).toEqual(["r-1"]);
  const elsewhere = [raised("c-1", "K-17"), link, openedOn("complaint:K-18"), ended];
  expect(wokenBy(receivedWith([{ container: "c-9" }]), ...elsewhere)).toEqual([]);
});

test("equipment in an interval wakes the ended recall on it", () => {
  const used = on("batch-b-1", "PhaseStarted", {}, [{ equipment: "mill" }]);
  const seed = openedOn("equipment:mill@2026-11-20..2026-11-21");
  expect(wokenBy(used, seed, ended)).toEqual(["r-1"]);
  expect(wokenBy(used, openedOn("equipment:press@2026-11-20"), ended)).toEqual([]);
});
