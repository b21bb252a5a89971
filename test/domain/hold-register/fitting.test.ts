// What falls under a hold of the register.
import { expect, test } from "vitest";
import type { Predicate } from "../../../src/domain/hold-register/events.ts";
import {
  type FittingBatch,
  type FittingLot,
  holdsOnBatch,
  holdsOnLot,
} from "../../../src/domain/hold-register/fitting.ts";
import { holdRegister } from "../../../src/domain/hold-register/hold-register.ts";
import { stateOf } from "../../given.ts";

const hold = { holdId: "h-1", code: "foreignBody", owner: "recall" };
const held = (...predicates: Predicate[]) =>
  stateOf(holdRegister, [{ type: "PredicateHoldPlaced", data: { ...hold, predicates } }], "site-1");
const identifier = { scheme: "supplierLot", issuer: "Stärke AG", value: "S-12" };
const lot: FittingLot = {
  materialLotId: "lot-1",
  materialDefinitionId: "starch",
  identifiers: [identifier],
  madeOn: [],
};
const other: FittingLot = { ...lot, materialLotId: "lot-2", identifiers: [] };
const ofLot = { kind: "lot", materialLotId: "lot-1" } as const;
const ofSupplier = { kind: "identifier", identifier } as const;
const ofMaterial = { kind: "material", materialDefinitionId: "starch" } as const;
const onPress = (from: string, to?: string): Predicate => ({
  kind: "equipment",
  equipmentId: "press-1",
  from,
  ...(to !== undefined && { to }),
});
const batch: FittingBatch = {
  materialDefinitionId: "tablets",
  consumed: [lot],
  equipment: new Map([["press-1", "2026-11-20T08:00:00.000Z"]]),
  until: "2026-11-20T12:00:00.000Z",
};

test("a lot falls under its id, its material, and any name others gave it", () => {
  expect(holdsOnLot(held(ofLot), lot)).toEqual([hold]);
  expect(holdsOnLot(held(ofLot), other)).toEqual([]);
  expect(holdsOnLot(held(ofMaterial), other)).toEqual([hold]);
  const written = { ...identifier, value: "s-12" };
  expect(holdsOnLot(held({ kind: "identifier", identifier: written }), lot)).toEqual([hold]);
  const elsewhere = { ...identifier, issuer: "Other AG" };
  expect(holdsOnLot(held({ kind: "identifier", identifier: elsewhere }), lot)).toEqual([]);
  const { issuer: _, ...byAnybody } = written;
  expect(holdsOnLot(held({ kind: "identifier", identifier: byAnybody }), lot)).toEqual([hold]);
  expect(holdsOnLot(held({ kind: "identifier", identifier: byAnybody }), other)).toEqual([]);
});

test("what a batch yields falls under what went into it, and under its product", () => {
  for (const one of [ofLot, ofSupplier, ofMaterial]) {
    expect(holdsOnBatch(held(one), batch)).toEqual([hold]);
    expect(holdsOnBatch(held(one), { ...batch, consumed: [] })).toEqual([]);
  }
  const product = { kind: "material", materialDefinitionId: "tablets" } as const;
  expect(holdsOnBatch(held(product), { ...batch, consumed: [] })).toEqual([hold]);
});

test("equipment counts from its first use until the output, in any zone", () => {
  expect(holdsOnBatch(held(onPress("2026-11-20T11:00:00Z")), batch)).toEqual([hold]);
  expect(holdsOnBatch(held(onPress("2026-11-20T12:00:01Z")), batch)).toEqual([]);
  const before = onPress("2026-11-19T00:00:00Z", "2026-11-20T07:59:59Z");
  expect(holdsOnBatch(held(before), batch)).toEqual([]);
  const local = onPress("2026-11-19T00:00:00Z", "2026-11-20T09:00:00+01:00");
  expect(holdsOnBatch(held(local), batch)).toEqual([hold]);
  expect(holdsOnBatch(held(before, local), { ...batch, equipment: new Map() })).toEqual([]);
});

test("a lot falls under the equipment that it was made on, within the time of the hold", () => {
  const from = "2026-11-20T08:00:00.000Z";
  const made = { ...lot, madeOn: [{ equipmentId: "press-1", from, to: batch.until }] };
  expect(holdsOnLot(held(onPress("2026-11-20T11:00:00Z")), made)).toEqual([hold]);
  expect(holdsOnLot(held(onPress("2026-11-20T12:00:01Z")), made)).toEqual([]);
  expect(holdsOnLot(held(onPress("2026-11-19T00:00:00Z", "2026-11-20T07:00:00Z")), made)).toEqual(
    [],
  );
  expect(holdsOnLot(held(onPress("2026-11-20T11:00:00Z")), lot)).toEqual([]);
  const into = { ...batch, equipment: new Map(), consumed: [made] };
  expect(holdsOnBatch(held(onPress("2026-11-20T11:00:00Z")), into)).toEqual([hold]);
});
