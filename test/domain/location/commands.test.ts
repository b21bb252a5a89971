// Sites and the places in them.
import { describe, expect, test } from "vitest";
import {
  closeLocation,
  registerLocation,
  registerSite,
  renameLocation,
} from "../../../src/domain/location/commands.ts";
import { location } from "../../../src/domain/location/location.ts";
import { given, reserving, stateOf, uuid } from "../../given.ts";

const site = { name: "Graz", identifiers: [], zone: "Europe/Vienna" };
const siteRegistered = { type: "LocationRegistered", data: { ...site, kind: "site" } };
const room = {
  name: "Room 12",
  kind: "room" as const,
  identifiers: [],
  parentLocationId: uuid(0xb),
};
const roomRegistered = { type: "LocationRegistered", data: room };
const closed = { type: "LocationClosed", data: {} };
const renamed = {
  type: "LocationRenamed",
  data: { name: "Weighing room" },
  before: { name: "Room 12" },
};
const reason = { code: "rebuilding", text: "The wall to room 13 was taken out." };
const inSite = { also: { parent: stateOf(location, [siteRegistered]) } };

describe("registering a site", () => {
  test("happens", () => given().when(registerSite, site).then(siteRegistered));
  test("is repeated", () => given(siteRegistered).when(registerSite, site).thenNothing());
  test("takes its name, by which rights name it", () => {
    const named = { scheme: "site", issuer: "this system", value: "Graz" };
    expect(reserving(registerSite, site)).toEqual([named]);
  });
  test("is refused where another place stands or a number is wrong", () => {
    given(siteRegistered)
      .when(registerSite, { ...site, zone: "Europe/Berlin" })
      .thenRefused("ALREADY_EXISTS");
    given(roomRegistered).when(registerSite, site).thenRefused("ALREADY_EXISTS");
    const identifiers = [{ scheme: "gln", issuer: "gs1", value: "1" }];
    given()
      .when(registerSite, { ...site, identifiers })
      .thenRefused("IDENTIFIER_MALFORMED");
  });
});

describe("registering a place", () => {
  test("happens", () => given().when(registerLocation, room, inSite).then(roomRegistered));
  test("is repeated, also when the site was closed since", () => {
    const parent = stateOf(location, [siteRegistered, closed]);
    given(roomRegistered).when(registerLocation, room, { also: { parent } }).thenNothing();
  });
  test("is refused in a place that is unknown or closed", () => {
    given().when(registerLocation, room).thenRefused("NOT_FOUND");
    const parent = stateOf(location, [siteRegistered, closed]);
    given().when(registerLocation, room, { also: { parent } }).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("renaming a place", () => {
  const name = "Weighing room";
  test("happens", () =>
    given(roomRegistered).when(renameLocation, { name }, { reason }).then(renamed));
  test("is repeated", () => {
    given(roomRegistered, renamed).when(renameLocation, { name }).thenNothing();
  });
  test("is refused for an unknown or closed place and without a reason", () => {
    given().when(renameLocation, { name }, { reason }).thenRefused("NOT_FOUND");
    given(roomRegistered).when(renameLocation, { name }).thenRefused("REASON_REQUIRED");
    given(roomRegistered, closed)
      .when(renameLocation, { name }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("closing a place", () => {
  test("happens", () => given(roomRegistered).when(closeLocation, {}, { reason }).then(closed));
  test("is repeated", () => given(roomRegistered, closed).when(closeLocation, {}).thenNothing());
  test("is refused for an unknown place and without a reason", () => {
    given().when(closeLocation, {}, { reason }).thenRefused("NOT_FOUND");
    given(roomRegistered).when(closeLocation, {}).thenRefused("REASON_REQUIRED");
  });
});
