// Whatever people try with a batch, in whatever order: no act without its condition, no
// observation lost, two people where two are asked for, nothing approved or released that lacks
// something (issue: proof; 21 CFR 211.100(b), 211.188, 211.192).
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Act, act, Does, type Seen } from "./act.ts";
import { Book } from "./book.ts";
import { moves } from "./moved.ts";
import { openWorks } from "./works-for-test.ts";

/** The procedure, as it should go. */
const whole: readonly Act[] = [
  { do: "start", by: "anna" },
  { do: "clear", when: "before", by: "anna" },
  { do: "startPhase", phase: "weigh", by: "anna" },
  { do: "charge", lot: "good", kilograms: "10", by: "anna" },
  { do: "witness", of: "charge", by: "bela" },
  { do: "rework", lot: "aside", kilograms: "3", by: "anna" },
  { do: "witness", of: "charge", by: "bela" },
  { do: "complete", phase: "weigh", by: "anna" },
  { do: "clear", when: "after", by: "anna" },
  { do: "startPhase", phase: "mix", by: "anna" },
  { do: "speed", value: 10, by: "anna" },
  { do: "look", result: "pass", by: "anna" },
  { do: "complete", phase: "mix", by: "anna" },
  { do: "startPhase", phase: "spread", by: "bela" },
  { do: "complete", phase: "spread", by: "bela" },
  { do: "startPhase", phase: "dry", by: "bela" },
  { do: "loss", value: 1, by: "bela" },
  { do: "complete", phase: "dry", by: "bela" },
  { do: "startPhase", phase: "pack", by: "anna" },
  { do: "output", by: "anna" },
  { do: "complete", phase: "pack", by: "anna" },
  { do: "witness", of: "packing", by: "bela" },
  { do: "yield", by: "anna" },
  { do: "finish", by: "anna" },
  { do: "produce", by: "carla" },
  { do: "review", by: "vera" },
  { do: "approve", by: "quality" },
  { do: "release", by: "quality" },
];

async function play(acts: readonly Act[], seen: Seen): Promise<void> {
  const setup = async () => ({ model: new Book(), real: await openWorks({}, true) });
  await fc.asyncModelRun(
    setup,
    acts.map((one) => new Does(one, seen)),
  );
}

const nothing = (): Seen => ({ approved: 0, released: 0, refused: 0 });

test("the procedure, as it should go, ends with a release", async () => {
  const seen = nothing();
  await play(whole, seen);
  expect(seen).toEqual({ approved: 1, released: 1, refused: 0 });
});

test.each(whole.slice(0, -1).map((left, n) => [n, left] as const))(
  "without act %i nothing is released that lacks it: %j",
  async (n) => {
    await play(whole.toSpliced(n, 1), nothing());
  },
);

/** The procedure with some left out, and anything else in between. */
const disturbed = fc
  .record({
    kept: fc.subarray([...whole], { minLength: whole.length - 2 }),
    more: fc.array(fc.tuple(fc.nat(whole.length), act), { maxLength: 8 }),
  })
  .map(({ kept, more }) =>
    more.reduce<readonly Act[]>((acts, [at, one]) => acts.toSpliced(at, 0, one), kept),
  );

/** The procedure with other movements of material in place of its charge, each one witnessed. */
const otherwise = fc
  .array(fc.oneof(...moves), { minLength: 1, maxLength: 4 })
  .map((moved) =>
    moved.flatMap((one): Act[] => [one, { do: "witness", of: "charge", by: "carla" }]),
  )
  .map((moved): readonly Act[] => whole.toSpliced(3, 2, ...moved));

test("law: of any execution, what is done is allowed, what is seen is kept", async () => {
  const seen = nothing();
  await fc.assert(
    fc.asyncProperty(fc.oneof(disturbed, otherwise, fc.array(act, { maxLength: 60 })), (acts) =>
      play(acts, seen),
    ),
    { numRuns: 600 },
  );
  // Otherwise it would say little.
  expect(seen.approved).toBeGreaterThan(10);
  expect(seen.released).toBeGreaterThan(10);
  expect(seen.refused).toBeGreaterThan(1_000);
}, 600_000);
