// Values as people read them, told by their shape (regulatory AT-2, AT-4, DI-L).
import { expect, test } from "vitest";
import { z } from "zod";
import { localTime } from "../../../src/projections/wording/local-time.ts";
import { quantityText, unitText } from "../../../src/projections/wording/quantity.ts";
import { showBy } from "../../../src/projections/wording/show.ts";
import { kindIn, type ValueShow, valueText } from "../../../src/projections/wording/value.ts";

const names: Readonly<Record<string, string>> = {
  "materialLot 1": "starch:5",
  "location 2": "Hall 2",
};
const by: ValueShow = {
  show: showBy(({ kind, id }) => names[`${kind} ${id}`]),
  event: (id) => `entry ${id}`,
};

test("amounts carry all digits and their unit", () => {
  const text = (value: string, unitOfMeasure: string) => quantityText({ value, unitOfMeasure });
  // What every object has is no sign of a unit: an attempt that is recorded may name it.
  for (const name of ["toString", "constructor", "__proto__"]) {
    expect(text("1", name)).toBe(`1 ${name}`);
  }
  expect(text("25.00", "kg")).toBe("25.00 kg");
  expect(text("960", "10*3.{tablet}")).toBe("960 thousand tablets");
  expect(text("1", "{tablet}")).toBe("1 tablet");
  expect(text("3", "{box}")).toBe("3 boxes");
  expect(text("21.5", "Cel")).toBe("21.5 °C");
  expect(text("98.864", "%")).toBe("98.864%");
  expect(text("7", "1")).toBe("7");
});

test("ids are names, told by the field that holds them", () => {
  expect(kindIn("toLocationId")).toBe("location");
  expect(kindIn("materialLotIds")).toBe("materialLot");
  expect(kindIn("drawnEventId")).toBe("event");
  expect(kindIn("paid")).toBeUndefined();
  expect(valueText("1", "materialLotId", by)).toBe("starch:5");
  expect(valueText(["1", "9"], "materialLotIds", by)).toBe("starch:5; material lot 9");
  expect(valueText({ kind: "location", id: "2" }, "holder", by)).toBe("Hall 2");
  expect(valueText("5", "drawnEventId", by)).toBe("entry 5");
});

test("an id of what has no name is not shown bare", () => {
  const id = "00000000-0000-8000-8000-000000000001";
  expect(valueText(id, "holdId", by)).toBeNull();
  expect(valueText({ materialDefinitionId: id, name: "Starch" }, "material", by)).toBe("Starch");
  expect(valueText({ materialLotId: "1", name: "Starch", n: "2" }, "part", by)).toBe(
    "material lot: starch:5, name: Starch, n: 2",
  );
});

test("the issuer of a number is named without the ids that tell it apart", () => {
  const issuer = "site-1 00000000-0000-8000-8000-000000000001";
  expect(valueText({ scheme: "batch", issuer, value: "7" }, "number", by)).toBe("batch:7 (site-1)");
  expect(valueText(issuer, "issuer", by)).toBe("site-1");
});

test("nothing is a value of its own, and false is not nothing", () => {
  expect(valueText(undefined, "comment", by)).toBeNull();
  expect(valueText([], "comments", by)).toBeNull();
  expect(valueText(false, "sealed", by)).toBe("no");
  expect(valueText(0, "count", by)).toBe("0");
});

test("words of a closed list are words; what a person typed stays as it is", () => {
  const shape = z.strictObject({ kind: z.enum(["finishedProduct"]), comment: z.string() });
  const value = { kind: "finishedProduct", comment: "finishedProduct" };
  expect(valueText(value, "part", by, shape)).toBe(
    "kind: finished product, comment: finishedProduct",
  );
});

test("readings of a machine are described, with what is missing", () => {
  const readings = Array.from({ length: 20 }, (_, n) => (n === 3 ? null : n));
  expect(valueText(readings, "values", by)).toBe("20 values from 0 to 19, 1 missing");
});

test("local time is the site's, with its offset on that day", () => {
  expect(localTime("2026-07-01T22:30:00.000Z", "Europe/Ljubljana")).toBe(
    "2026-07-02 00:30:00.000 +02:00",
  );
  expect(localTime("2026-07-01T22:30:59.007Z", "Europe/Ljubljana")).toBe(
    "2026-07-02 00:30:59.007 +02:00",
  );
  expect(localTime("1969-12-31T23:59:59.999Z", "UTC")).toBe("1969-12-31 23:59:59.999 +00:00");
  expect(localTime("1971-06-01T12:00:10.250Z", "Africa/Monrovia")).toBe(
    "1971-06-01 11:15:40.250 -00:44:30",
  );
  expect(localTime("2026-01-01T00:00:00.000Z", "UTC")).toBe("2026-01-01 00:00:00.000 +00:00");
});

test("a rate of counted things is said in words too", () => {
  expect(unitText("10*3.{tablet}/h")).toBe("thousand tablets/h");
  expect(unitText("{pack}/min")).toBe("packs/min");
  expect(unitText("g/min")).toBe("g/min");
});
