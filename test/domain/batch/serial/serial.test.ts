// Serial numbers of a batch: issued = applied + returned + destroyed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { produceOutput, recordOutput } from "../../../../src/domain/batch/material/commands.ts";
import {
  accountForSerials,
  issueSerials,
  reconcileSerials,
} from "../../../../src/domain/batch/serial/commands.ts";
import { listedMax } from "../../../../src/domain/batch/serial/events.ts";
import { serialAccountOf } from "../../../../src/domain/batch/serial/serial.ts";
import { given, now, type Past, stateOf } from "../../../given.ts";
import { closed, completed, reviewed, runningPlain as running, tablets } from "../examples.ts";

const serials = [{ from: "A001", to: "A010" }];
const issue = { reservationId: "r-1", serials };
const issued: Past = { type: "SerialsIssued", data: issue };
const account = (as: string, from: string, to: string, flags: string[] = []): Past => ({
  type: "SerialsAccounted",
  data: { as, serials: [{ from, to }], flags },
});
const applied = account("applied", "A001", "A007");
const back = account("returned", "A008", "A009");
const destroyed = account("destroyed", "A010", "A010");
const even = [issued, applied, back, destroyed];
const whole = {
  issued: 10,
  applied: 7,
  returned: 2,
  destroyed: 1,
  missingCount: 0,
  missing: [],
  notIssuedCount: 0,
  notIssued: [],
  twiceCount: 0,
  twice: [],
};
const reconciled: Past = { type: "SerialsReconciled", data: whole };
const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };

describe("issuing what was reserved", () => {
  test("it happens", () => {
    given(...running)
      .when(issueSerials, issue)
      .then(issued);
  });
  test("ignored when repeated", () => {
    given(...running, issued)
      .when(issueSerials, issue)
      .thenNothing();
  });
  test("refused of no batch", () => {
    given().when(issueSerials, issue).thenRefused("NOT_FOUND");
  });
});

describe("accounting for serial numbers", () => {
  const asked = { as: "applied" as const, serials: [{ from: "A001", to: "A007" }] };
  test("it happens, flagged where they were not issued, or are accounted for already", () => {
    given(...running, issued)
      .when(accountForSerials, asked)
      .then(applied);
    const outside = { ...asked, serials: [{ from: "A010", to: "A011" }] };
    given(...running, issued)
      .when(accountForSerials, outside)
      .then({ type: "SerialsAccounted", data: { ...outside, flags: ["SERIAL_NOT_ISSUED"] } });
  });
  test("repeated it is another entry: flagged", () => {
    given(...running, issued, applied)
      .when(accountForSerials, asked)
      .then({ type: "SerialsAccounted", data: { ...asked, flags: ["SERIAL_DUPLICATE"] } });
  });
  test("refused of what is no range, once the record is decided, of no batch", () => {
    given(...running)
      .when(accountForSerials, { ...asked, serials: [{ from: "B9", to: "B1" }] })
      .thenRefused("IDENTIFIER_MALFORMED");
    given(...running)
      .when(accountForSerials, { ...asked, serials: [{ from: "B9" }, { from: "B9" }] })
      .thenRefused("NAMED_TWICE");
    given(...closed, reviewed, { type: "BatchRecordNotApproved", data: { toRevision: 3 } })
      .when(accountForSerials, asked)
      .thenRefused("BATCH_CLOSED");
    given().when(accountForSerials, asked).thenRefused("NOT_FOUND");
  });
});

describe("a lot that is made under a serial number", () => {
  const output = (value: string) => ({
    materialLotId: value,
    material: tablets,
    identifiers: [{ scheme: "serialNumber", issuer: "plant", value }],
    containers: [],
  });
  const made = (value: string, flags: string[]): Past => ({
    type: "OutputProduced",
    data: {
      ...output(value),
      madeOn: [{ equipmentId: "press-1", from: now, to: now }],
      holds: [],
      flags,
    },
  });
  test("has it applied, and is flagged where it is not one of those issued", () => {
    given(...running, issued)
      .when(produceOutput, output("A003"))
      .then(made("A003", []));
    const outside = made("B1", ["SERIAL_NOT_ISSUED"]);
    given(...running, issued)
      .when(recordOutput, output("B1"))
      .then(outside);
    const state = stateOf(batch, [...running, issued, made("A003", []), outside]);
    expect(state.status !== "unknown" && serialAccountOf(state.serials)).toMatchObject({
      applied: 2,
      notIssued: [{ from: "B1" }],
    });
  });
  test("is not flagged where none were issued", () => {
    given(...running)
      .when(produceOutput, output("B1"))
      .then(made("B1", []));
  });
});

