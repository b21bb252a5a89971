// MD-820.35: the identifier of a device has both of its parts, and the right check digit.
import { expect, test } from "vitest";
import { deviceIn, udiIn } from "../../../../src/domain/kernel/gs1/udi.ts";

const device = "09521234543213";

test.each([
  `(01)${device}(10)B-1`,
  `(01)${device}(21)0007`,
  `(01)${device}(17)290131`,
  `(01)${device}(11)260131`,
  `]d201${device}10B-1\u001d210007`,
  `https://id.gs1.org/01/${device}/10/B-1`,
])("%s is of that device", (text) => expect(udiIn(text)).toEqual({ device }));

test.each([
  ["the device alone", device],
  ["the device alone, with brackets", `(01)${device}`],
  ["a lot alone", "(10)B-1"],
  ["another check digit", "(01)09521234543214(10)B-1"],
  ["a number of the house", "B-1"],
])("%s is none", (_, text) => expect(udiIn(text)).toBeUndefined());

test("a bare number still says which device it is", () => {
  expect(deviceIn("9521234543213")).toBe(device);
  expect(deviceIn("Licence 7/19")).toBeUndefined();
});
