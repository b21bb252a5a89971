// What a browser shows of who logged in there last: made by the instance alone, and for a time.
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createKnownDevices, deviceKnownFor_s } from "../../src/access/session/known-device.ts";

const at = new Date("2026-11-27T08:00:00.000Z");
const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
const key = randomBytes(32);
const devices = createKnownDevices(key);
const token = devices.tokenFor("ada", at);

test("it is known whose it is, in every process of the instance, until its day", () => {
  const owner = createKnownDevices(key).ownerBy(token, after(deviceKnownFor_s - 1));
  expect(owner).toMatch(/^[\w-]{43}$/);
  expect(devices.ownerBy(devices.tokenFor("ada", after(60)), after(60))).toBe(owner);
  expect(devices.ownerBy(devices.tokenFor("eve", at), at)).not.toBe(owner);
  expect(devices.ownerBy(token, after(deviceKnownFor_s))).toBeUndefined();
});

test("nobody else makes one, and none is changed", () => {
  expect(createKnownDevices(randomBytes(32)).ownerBy(token, at)).toBeUndefined();
  const [owner, until, mac] = token.split(".");
  const eve = devices.tokenFor("eve", at).split(".");
  const changed = [
    `${eve[0]}.${until}.${mac}`,
    `${owner}.${Number(until) + 1}.${mac}`,
    `${owner}.${until}.${eve[2]}`,
    `${owner}.${until}.`,
    `${owner}.${until}`,
    `${token}.more`,
    `${owner}..${until}.${mac}`,
    "",
    "...",
  ];
  for (const one of changed) expect([one, devices.ownerBy(one, at)]).toEqual([one, undefined]);
});

test("it fits into a cookie, and tells no name", () => {
  expect(token).toMatch(/^[A-Za-z0-9._~-]{1,512}$/);
  expect(devices.tokenFor("ž".repeat(120), at)).toMatch(/^[A-Za-z0-9._~-]{1,512}$/);
  expect(token).not.toContain("ada");
});
