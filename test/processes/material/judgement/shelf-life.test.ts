// From which dates the rules count, and what is said of them: the start or the end of production,
// what was delivered, what nothing says.
import { describe, expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import type { DatingRule } from "../../../../src/domain/kernel/shape/dating.ts";
import type { Lot } from "../../../../src/domain/material-lot/lot.ts";
import { materialLot } from "../../../../src/domain/material-lot/material-lot.ts";
import { specification } from "../../../../src/domain/specification/specification.ts";
import { dateAt } from "../../../../src/eventstore/handler/date-at.ts";
import { basesOf } from "../../../../src/processes/material/judgement/bases.ts";
import { datesAtRelease } from "../../../../src/processes/material/judgement/dating.ts";
import { evidenceIn } from "../../../../src/processes/material/judgement/evidence.ts";
import { shelfLifeOf } from "../../../../src/processes/material/judgement/shelf-life.ts";
import { completed, issuedPlain, started } from "../../../domain/batch/examples.ts";
import { drawn, numbered, receipt, received } from "../../../domain/material-lot/examples.ts";
import { approved, draft, drafted } from "../../../domain/specification/examples.ts";
import { type Past, stateOf, uuid } from "../../../given.ts";

const berlin = (instant: string) => dateAt(instant, "Europe/Berlin");
/** In Berlin the second of October has begun. */
const begun = { ...started, at: "2026-10-01T22:30:00.000Z" };
const ended = { ...completed, at: "2026-10-03T10:00:00.000Z" };
const { material, containers } = receipt;
const produced = {
  type: "MaterialLotProduced",
  data: {
    material,
    containers,
    identifiers: [numbered("7")],
    batchId: "b-1",
    outputEventId: uuid(1),
  },
};
const known = (past: readonly Past[], made: readonly Past[] = [issuedPlain, begun, ended]) => {
  const lot = stateOf(materialLot, past, "l-1");
  if (lot.status === "unknown") throw new Error("There is no lot.");
  const dating = { expiry: rule("productionEnd"), opened: rule("opening") };
  const version = { ...draft, dating: { ...draft.dating, ...dating } };
  const specified = stateOf(specification, [drafted(1, version as never), approved()], "starch");
  const evidence = evidenceIn({
    "materialLot l-1": lot,
    "batch b-1": stateOf(batch, made, "b-1"),
    "specification starch": specified,
  });
  return { lot, evidence };
};
const rule = (countedFrom: DatingRule["countedFrom"]): DatingRule => ({
  months: 12,
  countedFrom,
  convention: "sameDay",
});
const datesOf = (
  from: DatingRule["countedFrom"],
  past: readonly Past[],
  made?: readonly Past[],
) => {
  const { lot, evidence } = known(past, made);
  const bases = {
    ...basesOf(evidence, "l-1", berlin),
    release: { on: "2026-11-20" },
    retest: { because: "not retested" },
  };
  return datesAtRelease(lot, bases, { dating: { expiry: rule(from) } });
};

describe("the expiry of what a batch made", () => {
  test("counts from the start or the end of production, by the calendar of the site", () => {
    expect(datesOf("productionStart", [produced])).toMatchObject({ expiresOn: "2027-10-02" });
    expect(datesOf("productionEnd", [produced])).toMatchObject({ expiresOn: "2027-10-03" });
    expect(datesOf("release", [produced])).toMatchObject({ expiresOn: "2027-11-20" });
  });
  test("after down time it counts from when it was made, not from when that was entered", () => {
    const fromPaper = { form: "B-1-F1", page: 1 };
    const step = { phaseId: "mix", path: { phase: "Mix" }, run: 1 };
    const copied = (type: string, day: string, data: object) => ({
      ...{ type, data, fromPaper, at: `2026-09-${day}T09:00:00.000Z` },
    });
    const made = [
      issuedPlain,
      begun,
      copied("PhaseStarted", "28", { ...step, flags: ["BATCH_NOT_STARTED"] }),
      copied("PhaseCompleted", "29", step),
      ended,
    ];
    expect(datesOf("productionStart", [produced], made)).toMatchObject({ expiresOn: "2027-09-28" });
    expect(datesOf("productionEnd", [produced], made)).toMatchObject({ expiresOn: "2027-09-29" });
  });
  test.each([
    ["manufacture", [issuedPlain, begun, ended]],
    ["receipt", [issuedPlain, begun, ended]],
    ["productionEnd", [issuedPlain, begun]],
    ["productionStart", []],
  ] as const)("by %s is unknown where nothing says so, and not absent", (from, made) => {
    const dates = datesOf(from, [produced], made);
    expect(dates).not.toHaveProperty("expiresOn");
    expect(dates.unknown).toMatchObject([{ of: "expiry", rule: { countedFrom: from } }]);
  });
  test("is what was stated where the rule's date is not known", () => {
    const stated = { ...produced, data: { ...produced.data, expiresOn: "2027-01-31" } };
    expect(datesOf("manufacture", [stated])).toMatchObject({
      expiresOn: "2027-01-31",
      calculations: [],
      unknown: [{ of: "expiry" }],
    });
  });
  test("of what was delivered, production here says nothing", () => {
    expect(datesOf("productionStart", [received]).unknown).toHaveLength(1);
  });
});

const told = (past: readonly Past[]) => {
  const { lot, evidence } = known(past);
  return shelfLifeOf(evidence, "l-1", lot as Lot, "2026-11-20");
};
const dated = (data: object): Past => ({
  type: "ShelfLifeDated",
  data: { because: "release", specificationVersion: 1, calculations: [], ...data },
  before: { expiresOn: null, retestOn: null },
});

describe("what a lot's dates follow from", () => {
  test("rule and date, where it was worked out", () => {
    const calculation = {
      of: "expiry",
      rule: rule("productionEnd"),
      from: "2026-10-03",
      computed: "2027-10-03",
    };
    const { expiry, unknown } = told([
      produced,
      dated({ expiresOn: "2027-10-03", calculations: [calculation] }),
    ]);
    expect(expiry).toEqual({
      on: "2027-10-03",
      how: "expires on 2027-10-03 (12 months from the end of production on 2026-10-03)",
    });
    expect(unknown.map(({ code }) => code)).toEqual(["RETEST_UNKNOWN"]);
  });
  test("whose word it is, where it was stated", () => {
    expect(told([received]).expiry).toEqual({
      on: "2027-06-30",
      how: "as Stärke AG stated it",
    });
  });
  test("why it is not known", () => {
    const because = "it was made here";
    const unknown = [{ of: "expiry", rule: rule("receipt"), because }];
    const { expiry, unknown: said } = told([produced, dated({ unknown })]);
    expect(expiry.on).toBe(null);
    expect(said[0]).toMatchObject({ code: "EXPIRY_UNKNOWN", subject: "l-1" });
    expect(said[0]?.detail).toContain(because);
    expect(told([produced]).expiry.how).toBe("worked out when it is released");
  });
  test("of an opened container its own date; of one taken from, that nobody said when", () => {
    const opening = {
      containerId: "drum-2",
      on: "2026-11-20",
      usableUntil: "2027-11-20",
      calculation: {
        of: "opened",
        rule: rule("opening"),
        from: "2026-11-20",
        computed: "2027-11-20",
      },
    };
    const { opened, unknown } = told([received, drawn, { type: "ContainerOpened", data: opening }]);
    expect(opened).toMatchObject([{ containerId: "drum-2", on: "2027-11-20" }]);
    expect(opened[0]?.how).toContain("12 months from opening on 2026-11-20");
    expect(unknown).toContainEqual(
      expect.objectContaining({ code: "OPENED_UNKNOWN", subject: "drum-1" }),
    );
  });
});
