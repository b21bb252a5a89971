// A shipment is refused while it can be; what arrived or came back is kept as found.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  confirmReceipt,
  dispatchShipment,
  prepareShipment,
  recordDispatch,
  recordReturn,
} from "../../../src/domain/shipment/commands.ts";
import { compareLines } from "../../../src/domain/shipment/shipment.ts";
import { given } from "../../given.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const line = (materialLotId: string, value: string) => ({ materialLotId, quantity: kg(value) });
const contents = {
  customerPartyId: "party-1",
  consignee: { name: "Apotheke am Ring", address: "Ring 1, 1010 Wien" },
  lines: [line("lot-1", "5"), line("lot-2", "1")],
  logisticUnitIds: ["unit-1"],
  documents: [{ kind: "delivery note", number: "DN-1" }],
};
const preparation = {
  identifiers: [{ scheme: "shipment", issuer: "site-1", value: "S-1" }],
  ...contents,
};
const prepared = { type: "ShipmentPrepared", data: preparation };
const dispatched = { type: "ShipmentDispatched", data: { ...contents, carrier: "Rail" } };
const received = {
  type: "ShipmentReceived",
  data: { lines: contents.lines, documents: [], discrepancies: [] },
};
const comeBack = { returnNumber: "R-1", lines: [line("lot-1", "2")] };
const returned = { type: "ShipmentReturned", data: { ...comeBack, discrepancies: [] } };

describe("preparing a shipment", () => {
  test("happens", () => given().when(prepareShipment, preparation).then(prepared));
  test("is repeated, also after it left", () => {
    given(prepared).when(prepareShipment, preparation).thenNothing();
    given(prepared, dispatched).when(prepareShipment, preparation).thenNothing();
  });
  test("is refused empty, with nothing of a lot, and over another", () => {
    given()
      .when(prepareShipment, { ...preparation, lines: [], logisticUnitIds: [] })
      .thenRefused("SHIPMENT_EMPTY");
    given()
      .when(prepareShipment, { ...preparation, lines: [line("lot-1", "0")] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(prepared)
      .when(prepareShipment, { ...preparation, documents: [] })
      .thenRefused("ALREADY_EXISTS");
  });
});

test("one that left already is recorded as one that is dispatched", () => {
  given(prepared).when(recordDispatch, { carrier: "Rail" }).then(dispatched);
  given(prepared, dispatched).when(recordDispatch, { carrier: "Rail" }).thenNothing();
  given().when(recordDispatch, {}).thenRefused("NOT_FOUND");
});

describe("dispatching a shipment", () => {
  test("happens, and says by itself what left", () => {
    given(prepared).when(dispatchShipment, { carrier: "Rail" }).then(dispatched);
  });
  test("is repeated", () => {
    given(prepared, dispatched).when(dispatchShipment, { carrier: "Rail" }).thenNothing();
  });
  test("is refused before it is prepared", () => {
    given().when(dispatchShipment, {}).thenRefused("NOT_FOUND");
  });
});

describe("confirming the receipt", () => {
  const all = { lines: contents.lines, documents: [] };
  test("happens", () => given(prepared, dispatched).when(confirmReceipt, all).then(received));
  test("happens with whatever was found, and tells the discrepancies", () => {
    const found = { lines: [line("lot-1", "6"), line("lot-3", "0")], documents: [] };
    const discrepancies = [
      { materialLotId: "lot-1", kind: "over" },
      { materialLotId: "lot-3", kind: "notShipped" },
      { materialLotId: "lot-2", kind: "short" },
    ];
    given(prepared, dispatched)
      .when(confirmReceipt, found)
      .then({ type: "ShipmentReceived", data: { ...found, discrepancies } });
  });
  test("is repeated", () => {
    given(prepared, dispatched, received).when(confirmReceipt, all).thenNothing();
  });
  test("is refused before it left, a second time with other content, and where malformed", () => {
    given().when(confirmReceipt, all).thenRefused("NOT_FOUND");
    given(prepared).when(confirmReceipt, all).thenRefused("STEP_OUT_OF_ORDER");
    given(prepared, dispatched, received)
      .when(confirmReceipt, { ...all, lines: [] })
      .thenRefused("ALREADY_EXISTS");
    const litres = { materialLotId: "lot-1", quantity: { value: "5", unitOfMeasure: "L" } };
    given(prepared, dispatched)
      .when(confirmReceipt, { ...all, lines: [litres] })
      .thenRefused("UNIT_NOT_CONVERTIBLE");
    given(prepared, dispatched)
      .when(confirmReceipt, { ...all, lines: [line("lot-1", "-1")] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

describe("recording a return", () => {
  test("happens, in parts, and is no discrepancy while less came back than left", () => {
    given(prepared, dispatched).when(recordReturn, comeBack).then(returned);
    const rest = { returnNumber: "R-2", lines: [line("lot-1", "3")] };
    given(prepared, dispatched, returned)
      .when(recordReturn, rest)
      .then({ type: "ShipmentReturned", data: { ...rest, discrepancies: [] } });
  });
  test("happens although more came back than left, and says so", () => {
    const more = { returnNumber: "R-2", lines: [line("lot-1", "3.001")] };
    const discrepancies = [{ materialLotId: "lot-1", kind: "over" }];
    given(prepared, dispatched, returned)
      .when(recordReturn, more)
      .then({ type: "ShipmentReturned", data: { ...more, discrepancies } });
  });
  test("is repeated", () => {
    given(prepared, dispatched, returned).when(recordReturn, comeBack).thenNothing();
  });
  test("is refused before it left, under a used number, and of nothing", () => {
    given().when(recordReturn, comeBack).thenRefused("NOT_FOUND");
    given(prepared).when(recordReturn, comeBack).thenRefused("STEP_OUT_OF_ORDER");
    given(prepared, dispatched, returned)
      .when(recordReturn, { ...comeBack, lines: [] })
      .thenRefused("ALREADY_EXISTS");
    given(prepared, dispatched)
      .when(recordReturn, { ...comeBack, lines: [line("lot-1", "0")] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});

test("the same lines in any order, split in any way, are no discrepancy", () => {
  const loads = fc.array(
    fc.record({ materialLotId: fc.constantFrom("lot-1", "lot-2"), grams: fc.nat(1000) }),
  );
  const g = (grams: number) => ({ value: String(grams), unitOfMeasure: "g" });
  fc.assert(
    fc.property(loads, (all) => {
      const whole = all.map(({ grams, ...lot }) => ({ ...lot, quantity: g(grams + 100) }));
      const split = all.toReversed().flatMap(({ grams, ...lot }) => [
        { ...lot, quantity: kg("0.1") },
        { ...lot, quantity: g(grams) },
      ]);
      expect(compareLines(whole, split, "both")).toEqual([]);
      expect(compareLines(split, whole, "both")).toEqual([]);
    }),
  );
});
