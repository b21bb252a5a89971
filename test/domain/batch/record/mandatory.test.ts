// BR-1, BR-2: by each profile, for each section that its rules ask for, and for each that the copy
// asks for, a record that lacks just that: refused naming just that. Where the fixtures are:
// 2, 4 to 20 and 22 here, at completion; 3, 19, 25, 28 and 29 in approval.test.ts; the date of 2,
// 21 and 27 in released.test.ts; 23 in test/processes/deviation/impact.test.ts; 30 in
// test/processes/disposition/qualified-person.test.ts.
import { describe, expect, test } from "vitest";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { heldIn } from "../../../../src/domain/batch/record/held.ts";
import { type Held, lackingIn } from "../../../../src/domain/batch/record/mandatory.ts";
import { isKnown } from "../../../../src/domain/batch/standing.ts";
import {
  type ProfileName,
  profileNames,
  Recipe,
} from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { ownId, type Past, stateOf } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import * as w from "../control-recipe/whole.ts";

const once = { value: "1", unitOfMeasure: "1" };
const label = { materialDefinitionId: "label", name: "Drum label" };

const inTime = {
  name: w.mixedSoon.name,
  kind: "hold",
  elapsed: { value: "60.000", unitOfMeasure: "s" },
  exceeded: false,
};

/** The small master, with something in every section, and nothing for a second person. */
function recipeFor(profiles: readonly ProfileName[]): Recipe {
  const text = JSON.stringify(x.recipe).replaceAll("performedAndVerified", "performed");
  const recipe: Recipe = Recipe.parse({ ...JSON.parse(text), profiles, timeLimits: [w.mixedSoon] });
  const phases = recipe.procedure.unitProcedures[0]?.operations[0]?.phases ?? [];
  const pack = phases.find(({ key }) => key === "pack");
  if (!pack) throw new Error("It is packed.");
  const verdict = { kind: "passFail", criterion: "It is so.", critical: true } as const;
  const check = { ...verdict, source: "manual" } as const;
  pack.charges = [{ of: "label" }];
  pack.checks = [
    { ...check, key: "seal", name: "Sealed" },
    { ...check, key: "packed", name: "Drums as ordered", about: "packagedProduct" },
    { ...check, key: "air", name: "Particles", about: "environment" },
  ];
  pack.samples = [
    {
      key: "retain",
      name: "Retained sample",
      purpose: "retain",
      quantity: x.kg("0.1"),
      where: "Drum",
      plan: "fixed",
      destination: "Store",
    },
  ];
  return recipe;
}

const done = (name: string) => w.check({ check: name, path: x.path("pack") });
const taken: Past = {
  type: "EntryWritten",
  data: { entry: "Retained sample", path: x.path("pack"), text: "0.1 kg, sample 7" },
};
const applied: Past = {
  type: "MaterialConsumed",
  data: {
    materialLotId: "roll-1",
    material: label,
    quantity: once,
    kind: "charge",
    basis: "counted",
    flags: [],
  },
};
const issuedRoll: Past = {
  type: "LabelIssued",
  data: { materialLotId: "roll-1", material: label, quantity: once },
};
const nothing = { value: "0", unitOfMeasure: "1" };
const reconciled: Past = {
  type: "LabelReconciled",
  data: {
    materialLotId: "roll-1",
    issued: once,
    applied: once,
    returned: nothing,
    destroyed: nothing,
    difference: nothing,
  },
};
const [sealed, packed, air] = [done("Sealed"), done("Drums as ordered"), done("Particles")];

type Data = Readonly<Record<string, unknown>>;

const started: Past = { type: "BatchStarted", data: { equipmentId: "mixer-1" } };
function recordFor(recipe: Recipe): readonly Past[] {
  const [issued, , , ...rest] = w.whole;
  if (!issued) throw new Error("It is issued first.");
  const copied = { ...x.copied, data: { ...(x.copied.data as Data), recipe } };
  const end = w.done("pack");
  const opened = rest.findIndex((one) => (one.data as Data).phaseId === "pack");
  const [before, after] = [rest.slice(0, opened), rest.slice(opened + 2)];
  const within = [issuedRoll, applied, sealed, packed, air, taken];
  const [first, last] = end;
  if (!first || !last) throw new Error("It is packed.");
  const past = [issued, copied, started, ...before, first, ...within, last, ...after, reconciled];
  return past.map((one) =>
    isMixing(one) ? { ...one, data: { ...(one.data as Data), ...timed } } : one,
  );
}
const timed = { timeLimits: [inTime] };
const isMixing = ({ type, data }: Past) =>
  type === "PhaseStarted" && (data as Data).phaseId === "mix";

const stateAfter = (past: readonly Past[]) => {
  const state = stateOf(completeBatch.aggregate, past, ownId);
  if (!isKnown(state)) throw new Error("It is issued.");
  return state;
};
function sectionsOf(past: readonly Past[]): unknown {
  const decided = completeBatch.decide({}, stateAfter(past), {} as never);
  if (!isRefusal(decided)) return "completed";
  const { sections } = { ...decided.attempted };
  return [decided.refused, sections];
}

type Change = (past: readonly Past[]) => readonly Past[];
const without =
  (...gone: readonly Past[]): Change =>
  (past) =>
    past.filter((one) => !gone.includes(one));
const changed =
  (type: string, with_: (data: Data) => object): Change =>
  (past) =>
    past.map((one) => (one.type === type ? { ...one, data: with_(one.data as Data) } : one));
const machine = { kind: "device", id: "press", name: "Press" } as const;
const untimed = ({ timeLimits: _, ...data }: Data) => data;
const unbegun = { ...started, data: {} };

