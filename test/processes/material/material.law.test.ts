// Whatever is received, sampled, found and decided, in whatever order: nothing is released against
// the rules, and what came is what is here, was taken, was used and went back.

import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { scrapMaterial } from "../../../src/domain/material-lot/use/commands.ts";
import { returnToSupplier } from "../../../src/domain/material-lot/use/sample.ts";
import { suspendSource } from "../../../src/domain/party/source/commands.ts";
import { sample } from "../../../src/domain/sample/sample.ts";
import { assessOutOfSpecification } from "../../../src/domain/sample/testing/commands.ts";
import type { Conclusion } from "../../../src/domain/sample/testing/events.ts";
import { recordCharge } from "../../../src/processes/charge-material.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { kg, session } from "../plant-for-test.ts";
import { analyst, id, materialPlantOn, quality, reason } from "./material-plant-for-test.ts";
import { memoryLog } from "./memory-log-for-test.ts";

const drum = fc.constantFrom("drum-1", "drum-2");
const grams = fc.integer({ min: 1, max: 3_000 }).map((n) => new Big(n).div(1000).toFixed());
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("approve" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("suspend" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("plan" as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("identify" as const), drum, good: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("dry" as const), good: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("assess" as const),
      conclusion: fc.constantFrom<Conclusion>("laboratoryError", "confirmed"),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("release" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("scrap" as const, "charge" as const, "return" as const),
      drum,
      grams,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const whole: Step[] = [
  { do: "approve" },
  { do: "plan" },
  { do: "identify", drum: "drum-1", good: true },
  { do: "identify", drum: "drum-2", good: true },
  { do: "dry", good: true },
];

/** Most of what a release asks, so that some lots come so far. */
const beginning = fc.subarray<Step>(whole, { minLength: 3 });

/** What is true of the lot, kept apart from the program: written down step by step. */
interface Book {
  approved: boolean;
  planned: boolean;
  readonly samples: string[];
  readonly identified: Set<string>;
  dried: boolean;
  gone: Big;
}

async function play(steps: readonly Step[]): Promise<number> {
  const plant = materialPlantOn(memoryLog());
  const [of, from] = [await plant.material(), await plant.supplier()];
  const lot = await plant.received(of, from);
  const batch = await plant.runningBatch();
  const nothing = { approved: false, planned: false, dried: false, gone: new Big(0) };
  const book: Book = { ...nothing, samples: [], identified: new Set() };
  const wanted = (one: { drum: string; grams: string }) => {
    book.gone = book.gone.plus(one.grams);
    return { quantity: kg(one.grams), containerId: one.drum };
  };
  let releases = 0;
  for (const one of steps) {
    switch (one.do) {
      case "approve":
        await plant.approve(from, of);
        book.approved = true;
        break;
      case "suspend":
        if (!book.approved) break;
        await plant.does(suspendSource, from.partyId, { role: "supplier", material: of }, quality);
        book.approved = false;
        break;
      case "plan":
        await plant.give(planSampling, lot, { purpose: "release" }, analyst);
        book.planned = true;
        break;
      case "identify":
      case "dry": {
        if (!book.planned) break;
        const drums = one.do === "dry" ? ["drum-1", "drum-2"] : [one.drum];
        const taken = await plant.sampled(lot, one.do === "dry" ? "pooled" : "each", drums);
        book.samples.push(taken);
        book.gone = book.gone.plus(new Big("0.05").times(drums.length));
        if (one.do === "dry") await plant.dry(taken, one.good ? "12" : "15");
        else await plant.identify(taken, one.good);
        if (!one.good) break;
        if (one.do === "dry") book.dried = true;
        else book.identified.add(one.drum);
        break;
      }
      case "assess":
        await assessFirst(plant, book.samples, one.conclusion);
        break;
      case "release":
        releases += await releasing(plant, lot, book);
        break;
      case "scrap":
        await plant.does(scrapMaterial, lot, { ...wanted(one), cause: "spilt" });
        break;
      case "charge": {
        const how = { kind: "charge", basis: "weighed" } as const;
        const data = { materialLotId: lot, batchId: batch, ...wanted(one), charge: how };
        const request = { commandId: id(), data };
        const answer = await recordCharge(plant.handler, request, session);
        expect(answer.outcome).toBe("accepted");
        break;
      }
      case "return": {
        const { quantity } = wanted(one);
        const back = { supplier: from, returnNumber: id(), containerIds: [], quantity };
        await plant.does(returnToSupplier, lot, back);
        break;
      }
      default:
        one satisfies never;
    }
    const { total } = stockNow((await plant.lotOf(lot)).onHand);
    expect(total?.value).toBe(new Big(100).minus(book.gone).toFixed());
  }
  return releases;
}

type Plant = ReturnType<typeof materialPlantOn>;

async function openIn(plant: Plant, samples: readonly string[]) {
  const states = samples.map((one) => plant.handler.load(sample, one));
  return (await Promise.all(states)).flatMap(({ state }, n) =>
    state.status === "unknown"
      ? []
      : state.outOfSpecification.map((oos) => ({ sampleId: samples[n] ?? "", ...oos })),
  );
}

async function assessFirst(plant: Plant, samples: readonly string[], conclusion: Conclusion) {
  const open = (await openIn(plant, samples)).find(({ assessed }) => !assessed);
  if (!open) return;
  const data = { oosId: open.oosId, conclusion, rationale: reason.text };
  await plant.does(assessOutOfSpecification, open.sampleId, data, quality);
}

/** Released just where the book says that it may be. */
async function releasing(plant: Plant, lot: string, book: Book): Promise<number> {
  const oos = await openIn(plant, book.samples);
  const before = (await plant.lotOf(lot)).qualityStatus;
  const may =
    book.approved &&
    book.planned &&
    book.dried &&
    book.identified.size === 2 &&
    oos.every(({ assessed }) => assessed?.conclusion === "laboratoryError");
  const answer = await plant.decide(lot);
  const again = before === "released" && may;
  if (!again) expect(answer.outcome).toBe(may ? "accepted" : "refused");
  expect((await plant.lotOf(lot)).qualityStatus === "released").toBe(may || before === "released");
  return answer.outcome === "accepted" ? 1 : 0;
}

test("law: a release is just where the rules allow it, and quantities add up", async () => {
  let releases = 0;
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { maxLength: 20 }), async (first, then) => {
      releases += await play([...first, ...then]);
    }),
    { numRuns: 30, examples: [[whole, [{ do: "release" }]]] },
  );
  // Otherwise it would say little.
  expect(releases).toBeGreaterThan(0);
});
