// What is asked of the record as it stands now: yields of what there is, the second person's word
// on what was written last, what is left out only as quality let it be.
import { describe, expect, test } from "vitest";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import {
  completePhase,
  skipPhase,
  startPhase,
} from "../../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../../src/domain/batch/result/yield.ts";
import type { Phase } from "../../../../src/domain/kernel/recipe/phase.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { given, type Past, stateOf, uuid } from "../../../given.ts";
import * as x from "./examples.ts";
import { check, computed, done, output, packed, packing, speed, value, whole } from "./whole.ts";

const reason = { code: "departure", text: "The mill is broken." };
const verified = {
  policy: "performedAndVerified",
  performer: "operator",
  verifier: "checker",
} as const;
function by(change: Partial<Recipe>, past = whole): readonly Past[] {
  const data = { ...(x.copied.data as object), recipe: { ...x.recipe, ...change } };
  return past.map((one) => (one === x.copied ? { ...x.copied, data } : one));
}
function phase(key: string, more: (phase: Phase) => Partial<Phase>): Partial<Recipe> {
  const { procedure } = x.recipe;
  const unitProcedures = procedure.unitProcedures.map((unit) => ({
    ...unit,
    operations: unit.operations.map((operation) => ({
      ...operation,
      phases: operation.phases.map((one) => (one.key === key ? { ...one, ...more(one) } : one)),
    })),
  }));
  return { procedure: { ...procedure, unitProcedures } };
}
function missingOf(past: readonly Past[]): unknown {
  const state = stateOf(completeBatch.aggregate, past, uuid(0xa));
  const decided = completeBatch.decide({}, state, {} as never);
  return isRefusal(decided) ? decided.attempted?.missing : [];
}

