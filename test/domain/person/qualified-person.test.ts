// Annex 11, 15; EU GMP Annex 16: who is entered as a Qualified Person, for what and for how long.
import { describe, expect, test } from "vitest";
import { person } from "../../../src/domain/person/person.ts";
import {
  endQualifiedPerson,
  enterQualifiedPerson,
  withdrawQualifiedPerson,
} from "../../../src/domain/person/qualified-person/commands.ts";
import { qualifiedFor } from "../../../src/domain/person/qualified-person/qualified-person.ts";
import { given, type Past, reserving, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const entry = {
  registerNumber: "QP-0471",
  authority: "JAZMP",
  sites: ["site-1"],
  materials: ["tablets"],
  from: "2026-01-01",
  until: "2026-12-31",
};
const entered: Past = { type: "QualifiedPersonEntered", data: entry };
const number = { registerNumber: "QP-0471", authority: "JAZMP" };
const ended: Past = { type: "QualifiedPersonEntryEnded", data: number };

describe("entering a Qualified Person", () => {
  test("it happens", () => {
    given(x.enrolled).when(enterQualifiedPerson, entry, x.byBela).then(entered);
  });
  test("repeated, it adds nothing", () => {
    given(x.enrolled, entered).when(enterQualifiedPerson, entry, x.byBela).thenNothing();
  });
  test("a change of what it covers takes a reason, and says what it covered", () => {
    const { until: _, ...endless } = entry;
    const wider = { ...endless, sites: "all" as const };
    given(x.enrolled, entered)
      .when(enterQualifiedPerson, wider, x.byBela)
      .then({ type: "QualifiedPersonEntryChanged", data: wider, before: entry });
    given(x.enrolled, { type: "QualifiedPersonEntered", data: endless })
      .when(enterQualifiedPerson, { ...entry, registerNumber: "qp-0471" }, x.byBela)
      .then({
        type: "QualifiedPersonEntryChanged",
        data: { ...entry, registerNumber: "qp-0471" },
        before: { ...endless, until: null },
      });
    given(x.enrolled, entered)
      .when(enterQualifiedPerson, wider, { actor: x.bela })
      .thenRefused("REASON_REQUIRED");
  });
  test("of another authority, or written otherwise, the same number is no second entry", () => {
    for (const authority of ["AGES", "jazmp ", "JAZPM"]) {
      const other = { ...entry, authority };
      given(x.enrolled, entered)
        .when(enterQualifiedPerson, other, { actor: x.bela })
        .thenRefused("REASON_REQUIRED");
      given(x.enrolled, entered)
        .when(enterQualifiedPerson, other, x.byBela)
        .then({ type: "QualifiedPersonEntryChanged", data: other, before: entry });
    }
  });
  test("a number of a register is one person's, however it is written", () => {
    const taken = { scheme: "qualifiedPerson", issuer: "jazmp", value: "qp-0471" };
    const asWritten = { issuer: "JAZMP", value: "QP-0471" };
    expect(reserving(enterQualifiedPerson, entry)).toEqual([{ ...taken, asWritten }]);
    const other = { ...entry, authority: " JazMP", registerNumber: "qp-0471 " };
    expect(reserving(enterQualifiedPerson, other)).toMatchObject([taken]);
  });
  test("not with a last day before the first; for one day it is", () => {
    const { data } = enterQualifiedPerson;
    expect(data.safeParse({ ...entry, until: "2025-12-31" }).success).toBe(false);
    expect(data.safeParse({ ...entry, until: entry.from }).success).toBe(true);
  });
  test("not by oneself, nor of nobody, of one who left or of a shared account", () => {
    given(x.enrolled).when(enterQualifiedPerson, entry, x.byEva).thenRefused("SOD_CONFLICT");
    given().when(enterQualifiedPerson, entry, x.byBela).thenRefused("NOT_FOUND");
    given(x.enrolled, x.left)
      .when(enterQualifiedPerson, entry, x.byBela)
      .thenRefused("PERSON_LEFT");
    given(x.station)
      .when(enterQualifiedPerson, entry, x.byBela)
      .thenRefused("SHARED_ACCOUNT_READ_ONLY");
  });
});

describe("ending the entry", () => {
  test("it happens, also of one who has left", () => {
    given(x.enrolled, entered).when(endQualifiedPerson, number, x.byBela).then(ended);
    given(x.enrolled, entered, x.left).when(endQualifiedPerson, number, x.byBela).then(ended);
  });
  test("repeated, it adds nothing", () => {
    given(x.enrolled, entered, ended).when(endQualifiedPerson, number, x.byBela).thenNothing();
  });
  test("as it was told before there was an authority in it", () => {
    const former: Past = {
      type: "QualifiedPersonEntryEnded",
      data: { registerNumber: "QP-0471" },
    };
    expect(covers([entered, former])).toBeUndefined();
  });
  test("not under a number that never was theirs", () => {
    const other = { ...number, authority: "AGES" };
    for (const past of [[], [entered]]) {
      given(x.enrolled, ...past)
        .when(endQualifiedPerson, other, x.byBela)
        .thenRefused("NOT_FOUND");
    }
  });
  test("with a reason, and not by oneself", () => {
    given(x.enrolled, entered)
      .when(endQualifiedPerson, number, { actor: x.bela })
      .thenRefused("REASON_REQUIRED");
    given(x.enrolled, entered)
      .when(endQualifiedPerson, number, x.byEva)
      .thenRefused("SOD_CONFLICT");
    given().when(endQualifiedPerson, number, x.byBela).thenRefused("NOT_FOUND");
  });
});

describe("withdrawing what was entered in error", () => {
  const withdrawn: Past = { type: "QualifiedPersonEntryWithdrawn", data: entry };

  test("it happens, and says what stood there: also once it was ended, and of one who left", () => {
    const written = { authority: "jazmp ", registerNumber: "qp-0471" };
    for (const past of [[], [ended], [x.left]]) {
      given(x.enrolled, entered, ...past)
        .when(withdrawQualifiedPerson, written, x.byBela)
        .then(withdrawn);
    }
    expect(covers([entered, withdrawn])).toBeUndefined();
  });
  test("of the register that a change has left, which the entry of now outlives", () => {
    const moved = { ...entry, authority: "AGES" };
    const changed: Past = { type: "QualifiedPersonEntryChanged", data: moved, before: entry };
    given(x.enrolled, entered, changed)
      .when(withdrawQualifiedPerson, number, x.byBela)
      .then(withdrawn);
    expect(covers([entered, changed, withdrawn])).toHaveProperty("authority", "AGES");
  });
  test("repeated, it adds nothing, until it is entered again", () => {
    given(x.enrolled, entered, withdrawn)
      .when(withdrawQualifiedPerson, number, x.byBela)
      .thenNothing();
    given(x.enrolled, entered, withdrawn, entered)
      .when(withdrawQualifiedPerson, number, x.byBela)
      .then(withdrawn);
    given(x.enrolled, entered, withdrawn).when(enterQualifiedPerson, entry, x.byBela).then(entered);
  });
  test("not what never was entered", () => {
    const other = { ...number, authority: "AGES" };
    given(x.enrolled, entered)
      .when(withdrawQualifiedPerson, other, x.byBela)
      .thenRefused("NOT_FOUND");
    given().when(withdrawQualifiedPerson, number, x.byBela).thenRefused("NOT_FOUND");
  });
  test("with a reason, and not by oneself", () => {
    given(x.enrolled, entered)
      .when(withdrawQualifiedPerson, number, { actor: x.bela })
      .thenRefused("REASON_REQUIRED");
    given(x.enrolled, entered)
      .when(withdrawQualifiedPerson, number, x.byEva)
      .thenRefused("SOD_CONFLICT");
  });
});

const asked = { sites: ["site-1"], materialDefinitionId: "tablets", date: "2026-06-30" };
type Asked = Parameters<typeof qualifiedFor>[1];
const covers = (past: readonly Past[], change: Partial<Asked> = {}) =>
  qualifiedFor(stateOf(person, [x.enrolled, ...past]), { ...asked, ...change });

test("a later entry of a number takes the place of the earlier one, whatever the register", () => {
  const narrow: Past = {
    type: "QualifiedPersonEntered",
    data: { ...entry, authority: "AGES", sites: ["site-2"] },
  };
  expect(covers([entered, narrow])).toBeUndefined();
});

test("an entry covers its sites and products, on both of its days and between", () => {
  const as = { registerNumber: "QP-0471", authority: "JAZMP" };
  expect(covers([entered])).toEqual(as);
  expect(covers([entered], { date: "2026-01-01" })).toEqual(as);
  expect(covers([entered], { date: "2026-12-31" })).toEqual(as);
  const everywhere = { ...entry, sites: "all", materials: "all" };
  const all: Past = { type: "QualifiedPersonEntered", data: everywhere };
  expect(covers([all], { sites: ["site-9"], materialDefinitionId: "granules" })).toEqual(as);
});

test("of two entries that overlap, it is the one that was entered first", () => {
  const again = { ...entry, registerNumber: "QP-0999", from: "2026-06-01", until: "2027-06-30" };
  const second: Past = { type: "QualifiedPersonEntered", data: again };
  expect(covers([entered, second])).toMatchObject({ registerNumber: "QP-0471" });
  expect(covers([entered, second, ended])).toMatchObject({ registerNumber: "QP-0999" });
  expect(covers([entered, second], { date: "2027-06-30" })).toMatchObject({
    registerNumber: "QP-0999",
  });
});

test.each([
  ["another site", [entered], { sites: ["site-2"] }],
  ["one of its two sites", [entered], { sites: ["site-1", "site-2"] }],
  ["another product", [entered], { materialDefinitionId: "granules" }],
  ["the day before", [entered], { date: "2025-12-31" }],
  ["the day after", [entered], { date: "2027-01-01" }],
  ["after it ended", [entered, ended], {}],
  ["who has left", [entered, x.left], {}],
  ["no entry", [], {}],
] as const)("nobody certifies by it: %s", (_, past, change) => {
  expect(covers(past, change)).toBeUndefined();
});