const medicines: readonly ProfileName[] = ["us-211", "eu-gmp-p1", "ich-q7"];
const rows: readonly (readonly [number, string, Change, readonly ProfileName[]])[] = [
  [
    2,
    "final number",
    changed("BatchIssued", (data) => ({ ...data, numberIsProvisional: true })),
    profileNames,
  ],
  [4, "people", (past) => past.map((one) => ({ ...one, by: machine })), profileNames],
  [5, "clearance", without(w.before), profileNames],
  [7, "material", without(w.weighing), profileNames],
  [
    8,
    "equipment",
    (past) => past.map((one) => (one === started ? unbegun : one)),
    [...medicines, "device-13485"],
  ],
  [9, "step", without(...w.spread), profileNames],
  [10, "parameter", without(w.speed), profileNames],
  [11, "check", without(sealed), profileNames],
  [12, "sample", without(taken), profileNames],
  [13, "verdict of a time limit", changed("PhaseStarted", untimed), profileNames],
  [14, "yield", without(w.computed), profileNames],
  [15, "approval of a rework", (past) => [...past, w.again], profileNames],
  [16, "packaging component", without(applied), profileNames],
  [17, "clearance afterwards", without(w.after), profileNames],
  [18, "reconciliation of labels", without(reconciled), profileNames],
  [20, "examination of packs", without(packed), profileNames],
  [22, "environment", without(air), profileNames],
];

describe.each(profileNames)("by %s", (profile) => {
  const past = recordFor(recipeFor([profile]));
  test("a record that holds everything is completed", () => {
    expect(sectionsOf(past)).toBe("completed");
  });
  test.each(rows.filter(([, , , of]) => of.includes(profile)))(
    "section %i: %s",
    (section, _, lacking) => {
      expect(sectionsOf(lacking(past))).toEqual(["BATCH_RECORD_INCOMPLETE", [section]]);
    },
  );
});

/** What a profile asks for of itself, whatever the copy says. */
const asked: Readonly<Record<ProfileName, readonly number[]>> = {
  "us-211": [2, 3, 4, 6, 7, 8, 9, 11, 12, 14],
  "eu-gmp-p1": [2, 3, 4, 5, 6, 7, 8, 9, 11, 14],
  "ich-q7": [2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14],
  "device-13485": [2, 3, 4, 6, 7, 8, 9, 11],
  food: [2, 3, 4, 6, 7, 9],
};
const held = heldIn(stateAfter(recordFor(recipeFor([]))));
const empty = Object.fromEntries(Object.keys(held).map((part) => [part, false])) as Held;

test.each(profileNames)("%s asks for its sections of itself", (profile) => {
  const sections = lackingIn(empty, [profile]).map(({ section }) => section);
  expect([...new Set(sections)]).toEqual(asked[profile]);
  expect(lackingIn(held, [profile])).toEqual([]);
});

test.each(Object.keys(held))("without %s alone just that is lacking", (part) => {
  expect(lackingIn({ ...held, [part]: false })).toHaveLength(1);
});

test("several profiles ask for what each of them does; where nobody said, all do", () => {
  const union = lackingIn(empty, ["food", "ich-q7"]).map(({ section }) => section);
  expect([...new Set(union)]).toEqual(asked["ich-q7"]);
  expect(lackingIn(empty)).toEqual(lackingIn(empty, profileNames));
});

test("a master without any parameter completes by other profiles, and not by ich-q7", () => {
  const bare = (profile: ProfileName) => {
    const recipe = recipeFor([profile]);
    const phases = recipe.procedure.unitProcedures[0]?.operations[0]?.phases ?? [];
    for (const phase of phases) delete phase.parameters;
    for (const phase of phases) delete phase.repeat;
    return without(w.speed, w.loss)(recordFor(recipe));
  };
  expect(sectionsOf(bare("us-211"))).toBe("completed");
  expect(sectionsOf(bare("ich-q7"))).toEqual(["BATCH_RECORD_INCOMPLETE", [10]]);
});

test.each(profileNames)("section 6: a master without inputs, by %s", (profile) => {
  const { inputs: _, labels: __, ...recipe } = recipeFor([profile]);
  for (const phase of recipe.procedure.unitProcedures[0]?.operations[0]?.phases ?? []) {
    delete phase.charges;
  }
  const unasked = changed("BatchIssued", ({ recipe: plain, ...data }) => ({
    ...data,
    recipe: { ...(plain as Data), formula: [] },
  }));
  expect(sectionsOf(unasked(recordFor(recipe)))).toEqual(["BATCH_RECORD_INCOMPLETE", [6]]);
});

test.each(profileNames)("section 19: serial numbers that are not accounted for, by %s", (of) => {
  const serials = { reservationId: "r-1", serials: [{ from: "A001", to: "A010" }] };
  const past = [...recordFor(recipeFor([of])), { type: "SerialsIssued", data: serials }];
  expect(sectionsOf(past)).toEqual(["SERIAL_RECONCILIATION_FAILED", [19]]);
});

test("what quality lets be missing item by item is still what the profile asks for", () => {
  const past = recordFor(recipeFor(["us-211"])).filter((one) => one.type !== "MaterialConsumed");
  const lacking = () => {
    const decided = completeBatch.decide({}, stateAfter(past), {} as never);
    if (!isRefusal(decided)) return [];
    return (decided.attempted as { missing: { section: number; item: string }[] }).missing;
  };
  const first = lacking().filter(({ section }) => section === 7);
  expect(first.map(({ item }) => item)).not.toContain("materials");
  const departures = first.map((one) => ({ ...one, deviationId: "d-1" }));
  past.push(...departures.map((data): Past => ({ type: "DepartureAuthorised", data })));
  expect(lacking()).toContainEqual({ section: 7, item: "materials" });
});
