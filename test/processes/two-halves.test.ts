// What a command over two streams has begun it can end: its second half asks for no right of its
// own, and an id that is taken refuses the first.
import { expect, test } from "vitest";
import { exposed } from "../../src/api/command/exposed.ts";
import { memoryLog } from "./material/memory-log-for-test.ts";
import { allowed, kg, plantOn } from "./plant-for-test.ts";
import { doerOf, make, type ProcessName, prepare, processNames } from "./requests-for-test.ts";

const rightOf = (name: ProcessName) => {
  const found = exposed.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`${name} is offered nowhere.`);
  return found.right;
};

test.each(processNames)("%s asks for the right that it declares, and no other", async (name) => {
  const plant = plantOn(memoryLog());
  const prepared = await prepare(plant, name);
  const by = { ...allowed([rightOf(name)]), actor: doerOf(name).actor };
  expect(await make(plant.handler, prepared, by)).toMatchObject({ outcome: "accepted" });
});

/** What the caller names anew is there already, of something else. */
type As = (data: object, other: Record<string, unknown>) => object;
const taken: Partial<Record<ProcessName, As>> = {
  produceOutput: (data, { materialLotId }) => ({ ...data, materialLotId, identifiers: [] }),
  splitLot: (data, { materialLotId }) => {
    const part = { identifiers: [], quantity: kg("10"), containerIds: [] };
    return { ...data, into: [{ ...part, materialLotId }] };
  },
  mergeLots: (data, { materialLotId }) => ({ ...data, materialLotId }),
  takeSample: (data, { sampleId }) => ({ ...data, sampleId }),
  raiseDeviation: (data, { deviationId }) => ({ ...data, deviationId }),
  reserveSerials: (data, { reservationId }) => ({ ...data, reservationId }),
  decideDisposition: (data, { dispositionId }) => ({ ...data, dispositionId }),
};
test.each(Object.entries(taken))("%s of an id that is taken is refused, whole", async (key, as) => {
  const name = key as ProcessName;
  const plant = plantOn(memoryLog());
  const other = await prepare(plant, name);
  await make(plant.handler, other);
  const { request } = await prepare(plant, name);
  const theirs = { ...other.request.data } as Record<string, unknown>;
  const attacking = { ...request, data: as(request.data, theirs) };
  for (const _ of ["asked", "repeated"]) {
    const answer = await make(plant.handler, { name, request: attacking });
    expect(answer).toMatchObject({ outcome: "refused" });
  }
});