describe("reconciling", () => {
  test("it happens, and with a difference under a deviation", () => {
    given(...running, ...even)
      .when(reconcileSerials, {})
      .then(reconciled);
    const missing = { ...whole, destroyed: 0, missingCount: 1, missing: [{ from: "A010" }] };
    given(...running, linked, issued, applied, back)
      .when(reconcileSerials, { deviationId: "d-1" })
      .then({ type: "SerialsReconciled", data: { ...missing, deviationId: "d-1" } });
  });
  test("ignored when repeated", () => {
    given(...running, ...even, reconciled)
      .when(reconcileSerials, {})
      .thenNothing();
  });
  test("refused where one is missing, not issued, or used twice, and of no such deviation", () => {
    const refused = (...past: readonly Past[]) =>
      given(...running, issued, ...past).when(reconcileSerials, {});
    refused(applied, back).thenRefused("SERIAL_RECONCILIATION_FAILED");
    refused(applied, back, destroyed, account("applied", "A011", "A011")).thenRefused(
      "SERIAL_RECONCILIATION_FAILED",
    );
    refused(applied, back, destroyed, destroyed).thenRefused("SERIAL_RECONCILIATION_FAILED");
    given(...running, issued)
      .when(reconcileSerials, { deviationId: "d-1" })
      .thenRefused("DEVIATION_REQUIRED");
    given().when(reconcileSerials, {}).thenRefused("NOT_FOUND");
  });
});

test("20,000 random numbers, accounted for one by one, come out but for the one left out", () => {
  const numbers = Array.from({ length: 20_000 }, (_, n) => ({
    from: `S${String(((n * 7_919) % 100_003) * 2).padStart(6, "0")}`,
  }));
  const issues = Array.from({ length: 20 }, (_, n): Past => {
    const data = { reservationId: `r-${n}`, serials: numbers.slice(n * 1_000, (n + 1) * 1_000) };
    return { type: "SerialsIssued", data };
  });
  const uses = numbers.slice(1).map(({ from }) => account("applied", from, from));
  const state = stateOf(batch, [...running, ...issues, ...uses, uses[7]!]);
  expect(state.status !== "unknown" && serialAccountOf(state.serials)).toEqual({
    issued: 20_000,
    applied: 19_999,
    returned: 0,
    destroyed: 0,
    missingCount: 1,
    missing: [numbers[0]],
    notIssuedCount: 0,
    notIssued: [],
    twiceCount: 1,
    twice: [numbers[8]],
  });
  const unused = stateOf(batch, [...running, ...issues]);
  if (unused.status === "unknown") throw new Error("It runs.");
  const none = serialAccountOf(unused.serials);
  expect(none.missingCount).toBe(20_000);
  expect(none.missing).toHaveLength(listedMax);
  given(...running, linked, ...issues)
    .when(reconcileSerials, { deviationId: "d-1" })
    .then({ type: "SerialsReconciled", data: { ...none, deviationId: "d-1" } });
});

test("a batch is completed once its serial numbers are reconciled, as they are now", () => {
  const complete = (...past: Past[]) => given(...running, ...past).when(completeBatch, {});
  complete(...even).thenRefused("SERIAL_RECONCILIATION_FAILED");
  complete(...even, reconciled).then(completed);
  complete(...even, reconciled, account("applied", "A001", "A001")).thenRefused(
    "SERIAL_RECONCILIATION_FAILED",
  );
});

test("what is issued is what is accounted for once, and what is missing", () => {
  const use = fc.record({
    as: fc.constantFrom("applied", "returned", "destroyed"),
    from: fc.integer({ min: 1, max: 14 }),
    more: fc.nat(4),
  });
  const text = (at: number) => `A${String(at).padStart(3, "0")}`;
  fc.assert(
    fc.property(fc.array(use, { maxLength: 8 }), (uses) => {
      const past = uses.map(({ as, from, more }) => account(as, text(from), text(from + more)));
      const state = stateOf(batch, [...running, issued, ...past]);
      if (state.status === "unknown") throw new Error("No batch.");
      const found = serialAccountOf(state.serials);
      const count = (ranges: readonly { from: string; to?: string }[]) =>
        ranges.reduce(
          (sum, { from, to = from }) => sum + Number(to.slice(1)) - Number(from.slice(1)) + 1,
          0,
        );
      const used = new Set(
        uses.flatMap(({ from, more }) => Array.from({ length: more + 1 }, (_, n) => from + n)),
      );
      expect(found.issued - count(found.missing)).toBe(used.size - count(found.notIssued));
    }),
  );
});
