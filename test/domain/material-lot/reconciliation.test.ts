// The account of a container: drawn + returned + left + loss against what was there.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import {
  accountOf,
  reconcileContainer,
} from "../../../src/domain/material-lot/reconciliation/commands.ts";
import { given, now, stateOf, uuid } from "../../given.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const received = {
  type: "MaterialLotReceived",
  data: {
    material: { materialDefinitionId: "starch", name: "Maize starch" },
    identifiers: [],
    containers: [
      { containerId: "drum-1", quantity: kg("60") },
      { containerId: "drum-2", quantity: kg("40") },
    ],
    qualityStatus: "quarantine",
  },
};
const charge = { kind: "charge", basis: "weighed" };
const drawn = (value: string, n = 1) => ({
  type: "MaterialDrawn",
  data: {
    quantity: kg(value),
    containerId: "drum-1",
    batchId: "b",
    charge,
    purpose: "charge",
    observed: false,
    flags: [],
  },
  id: uuid(n),
});
const returned = (value: string, n = 1) => ({
  type: "MaterialReturned",
  data: { drawnEventId: uuid(n), quantity: kg(value), reason: "surplus", exceedsDraw: false },
});
const which = { containerId: "drum-1" };

describe("reconciling a container", () => {
  test("told late is about what there was then, whatever was drawn since", () => {
    const minute = (n: number) => new Date(Date.parse(now) + n * 60_000).toISOString();
    const past = [
      received,
      { ...drawn("25"), at: minute(1) },
      { ...drawn("30", 2), at: minute(9) },
    ];
    given(...past)
      .when(reconcileContainer, { ...which, left: kg("35") }, { occurredAt: minute(5) })
      .then({
        type: "ContainerReconciled",
        data: {
          ...{ ...which, left: kg("35"), received: kg("60"), drawn: kg("25") },
          ...{ returned: kg("0"), otherwise: kg("0"), difference: kg("0") },
        },
      });
  });
  test("happens; what adds up says so and changes no book", () => {
    given(received, drawn("25"), returned("5"))
      .when(reconcileContainer, { ...which, left: kg("40") })
      .then({
        type: "ContainerReconciled",
        data: {
          ...which,
          left: kg("40"),
          received: kg("60"),
          drawn: kg("25"),
          returned: kg("5"),
          otherwise: kg("0"),
          difference: kg("0"),
        },
      });
  });
  test("a loss is scrapped, a difference is counted away and shown", () => {
    const data = { ...which, left: kg("34.8"), loss: kg("0.1"), lossCause: "Dust" };
    given(received, drawn("25"))
      .when(reconcileContainer, data)
      .then(
        {
          type: "ContainerReconciled",
          data: {
            ...data,
            received: kg("60"),
            drawn: kg("25"),
            returned: kg("0"),
            otherwise: kg("0"),
            difference: kg("0.1"),
          },
        },
        {
          type: "MaterialScrapped",
          data: { ...which, quantity: kg("0.1"), cause: "Dust", flags: [] },
        },
        {
          type: "MaterialCounted",
          data: { ...which, quantity: kg("34.8"), booked: kg("34.9") },
        },
      );
  });
  test("is refused without the cause of a loss, and of a container that is not there", () => {
    given(received)
      .when(reconcileContainer, { ...which, left: kg("1"), loss: kg("1") })
      .thenRefused("REASON_REQUIRED");
    given(received)
      .when(reconcileContainer, { containerId: "drum-9", left: kg("1") })
      .thenRefused("CONTAINER_UNKNOWN");
    given(received)
      .when(reconcileContainer, { ...which, left: kg("-1") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given()
      .when(reconcileContainer, { ...which, left: kg("1") })
      .thenRefused("NOT_FOUND");
  });
  test("whatever was drawn and came back, the parts make up what was there", () => {
    const whole = fc.array(fc.tuple(fc.nat(5_000), fc.nat(500)), { maxLength: 8 });
    fc.assert(
      fc.property(whole, fc.nat(60_000), fc.nat(100), (draws, left, loss) => {
        const grams = (value: number) => kg((value / 1_000).toFixed(3));
        const events = draws.flatMap(([out, back], n) => [
          drawn(grams(out + 1).value, n + 1),
          returned(grams(Math.min(back, out) + 1).value, n + 1),
        ]);
        const lot = stateOf(materialLot, [received, ...events]);
        if (lot.status === "unknown") throw new Error("There is a lot.");
        const data = { ...which, left: grams(left), loss: grams(loss) };
        const account = accountOf(lot, data, now);
        const of = (one: { value: string } | undefined) => Math.round(Number(one?.value) * 1_000);
        const gone = of(account.drawn) - of(account.returned) - of(account.otherwise);
        expect(gone + left + loss + of(account.difference)).toBe(60_000);
      }),
    );
  });
});
