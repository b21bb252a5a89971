// What left under a shipment is read once, and again when what it was read from has changed.
import { expect, test } from "vitest";
import { keepShipments, knowingNothing } from "../../../src/processes/recall/known-shipments.ts";
import { leftIn } from "../../../src/processes/recall/shipped.ts";

const reached = { shipments: ["s-1", "s-2", "s-3"], sentOutOf: new Map() };
const lots = new Set(["lot-1"]);
const quantity = { value: "2", unitOfMeasure: "kg" };
const lines = [
  { materialLotId: "lot-1", quantity },
  { materialLotId: "lot-2", quantity },
];
const consignee = { name: "Wholesale" };
const prepared = { customerPartyId: "c", consignee, logisticUnitIds: ["u"] };
const dispatched = { status: "dispatched", prepared, dispatched: { lines }, returns: new Map() };

function reading(meanwhile: (stream: string) => void = () => {}) {
  const read: string[] = [];
  const load = async ({ category }: { category: string }, id: string) => {
    read.push(`${category}-${id}`);
    meanwhile(`${category}-${id}`);
    return { state: category === "shipment" ? dispatched : { status: "unknown" } };
  };
  return { read, handler: { load } as never };
}

test("each once, and only what has changed anew; the answer is the same", async () => {
  const { read, handler } = reading();
  const known = keepShipments();
  const first = await leftIn(handler, reached, lots, known);
  expect(first).toEqual(await leftIn(handler, reached, lots, knowingNothing));
  expect(first.map(({ to }) => to.lines)).toEqual([[lines[0]], [lines[0]], [lines[0]]]);
  read.length = 0;
  expect(await leftIn(handler, reached, lots, known)).toEqual(first);
  // Other lots of the same goods are known too.
  const [other] = await leftIn(handler, reached, new Set(["lot-2"]), known);
  expect(other?.to.lines).toEqual([lines[1]]);
  expect(read).toEqual([]);
  known.see("shipment-s-2");
  known.see("batch-7");
  expect(await leftIn(handler, reached, lots, known)).toEqual(first);
  expect(read).toEqual(["shipment-s-2", "logisticUnit-u"]);
  read.length = 0;
  known.see("logisticUnit-u");
  await leftIn(handler, reached, lots, known);
  expect(read.filter((stream) => stream.startsWith("shipment-"))).toHaveLength(3);
});

test("what came while it was read is read again", async () => {
  const known = keepShipments();
  const { read, handler } = reading((stream) => {
    if (stream === "shipment-s-2") known.see(stream);
  });
  await leftIn(handler, reached, lots, known);
  read.length = 0;
  await leftIn(handler, reached, lots, known);
  expect(read).toEqual(["shipment-s-2", "logisticUnit-u"]);
});