describe("a yield of the copy", () => {
  const asked = { stage: "Granules", theoretical: x.kg("1"), actual: x.kg("9.75"), inputs: [] };
  const made = output.data as { readonly quantity?: object };
  test("211.103 is refused before its output is there, and while that is not known", () => {
    given(...x.begun)
      .when(computeYield, asked)
      .thenRefused("BATCH_RECORD_INCOMPLETE");
    const { quantity: _, ...unknown } = made;
    given(...x.begun, { ...output, data: unknown })
      .when(computeYield, asked)
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
  test("counts what the containers hold where no whole is stated", () => {
    const { quantity, ...rest } = made;
    const containers = [{ containerId: "c-1", quantity }];
    const packedIn: Past = { ...output, data: { ...rest, containers } };
    const state = (one: Past) => stateOf(computeYield.aggregate, [...x.begun, one], uuid(0xa));
    const decided = (one: Past) => computeYield.decide(asked, state(one), {} as never);
    expect(decided(packedIn)).toEqual(decided(output));
    expect(decided(packedIn)).toHaveProperty("0.type", "YieldComputed");
  });
  test("is lacking again once more was made", () => {
    const more = { ...output, data: { ...made, materialLotId: "out-2", quantity: x.kg("40") } };
    expect(missingOf([...whole, more])).toEqual([
      { section: 14, item: "yield: Granules: computed anew" },
    ]);
  });
  test("is asked for also where its step was left out", () => {
    const skipped: Past = { type: "PhaseSkipped", data: { phaseId: "pack", path: x.path("pack") } };
    const left = new Set<Past>([...done("pack", packed), packing, computed]);
    const past = whole.filter((one) => !left.has(one) && one.id !== packed);
    const without = past.filter(
      ({ type, data }) =>
        type !== "PhaseStarted" || (data as { phaseId: string }).phaseId !== "pack",
    );
    expect(missingOf([...without, skipped])).toEqual([
      {
        section: 9,
        item: "Granules > Granulation > Granulate > pack: verified by a second person",
      },
      { section: 14, item: "yield: Granules" },
    ]);
  });
});

describe("the word of a second person", () => {
  const signed = phase("mix", ({ parameters = [] }) => ({
    parameters: parameters.map((one) => ({ ...one, signOff: verified })),
  }));
  const first: Past = { ...speed, id: uuid(0x55) };
  const seen = check({ check: "Seen", checksEventId: uuid(0x55) });
  const again: Past = { ...value("Mixer speed", "mix", "11", "/min"), id: uuid(0x56) };
  const past = (...entries: Past[]) =>
    by(
      signed,
      whole.flatMap((one) => (one === speed ? entries : [one])),
    );
  const lacking = {
    section: 10,
    item: "Granules > Granulation > Granulate > mix: Mixer speed: verified by a second person",
  };
  test("211.68(c) counts of the last value, not of one before it", () => {
    expect(missingOf(past(first, seen))).toEqual([]);
    expect(missingOf(past(first, seen, again))).toEqual([lacking]);
    const both = check({ check: "Seen", checksEventId: uuid(0x56) });
    expect(missingOf(past(first, again, both))).toEqual([]);
  });
  test("counts of a correction, or of what was corrected, when it was given after it", () => {
    const corrected: Past = {
      type: "ParameterCorrected",
      id: uuid(0x57),
      data: {
        correctsEventId: uuid(0x55),
        parameter: "Mixer speed",
        value: { value: "9", unitOfMeasure: "/min" },
      },
      before: { value: { value: "10", unitOfMeasure: "/min" } },
    };
    expect(missingOf(past(first, seen, corrected))).toEqual([lacking]);
    expect(missingOf(past(first, corrected, seen))).toEqual([]);
    const ofIt = check({ check: "Seen", checksEventId: uuid(0x57) });
    expect(missingOf(past(first, corrected, ofIt))).toEqual([]);
  });
});

describe("leaving a step of the copy out", () => {
  const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
  const item = "Granules > Granulation > Granulate > weigh";
  const authorised: Past = {
    type: "DepartureAuthorised",
    data: { deviationId: "d-1", section: 9, item },
  };
  const skip = { phaseId: "weigh", deviationId: "d-1" };
  test("happens after quality authorised just that", () => {
    given(...x.begun, linked, authorised)
      .when(skipPhase, skip, { reason })
      .then({ type: "PhaseSkipped", data: { ...skip, path: x.path("weigh") } });
  });
  test("EU 4.20(h) is refused under a deviation alone, which anybody may raise", () => {
    given(...x.begun, linked)
      .when(skipPhase, skip, { reason })
      .thenRefused("DEVIATION_REQUIRED");
    given(...x.begun, linked, authorised)
      .when(skipPhase, { ...skip, phaseId: "mix" }, { reason })
      .thenRefused("DEVIATION_REQUIRED");
  });
});

test("211.111 an overrun is one though its end is claimed earlier", () => {
  const timeLimits = [
    {
      key: "t",
      name: "Mixing",
      kind: "process" as const,
      from: { phase: "mix", at: "start" as const },
      to: { phase: "mix", at: "end" as const },
      high: { value: "30", unitOfMeasure: "min" },
    },
  ];
  const start: Past = {
    type: "PhaseStarted",
    data: { phaseId: "mix", path: x.path("mix"), run: 1, flags: [] },
    at: "2026-11-20T08:00:00.000Z",
  };
  const late = { at: "2026-11-20T10:00:00.000Z", occurredAt: "2026-11-20T08:29:00.000Z" };
  const times = {
    name: "Mixing",
    kind: "process",
    elapsed: { value: "1740.000", unitOfMeasure: "s" },
    elapsedByServer: { value: "7200.000", unitOfMeasure: "s" },
    high: { value: "30", unitOfMeasure: "min" },
    exceeded: true,
  };
  given(...by({ timeLimits }, [...x.begun, start]))
    .when(completePhase, { phaseId: "mix" }, late)
    .then({
      type: "PhaseCompleted",
      data: {
        phaseId: "mix",
        path: x.path("mix"),
        run: 1,
        timeLimits: [times],
        flags: ["TIME_LIMIT_EXCEEDED"],
      },
    });
});

describe("what a copy asks for in its steps", () => {
  test("section 8: equipment of the class of its unit", () => {
    const { procedure } = x.recipe;
    const unitProcedures = procedure.unitProcedures.map((one) => ({ ...one, equipment: "mixer" }));
    const onUnit = { procedure: { ...procedure, unitProcedures } };
    given(...by(onUnit, [...x.begun]))
      .when(startPhase, { phaseId: "weigh" })
      .thenRefused("WRONG_EQUIPMENT");
    expect(missingOf(by(onUnit))).toContainEqual({
      section: 8,
      item: "Granules > Granulation > Granulate > mix: equipment",
    });
  });
  test("section 12: its samples, each written down", () => {
    const sample = {
      key: "s",
      name: "Release sample",
      purpose: "release" as const,
      quantity: x.kg("0.1"),
      where: "Drum",
      plan: "fixed" as const,
      destination: "Laboratory",
    };
    const sampled = phase("mix", () => ({ samples: [sample] }));
    const item = "Granules > Granulation > Granulate > mix: Release sample";
    expect(missingOf(by(sampled))).toEqual([{ section: 12, item }]);
    const entry = { entry: "Release sample", path: x.path("mix"), text: "S-1, 0.1 kg of drum 1" };
    const taken: Past = { type: "EntryWritten", data: entry };
    expect(missingOf([...by(sampled), taken])).toEqual([]);
  });
  test("section 18: of labels that are all examined, that examination and its check", () => {
    const labels = (x.recipe.labels ?? []).map((one) => ({ ...one, allVerified: true }));
    const roll: Past = {
      type: "MaterialConsumed",
      data: {
        materialLotId: "roll",
        material: { materialDefinitionId: "label", name: "Drum label" },
        kind: "charge",
        basis: "counted",
        quantity: { value: "1", unitOfMeasure: "1" },
        flags: [],
      },
    };
    const charged = { ...phase("pack", () => ({ charges: [{ of: "label", signOff: unseen }] })) };
    const past = [...by({ ...charged, labels }), roll];
    const item = "examination of all: Drum label";
    expect(missingOf(past)).toEqual([{ section: 18, item }]);
    const none = { value: "0", unitOfMeasure: "1" };
    const counts = { issued: none, applied: none, returned: none, destroyed: none };
    const account = { materialLotId: "roll", ...counts, difference: none };
    expect(missingOf([...past, { type: "LabelReconciled", data: account }])).toEqual([
      { section: 18, item },
    ]);
    const waiver = { inspection: "By camera", checkEventId: uuid(0x61), verifiedBy: "person-bela" };
    const waived: Past = { type: "LabelReconciled", data: { ...account, waiver } };
    const state = stateOf(completeBatch.aggregate, [...past, waived], uuid(0xa));
    const decided = completeBatch.decide({}, state, {} as never);
    expect(isRefusal(decided) && decided.refused).toBe("LABEL_RECONCILIATION_FAILED");
  });
});
const unseen = { policy: "performed", performer: "operator" } as const;
